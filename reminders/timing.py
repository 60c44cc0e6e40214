"""When a message reaches somebody: on days they work, within sending hours, never on leave or a bank holiday."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from domain.calendar import BankHolidays, local, to_local
from domain.programme import Programme
from domain.reminders import own_days
from domain.reminders.own_days import LONGEST_WAIT
from domain.reminders.preferences import NOTHING_CHOSEN, Preferences
from domain.roster import Person, Roster
from domain.supervision.overdue import History
from domain.supervision.states import SessionState
from reminders.kinds import Kind


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
    """An open action; `giver_id` hears of it where its owner can't be reached."""

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
class ReviewFact:
    """A family review that takes place. `lead_id` brought it; `report_by` is when a closed school's report is due."""

    review_id: str
    starts_at: datetime
    minutes: int
    lead_id: str
    members: tuple[str, ...]
    report_by: date | None

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class MilestoneFact:
    """A promise not kept yet; `forecast` is its last day, `owners` are staff ids."""

    key: str
    forecast: date
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """One message to one recipient at one instant. `key` is the same however often it is asked for.

    `about` are the things a summary names, each as its kind needs them to be found again.
    """

    key: str
    kind: Kind
    subject: str
    at: datetime
    staff_id: str | None = None
    team_code: str | None = None
    lead: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that reminders follow from. `sessions` and `meetings` are those near the span that is asked about.

    `again` is what people asked to be reminded of once more. `milestones` and `history` are there only when the span
    holds an instant at which summaries go out; `heard` is which person was told of which thing in one before.
    `mail` says that people without Slack get letters, `links` that they can answer those.
    """

    programme: Programme
    holidays: BankHolidays
    roster: Roster
    sessions: tuple[SessionFact, ...]
    meetings: tuple[MeetingFact, ...] = ()
    reviews: tuple[ReviewFact, ...] = ()
    actions: tuple[ActionFact, ...] = ()
    risks: tuple[RiskDue, ...] = ()
    papers: tuple[PapersFact, ...] = ()
    funding: tuple[FundingFact, ...] = ()
    milestones: tuple[MilestoneFact, ...] = ()
    history: History | None = None
    preferences: Preferences = NOTHING_CHOSEN
    again: tuple[Due, ...] = ()
    heard: frozenset[tuple[str, str]] = frozenset()
    mail: bool = False
    links: bool = False

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.programme.zone)


def works(facts: Facts, person: Person, day: date) -> bool:
    return own_days.works(facts.roster, facts.holidays, person, day)


def own_day_before(facts: Facts, person: Person, day: date, count: int) -> date | None:
    """The `count`-th day before `day` on which the person works."""
    days = (day - timedelta(days=n) for n in range(1, LONGEST_WAIT + 1))
    return next(islice((d for d in days if works(facts, person, d)), count - 1, None), None)


def own_day_from(facts: Facts, person: Person, day: date) -> date | None:
    return own_days.next_own_day(facts.roster, facts.holidays, person, day)


def sending_time(facts: Facts, person: Person, day: date) -> datetime:
    return own_days.sending_time(facts.programme.reminders, facts.zone, person, day)


def soon(facts: Facts, person: Person, instant: datetime) -> datetime:
    """`instant` when the person works that day and it is within sending hours; else when they next start."""
    here = to_local(instant, facts.zone)
    closing: time = facts.programme.reminders.latest
    if here.time() <= closing and works(facts, person, here.date()):
        return instant
    day = own_day_from(facts, person, here.date() + timedelta(days=1))
    return instant if day is None else sending_time(facts, person, day)


def morning(facts: Facts, day: date) -> datetime:
    """The programme's sending time on `day`, whoever works then."""
    at: time = facts.programme.reminders.send_at
    return local(day, at, facts.zone)
