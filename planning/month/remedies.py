"""What would give somebody a place: each remedy is confirmed by solving again with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planning.month.feasible import most_a_day
from planning.month.model import Booking, MonthPlan, MonthRequest, Need, Remedy, RemedyKind, Standing, Unplaced
from planning.month.replan import LOCKED, NEIGHBOURHOOD, SECONDS, Outcome, bookings_after, replan
from planning.month.scene import Scene, scene
from planning.month.tries import Try, tries

MOST_REMEDIES = 3
MOST_MOVED = 2
MOST_SOLVES = 200
"""For one plan. It is a count, not a time, so that the same plan always has the same remedies."""

Managers = Mapping[str, Sequence[str]]
"""By staff id, the managers of the same discipline who might stand in, the nearest first."""


@dataclass(slots=True)
class Budget:
    """How many more solves may be spent."""

    solves: int = MOST_SOLVES

    def spend(self, count: int) -> bool:
        self.solves -= count
        return self.solves >= 0


def with_remedies(
    request: MonthRequest,
    plan: MonthPlan,
    managers: Managers,
    *,
    later: MonthRequest | None = None,
    most_solves: int = MOST_SOLVES,
) -> MonthPlan:
    """The plan, each of its unplaced with up to three remedies, the best first.

    `later` is the month after, with what is booked in it as `standing`: for a day just after the days due.
    """
    now, budget = settled(request, plan.bookings), Budget(most_solves)
    needs = _by_unplaced(now.lost, plan.unplaced)
    after = None if later is None else scene(later)
    found = (
        replace(u, remedies=remedies(now, need, managers.get(u.staff_id, need.cover), later=after, budget=budget))
        if need is not None
        else u
        for u, need in zip(plan.unplaced, needs, strict=True)
    )
    return replace(plan, unplaced=tuple(found))


def settled(request: MonthRequest, bookings: Iterable[Booking]) -> Scene:
    """The month with a plan's bookings standing. Those that were fixed stay so; a plan's own may still move."""
    before = {standing.booking: standing for standing in request.standing}
    standing = tuple(before.get(b, Standing(b, fixed=False, cover=True)) for b in bookings)
    return scene(replace(request, standing=standing))


def remedies(
    now: Scene, need: Need, managers: Sequence[str], *, later: Scene | None = None, budget: Budget | None = None
) -> tuple[Remedy, ...]:
    """Up to three remedies for a need without a place. Moving others is tried only where nothing helps without."""
    budget = Budget() if budget is None else budget
    candidates = list(tries(now, need, managers, later))
    for deepest, solves in ((LOCKED, 1), (NEIGHBOURHOOD, 2)):
        found = [
            remedy for one in candidates if budget.spend(solves) and (remedy := _confirmed(one, deepest)) is not None
        ]
        if found:
            found.sort(key=lambda remedy: remedy.facts["moves"])
            return tuple(found[:MOST_REMEDIES])
    return ()


def _confirmed(one: Try, deepest: int) -> Remedy | None:
    outcome = replan(one.scene, MOST_MOVED, deepest=deepest, seconds=SECONDS)
    booking = next(iter(outcome.placed.values()), None)
    if booking is None:
        return None
    facts = {**one.facts, "day": booking.day.isoformat(), "moves": len(outcome.moved)}
    if one.kind is RemedyKind.ONE_MORE_SESSION:
        day = _the_longer_day(one, outcome, booking.supervisor_id)
        if day is None:
            return None
        facts["day"] = day.isoformat()
    return Remedy(one.kind, booking, facts)


def _the_longer_day(one: Try, outcome: Outcome, supervisor_id: str) -> date | None:
    """The one day with a session more than usual; None where there would be two such days, or none."""
    request = one.scene.request
    usual = most_a_day(request, supervisor_id) - 1
    given: dict[date, int] = {}
    for busy in request.busy:
        if busy.staff_id == supervisor_id and busy.supervises:
            given[busy.day] = given.get(busy.day, 0) + 1
    before = dict(given)
    for standing in one.scene.booked.values():
        _count(before, standing.booking, supervisor_id)
    for booking in bookings_after(one.scene, outcome):
        _count(given, booking, supervisor_id)
    longer = [day for day, count in given.items() if count > max(usual, before.get(day, 0))]
    return longer[0] if len(longer) == 1 else None


def _count(given: dict[date, int], booking: Booking, supervisor_id: str) -> None:
    if booking.supervisor_id == supervisor_id:
        given[booking.day] = given.get(booking.day, 0) + 1


def _by_unplaced(lost: Iterable[Need], unplaced: Iterable[Unplaced]) -> Iterator[Need | None]:
    """The need of each, by the person, the kind and the first day due."""
    of = {(need.staff_id, need.kind, need.first_day.isoformat()): need for need in lost}
    for one in unplaced:
        yield of.get((one.staff_id, one.kind, one.facts.get("first_day", "")))
