"""Finding places beside what is booked: first with everything locked, then with the nearest bookings movable."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from planning.month.feasible import Board, most_a_day
from planning.month.locked import concerning, locked
from planning.month.matching import matched
from planning.month.model import Booking, Need, Standing
from planning.month.optimal import solve
from planning.month.scene import Scene, movable

LOCKED, NEIGHBOURHOOD, SCOPE = 1, 2, 3
SECONDS = 5.0
"""A ceiling that a repair of one county stays far below; a result that reached it would not be reproducible."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The place of each need that got one, the other bookings that moved for it (old, new), and the stage it took."""

    placed: Mapping[Need, Booking]
    moved: tuple[tuple[Booking, Booking], ...]
    stage: int


def replan(scene: Scene, most_moved: int, *, deepest: int = SCOPE, seconds: float = SECONDS) -> Outcome:
    """Places for `scene.lost`. A stage is tried only while somebody is left who might be placed by moving others.

    Two moves reach no further than two steps from somebody to the bookings of the people they meet, so the scope's
    stage frees just these: freeing the rest of the county could not place anybody more.
    """
    empty = Board(locked(scene.request, (), ()))
    asked = {_fairly(empty, need): need for need in scene.lost}
    found = _by_stages(replace(scene, lost=tuple(asked)), most_moved, deepest, seconds)
    return replace(found, placed={asked[need]: booking for need, booking in found.placed.items()})


def _by_stages(scene: Scene, most_moved: int, deepest: int, seconds: float) -> Outcome:
    best = _attempt(scene, {}, most_moved, seconds, LOCKED)
    assert best is not None, "with everything locked nothing can move"
    tried: Mapping[Need, Standing] = {}
    for stage in range(NEIGHBOURHOOD, deepest + 1):
        hopeful = _hopeful(scene, best)
        if not hopeful or most_moved == 0:
            break
        seeds, steps = (hopeful, 1) if stage == NEIGHBOURHOOD else (scene.lost, most_moved)
        free = _around(scene, seeds, steps)
        if free != tried:
            found = _attempt(scene, free, most_moved, seconds, stage)
            best = found if found is not None and len(found.placed) > len(best.placed) else best
        tried = free
    return best


def _attempt(
    scene: Scene, free: Mapping[Need, Standing], most_moved: int, seconds: float, stage: int
) -> Outcome | None:
    """One solve, of those who have a start at all; None where its answer would lose a booking or move too many."""
    kept = [standing.booking for need, standing in scene.booked.items() if need not in free]
    small = concerning(locked(scene.request, kept, (*scene.lost, *free), tuple(free.values())))
    board = Board(replace(small, standing=()))
    lost = [need for need in scene.lost if _has_start(board, need)]
    if not lost:
        return Outcome({}, (), stage)
    small = replace(small, needs=(*lost, *free), most_moved=most_moved)
    plan = solve(small, seconds=seconds)
    places = dict(matched(small.needs, plan.bookings)[0])
    if not free.keys() <= places.keys():
        return None
    moved = tuple((s.booking, places[need]) for need, s in free.items() if places[need] != s.booking)
    if len(moved) > most_moved:
        return None
    return Outcome({need: places[need] for need in lost if need in places}, moved, stage)


def _fairly(board: Board, need: Need) -> Need:
    """Without cover where the own supervisor has a start at all: that the others are locked is no reason for it."""
    return replace(need, cover=()) if need.open and _has_start(board, replace(need, cover=())) else need


def _hopeful(scene: Scene, outcome: Outcome) -> list[Need]:
    """Those without a place who would have one if every movable booking were gone."""
    free = _movable(scene)
    kept = [standing.booking for need, standing in scene.booked.items() if need not in free]
    board = Board(locked(scene.request, kept, ()))
    return [need for need in scene.lost if need not in outcome.placed and _has_start(board, need)]


def _around(scene: Scene, seeds: Iterable[Need], steps: int) -> dict[Need, Standing]:
    """The movable bookings within `steps` of the people that `seeds` meet."""
    free = _movable(scene)
    people = {one for need in seeds for one in _meets(need)}
    found: dict[Need, Standing] = {}
    for _ in range(steps):
        found = {need: s for need, s in free.items() if people & {s.booking.staff_id, s.booking.supervisor_id}}
        people |= {one for s in found.values() for one in (s.booking.staff_id, s.booking.supervisor_id)}
    return found


def _movable(scene: Scene) -> dict[Need, Standing]:
    """A day with more sessions than usual was agreed on: it stays as it is."""
    given = Counter((s.booking.supervisor_id, s.booking.day) for s in scene.booked.values())
    given.update((busy.staff_id, busy.day) for busy in scene.request.busy if busy.supervises)
    return {
        need: s
        for need, s in scene.booked.items()
        if movable(scene.request, need, s)
        and given[s.booking.supervisor_id, s.booking.day] <= most_a_day(scene.request, s.booking.supervisor_id)
    }


def _asked(need: Need) -> list[Need]:
    """The need with each supervisor whom it may be held with."""
    own = [need] if need.open else []
    return [*own, *(replace(need, supervisor_id=other, blocked=None) for other in need.cover)]


def _meets(need: Need) -> set[str]:
    return {need.staff_id, *(other.supervisor_id for other in _asked(need) if other.supervisor_id is not None)}


def _has_start(board: Board, need: Need) -> bool:
    return any(next(board.starts(other), None) is not None for other in _asked(need))


def bookings_after(scene: Scene, outcome: Outcome) -> tuple[Booking, ...]:
    """All bookings of the scope: what stayed, what moved and what was placed."""
    moved = dict(outcome.moved)
    stayed = [moved.get(standing.booking, standing.booking) for standing in scene.booked.values()]
    return (*stayed, *outcome.placed.values())
