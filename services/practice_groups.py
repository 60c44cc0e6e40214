"""Group supervision as the practice workspace starts with it: a live template and its dates."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from domain.calendar import Month, local, week_start
from domain.roster import Roster
from domain.when import read_time
from domain.working_pattern import WEEKDAYS
from planning.group.dates import occurrences
from planning.group.greedy import best_cost
from planning.group.model import GroupSlot, Weeks
from services.desk import Desk
from services.group.meetings import describe
from services.group.record import attend
from services.planning.group_request import group_request
from services.planning.group_store import store
from storage import groups, meetings
from storage.tables import MeetingRecordRow, PlanRunRow, RunKind, RunState, SeriesState
from storage.unit_of_work import UnitOfWork

HALF_MONTH = 15
"""A fortnightly team discusses about half of its families in each half of a month."""


@dataclass(frozen=True, slots=True)
class GroupSeed:
    """A practice seed's group supervision: `slots` by team code, each written as `b Wed 13:30`.

    `unrecorded` are teams whose last meeting nobody has recorded yet; of `not_held` the last was not held.
    """

    first_day: date
    last_day: date
    slots: Mapping[str, str]
    unrecorded: Collection[str]
    not_held: Collection[str]


def plant(desk: Desk, uow: UnitOfWork, roster: Roster, seed: GroupSeed) -> None:
    """Store the template as live, with who cannot come and every meeting around bank holidays."""
    rules = desk.programme.group_supervision
    slots = {code: _slot(typed, rules.length(code)) for code, typed in seed.slots.items()}
    request = group_request(desk, uow.session, roster, seed.first_day, seed.last_day, staying=slots)
    plan = best_cost(request)
    begins = week_start(seed.first_day)
    days = (begins + timedelta(days=n) for n in range((seed.last_day - begins).days + 7))
    holidays = frozenset(day for day in days if desk.holidays.is_holiday(day))
    dated = tuple(occurrences(request, plan.slots, seed.first_day, seed.last_day, holidays))
    run = _run(uow, seed)
    uow.session.add(run)
    uow.session.flush()
    store(desk, uow.session, run, plan, dated)
    for series in groups.of_run(uow.session, run.id):
        series.state = SeriesState.LIVE
        uow.session.add(series)
        uow.record_soon("group.begin", series.id, {"team": series.team_code})
    uow.session.flush()
    _record_past(desk, uow, roster, seed)


def _record_past(desk: Desk, uow: UnitOfWork, roster: Roster, seed: GroupSeed) -> None:
    """Plausible records of what has been: most were held with whoever could come, in one way for each team."""
    past = meetings.of_teams(uow.session, list(seed.slots), local(seed.first_day, time(), desk.zone), uow.now)
    for number, code in enumerate(seed.slots):
        own = [row for row in past if row.team_code == code]
        if code in seed.unrecorded:
            own = own[:-1]
        for row in own:
            meeting = describe(desk, uow.session, roster, row)
            at = min(meeting.ends_at + timedelta(hours=1 + number % 3), uow.now)
            held = not (code in seed.not_held and row is own[-1])
            record = MeetingRecordRow(
                occurrence_id=row.id, held=held, recorded_at=at, recorded_by=meeting.chair_id or "system"
            )
            if held:
                half = row.starts_at.day <= HALF_MONTH
                families, waiting = 11 + number % 6, number % 3 + 6 if half else number % 5 // 4
                record.families_open, record.families_waiting = families, waiting
                record.families_discussed = families - waiting if half else 5 + number % 2
                record.workbook = number % 7 != 0
                attend(desk, uow, roster, meeting, None)
            uow.session.add(record)
            uow.record_soon("meeting.record", row.id, {"held": held})


def _run(uow: UnitOfWork, seed: GroupSeed) -> PlanRunRow:
    return PlanRunRow(
        kind=RunKind.GROUP,
        month=str(Month.of(seed.first_day)),
        scope="group:seed",
        state=RunState.DONE,
        asked_by="system",
        asked_at=uow.now,
        finished_at=uow.now,
        options={"first": seed.first_day.isoformat(), "last": seed.last_day.isoformat()},
    )


def _slot(typed: str, minutes: int) -> GroupSlot:
    weeks, weekday, start = typed.split()
    return GroupSlot(Weeks(weeks), WEEKDAYS.index(weekday), read_time(start), minutes)
