"""How a plan is judged, whatever the weights: counts that a manager can check."""

from dataclasses import dataclass

from domain.supervision.timescale import MOST_DAYS
from planning.month.cost import touches_lunch
from planning.month.feasible import Board, minutes
from planning.month.matching import matched
from planning.month.model import Booking, MonthPlan, MonthRequest, Need
from planning.month.openings import asked
from planning.month.standing import answered, held_by


@dataclass(frozen=True, slots=True)
class Measures:
    """Counts over one plan.

    `needlessly` unplaced are those with a possible start left in the plan as it stands. Of `monthly` people due,
    `in_month` have their session in the calendar month. `after_last` are monthly sessions of people whose last one is
    known; of these, `in_28_days`, `in_rhythm` (25 to 31 days as the programme has it), `over_limit` and
    `same_weekday` say how long after and on which day. `days_used` are days on which a supervisor gives a session, of
    `supervisors` who give any; `covered` are given by somebody else than the own one. `moved` are bookings that stood
    and are elsewhere or gone.
    """

    people: int
    due: int
    placed: int
    unplaced: int
    needlessly: int
    monthly: int
    in_month: int
    after_last: int
    in_28_days: int
    in_rhythm: int
    over_limit: int
    same_weekday: int
    over_lunch: int
    days_used: int
    supervisors: int
    covered: int
    moved: int

    @property
    def sessions_per_day(self) -> float:
        """Sessions on a day on which a supervisor gives any."""
        return self.placed / self.days_used if self.days_used else 0.0


def measure(request: MonthRequest, plan: MonthPlan) -> Measures:
    pairs, unbooked = matched(request.needs, plan.bookings)
    monthly = [(need, booking) for need, booking in pairs if need.monthly]
    weekdays = [(need.last_on, b.day) for need, b in monthly if need.last_on is not None]
    gaps = [(day - last).days for last, day in weekdays]
    return Measures(
        people=len({need.staff_id for need in request.needs}),
        due=len(request.needs),
        placed=len(pairs),
        unplaced=len(unbooked),
        needlessly=_needlessly(request, pairs, unbooked),
        monthly=sum(need.monthly for need in request.needs),
        in_month=len(monthly),
        after_last=len(gaps),
        in_28_days=sum(gap <= MOST_DAYS for gap in gaps),
        in_rhythm=sum(request.shortest_interval <= gap <= request.longest_interval for gap in gaps),
        over_limit=sum(gap > request.limit_interval for gap in gaps),
        same_weekday=sum(last.weekday() == day.weekday() for last, day in weekdays),
        over_lunch=sum(touches_lunch(minutes(b.start), minutes(b.end)) for b in plan.bookings),
        days_used=len({(b.supervisor_id, b.day) for b in plan.bookings}),
        supervisors=len({b.supervisor_id for b in plan.bookings}),
        covered=sum(need.blocked is not None or need.supervisor_id != b.supervisor_id for need, b in pairs),
        moved=sum(standing.booking not in plan.bookings for standing in answered(request).values()),
    )


def _needlessly(request: MonthRequest, pairs: list[tuple[Need, Booking]], unbooked: list[Need]) -> int:
    board = Board(request)
    for need, booking in pairs:
        board.book(held_by(need, booking), (booking.day, minutes(booking.start)))
    empty = Board(request)
    return sum(any(next(board.starts(one), None) is not None for one in asked(empty, need)) for need in unbooked)
