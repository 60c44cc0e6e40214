"""What falls due between two instants: a pure function of the facts, so that a test or a clock can ask for any span."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from domain.calendar import BankHolidays, local, next_working_day, to_local, week_start
from domain.programme import Programme
from domain.roster import Person, Roster
from domain.supervision.states import SessionState
from reminders.kinds import Kind

HELD_QUESTION_AFTER = timedelta(minutes=30)
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
class Facts:
    """All that reminders follow from. `sessions` are the live ones near the span that is asked about.

    `mail` says that people without Slack get letters, `links` that they can answer those.
    """

    programme: Programme
    holidays: BankHolidays
    roster: Roster
    sessions: tuple[SessionFact, ...]
    mail: bool = False
    links: bool = False

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


def due(facts: Facts, after: datetime, until: datetime) -> list[Due]:
    """Everything whose instant lies in (after, until], in order."""
    found = [item for item in _everything(facts, after, until) if after < item.at <= until]
    return sorted(found, key=lambda item: (item.at, item.key))


def _everything(facts: Facts, after: datetime, until: datetime) -> Iterator[Due]:
    for session in facts.sessions:
        yield from _coming(facts, session)
        yield from _held_question(facts, session)
    yield from _digests(facts, after, until)


def _coming(facts: Facts, session: SessionFact) -> Iterator[Due]:
    """One week and one working day before, to the supervisee, on days they work."""
    person = facts.roster.people.get(session.staff_id)
    if person is None or not person.reachable(mail=facts.mail):
        return
    day = to_local(session.starts_at, facts.zone).date()
    last = _own_day_before(facts, person, day, 1)
    for lead in facts.programme.reminders.supervision_leads:
        if lead.unit == "working_days":
            send_on = _own_day_before(facts, person, day, lead.count)
        else:
            send_on = _own_day_from(facts, person, day - timedelta(days=lead.count))
        if send_on is None or (lead.unit == "days" and last is not None and send_on >= last):
            continue
        yield Due(
            key=f"coming:{session.session_id}:{session.starts_at.isoformat()}:{lead.key}",
            kind=Kind.SUPERVISION_COMING,
            subject=session.session_id,
            at=_sending_time(facts, person, send_on),
            staff_id=person.staff_id,
            lead=lead.key,
        )


def _held_question(facts: Facts, session: SessionFact) -> Iterator[Due]:
    """Half an hour after the end, to the supervisor; to the supervisee where the supervisor could not answer.

    Where neither could, whoever is reached: the letter says who records it for them.
    """
    both = [facts.roster.people.get(staff_id or "") for staff_id in (session.supervisor_id, session.staff_id)]
    ways = (facts.mail and facts.links, facts.mail)
    asked = next((person for mail in ways for person in both if person and person.reachable(mail=mail)), None)
    if asked is None:
        return
    yield Due(
        key=f"held:{session.session_id}:{session.starts_at.isoformat()}",
        kind=Kind.SUPERVISION_HELD,
        subject=session.session_id,
        at=_soon(facts, asked, session.ends_at + HELD_QUESTION_AFTER),
        staff_id=asked.staff_id,
    )


def _digests(facts: Facts, after: datetime, until: datetime) -> Iterator[Due]:
    """Weekly to each team's channel; on the next working day when it falls on a bank holiday."""
    rhythm = facts.programme.digest
    monday = week_start(to_local(after, facts.zone).date())
    while monday <= to_local(until, facts.zone).date():
        day = monday + timedelta(days=rhythm.weekday_number)
        if facts.holidays.is_holiday(day):
            day = next_working_day(day, facts.holidays)
        for team in facts.roster.teams.values():
            yield Due(
                key=f"digest:{team.code}:{monday.isoformat()}",
                kind=Kind.TEAM_DIGEST,
                subject=team.code,
                at=local(day, rhythm.at, facts.zone),
                team_code=team.code,
            )
        monday += timedelta(days=7)


def _works(facts: Facts, person: Person, day: date) -> bool:
    return (
        person.pattern.works_on(day)
        and not facts.holidays.is_holiday(day)
        and facts.roster.available(person.staff_id, day)
    )


def _own_day_before(facts: Facts, person: Person, day: date, count: int) -> date | None:
    """The `count`-th day before `day` on which the person works."""
    days = (day - timedelta(days=n) for n in range(1, LONGEST_WAIT + 1))
    return next(islice((d for d in days if _works(facts, person, d)), count - 1, None), None)


def _own_day_from(facts: Facts, person: Person, day: date) -> date | None:
    days = (day + timedelta(days=n) for n in range(LONGEST_WAIT))
    return next((d for d in days if _works(facts, person, d)), None)


def _sending_time(facts: Facts, person: Person, day: date) -> datetime:
    start = person.pattern.hours(day)[0][0]
    return local(day, max(facts.programme.reminders.send_at, start), facts.zone)


def _soon(facts: Facts, person: Person, instant: datetime) -> datetime:
    """`instant` when the person works that day and it is within sending hours; else when they next start."""
    here = to_local(instant, facts.zone)
    closing: time = facts.programme.reminders.latest
    if here.time() <= closing and _works(facts, person, here.date()):
        return instant
    day = _own_day_from(facts, person, here.date() + timedelta(days=1))
    return instant if day is None else _sending_time(facts, person, day)
