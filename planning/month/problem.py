"""What is left to decide: each person's possible bookings and what each costs by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from planning.month.cost import of_day, of_start, of_supervisor
from planning.month.feasible import Board, clock, days, each, minutes
from planning.month.model import Booking, MonthRequest, Need, Standing
from planning.month.openings import asked
from planning.month.rhythm import again_by, burden, too_early
from planning.month.standing import answered, held_by, kept
from planning.month.weights import WEIGHTS, Term


class Candidate(NamedTuple):
    """One possible booking, of the task with that number. `again_by` is the last day for the next one, if it counts."""

    task: int
    staff_id: str
    supervisor_id: str
    day: date
    start: int
    end: int
    price: int
    burden: int
    again_by: date | None
    stays: bool = False

    @property
    def slot(self) -> tuple[str, date, int, int]:
        return self.supervisor_id, self.day, self.start, self.end


@dataclass(frozen=True, slots=True)
class Task:
    """One need and its candidates. `standing` is a booking that may move but not vanish."""

    number: int
    need: Need
    candidates: tuple[Candidate, ...]
    standing: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """`board` holds busy times only; `tasks` are those with anything to decide or to keep, in a fixed order."""

    request: MonthRequest
    board: Board
    tasks: tuple[Task, ...]


def problem(request: MonthRequest) -> Problem:
    """Fixed bookings are candidates without an alternative, and nobody else is offered their time."""
    empty, board, stay = Board(request), Board(request), kept(request)
    for need, standing in stay.items():
        if standing.fixed:
            booking = standing.booking
            board.book(held_by(need, booking), (booking.day, minutes(booking.start)))
    stood = answered(request)
    tasks = []
    for number, need in enumerate(sorted(request.needs, key=order)):
        source = _candidates(request, empty, board, need, stay.get(need), need in stood)
        candidates = tuple(candidate._replace(task=number) for candidate in source)
        if candidates:
            tasks.append(Task(number, need, candidates, need in stay))
    return Problem(request, empty, tuple(tasks))


def order(need: Need) -> tuple[str, str, str]:
    return need.staff_id, need.kind, need.first_day.isoformat()


def _candidates(
    request: MonthRequest, empty: Board, board: Board, need: Need, stay: Standing | None, moves: bool
) -> Iterator[Candidate]:
    price = WEIGHTS[Term.MOVED] if moves else 0
    standing = None if stay is None else _standing(request, need, stay.booking)
    if standing is not None:
        yield standing
    if stay is not None and stay.fixed:
        return
    for asking in asked(empty, need):
        for candidate in _of(request, board, need, asking):
            if standing is None or candidate.slot != standing.slot:
                yield candidate._replace(price=candidate.price + price)


def _of(request: MonthRequest, board: Board, need: Need, asking: Need) -> Iterator[Candidate]:
    assert asking.supervisor_id is not None
    cover = sum(paid for _, paid in of_supervisor(need, asking.supervisor_id))
    for day in days(request, need):
        starts = board.starts_on(asking, day)
        if starts:
            paid = cover + sum(price for _, price in of_day(request, need, day))
            felt, again = burden(request, need, day), _again(request, need, day)
        for start in each(starts):
            price = paid + sum(price for _, price in of_start(asking, day, start))
            yield Candidate(
                0, need.staff_id, asking.supervisor_id, day, start, start + need.minutes, price, felt, again
            )


def _standing(request: MonthRequest, need: Need, booking: Booking) -> Candidate:
    asking, start = held_by(need, booking), minutes(booking.start)
    charges = (
        *of_supervisor(need, booking.supervisor_id),
        *of_day(request, need, booking.day),
        *of_start(asking, booking.day, start),
    )
    return Candidate(
        0,
        need.staff_id,
        booking.supervisor_id,
        booking.day,
        start,
        minutes(booking.end),
        sum(paid for _, paid in charges),
        burden(request, need, booking.day),
        _again(request, need, booking.day),
        stays=True,
    )


def _again(request: MonthRequest, need: Need, day: date) -> date | None:
    return again_by(request, day) if need.monthly and not too_early(request, need, day) else None


def booking(need: Need, candidate: Candidate) -> Booking:
    start, end = clock(candidate.start), clock(candidate.end)
    return Booking(need.staff_id, candidate.supervisor_id, need.kind, candidate.day, start, end)


def lot(need: Need, candidate: Candidate, bits: int) -> int:
    """A number drawn for this booking from what it is, the same on any machine: it decides between equal plans."""
    text = f"{order(need)} {candidate.supervisor_id} {candidate.day} {candidate.start} {candidate.end}"
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> (64 - bits)
