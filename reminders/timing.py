"""When a message reaches somebody: on days they work, within sending hours, never on leave or a bank holiday."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from domain.calendar import BankHolidays, local, to_local
from domain.programme import Programme
from domain.programme.rhythm import Lead
from domain.roster import Person, Roster
from domain.supervision.states import SessionState
from reminders.kinds import Kind

LONGEST_WAIT = 14


@dataclass(frozen=True, slots=True)
class SessionFact:
    session_id: str
    staff_id: str
    supervisor_id: str | None
    starts_at: datetime
    minutes: int
    state: SessionState

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """A group supervision that takes place. `first` tells that it is its team's first of the month."""

    meeting_id: str
    team_code: str
    starts_at: datetime
    minutes: int
    chair_id: str | None
    first: bool

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class ActionFact:
    """An open action; `giver_id` hears of it where its owner has no Slack."""

    action_id: str
    owner_id: str
    giver_id: str
    due_on: date


@dataclass(frozen=True, slots=True)
class RiskDue:
    """An open line of the register, and when it is to be looked at."""

    risk_id: str
    owner_id: str
    review_on: date


@dataclass(frozen=True, slots=True)
class PapersFact:
    """A board's meeting, named for good by `subject`, and whoever has papers to write for it."""

    subject: str
    papers_on: date
    staff_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FundingFact:
    """The day on which posts' funding ends whose money after it is not agreed, and whoever answers for it."""

    day: date
    staff_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that reminders follow from: what there is of each kind near the span that is asked about."""

    programme: Programme
    holidays: BankHolidays
    roster: Roster
    sessions: tuple[SessionFact, ...]
    meetings: tuple[MeetingFact, ...] = ()
    actions: tuple[ActionFact, ...] = ()
    risks: tuple[RiskDue, ...] = ()
    papers: tuple[PapersFact, ...] = ()
    funding: tuple[FundingFact, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.programme.zone)


@dataclass(frozen=True, slots=True)
class Due:
    """One message to one recipient at one instant. `key` is the same however often it is asked for."""

    key: str
    kind: Kind
    subject: str
    at: datetime
    staff_id: str | None = None
    team_code: str | None = None
    lead: str = ""


def lead_times(facts: Facts, person: Person, day: date, leads: Iterable[Lead]) -> Iterator[tuple[Lead, datetime]]:
    """When to write to somebody before `day`, on days they work; the last own day before it is written on once."""
    last = own_day_before(facts, person, day, 1)
    for lead in leads:
        if lead.unit == "working_days":
            send_on = own_day_before(facts, person, day, lead.count)
        else:
            send_on = own_day_from(facts, person, day - timedelta(days=lead.count))
        if send_on is None or send_on >= day or (lead.unit == "days" and last is not None and send_on >= last):
            continue
        yield lead, sending_time(facts, person, send_on)


def works(facts: Facts, person: Person, day: date) -> bool:
    return (
        person.pattern.works_on(day)
        and not facts.holidays.is_holiday(day)
        and facts.roster.available(person.staff_id, day)
    )


def own_day_before(facts: Facts, person: Person, day: date, count: int) -> date | None:
    """The `count`-th day before `day` on which the person works."""
    days = (day - timedelta(days=n) for n in range(1, LONGEST_WAIT + 1))
    return next(islice((d for d in days if works(facts, person, d)), count - 1, None), None)


def own_day_from(facts: Facts, person: Person, day: date) -> date | None:
    days = (day + timedelta(days=n) for n in range(LONGEST_WAIT))
    return next((d for d in days if works(facts, person, d)), None)


def sending_time(facts: Facts, person: Person, day: date) -> datetime:
    start = person.pattern.hours(day)[0][0]
    return local(day, max(facts.programme.reminders.send_at, start), facts.zone)


def soon(facts: Facts, person: Person, instant: datetime) -> datetime:
    """`instant` when the person works that day and it is within sending hours; else when they next start."""
    here = to_local(instant, facts.zone)
    closing: time = facts.programme.reminders.latest
    if here.time() <= closing and works(facts, person, here.date()):
        return instant
    day = own_day_from(facts, person, here.date() + timedelta(days=1))
    return instant if day is None else sending_time(facts, person, day)
