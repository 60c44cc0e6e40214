"""What falls due between two instants: a pure function of the facts, so that a test or a clock can ask for any span."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.calendar import local, next_working_day, to_local, week_start
from reminders.actions_due import actions_due
from reminders.chosen import chosen
from reminders.escalation import overdue_due
from reminders.governance_due import funding_due, papers_due, risks_due
from reminders.kinds import Kind
from reminders.leads import before
from reminders.meetings_due import meetings_due
from reminders.milestones_due import milestones_due
from reminders.reviews_due import reviews_due
from reminders.summaries import diaries, not_booked, unconfirmed
from reminders.timing import Due, Facts, SessionFact, soon

HELD_QUESTION_AFTER = timedelta(minutes=30)


def due(facts: Facts, after: datetime, until: datetime) -> list[Due]:
    """Everything whose instant lies in (after, until], in order."""
    found = [item for item in _everything(facts, after, until) if after < item.at <= until]
    return sorted(chosen(facts, found), key=lambda item: (item.at, item.key))


def _everything(facts: Facts, after: datetime, until: datetime) -> Iterator[Due]:
    for session in facts.sessions:
        yield from _coming(facts, session)
        yield from _held_question(facts, session)
        yield from unconfirmed(facts, session)
    yield from diaries(facts)
    if facts.history is not None:
        first, last = (to_local(at, facts.zone).date() for at in (after, until))
        yield from not_booked(facts, first, last)
        yield from overdue_due(facts, first, last)
    yield from milestones_due(facts)
    yield from facts.again
    yield from meetings_due(facts)
    yield from reviews_due(facts)
    yield from actions_due(facts)
    yield from risks_due(facts)
    yield from papers_due(facts)
    yield from funding_due(facts)
    yield from _digests(facts, after, until)


def _coming(facts: Facts, session: SessionFact) -> Iterator[Due]:
    """By the programme's leads, to the supervisee, on days they work."""
    person = facts.roster.people.get(session.staff_id)
    if person is None or not person.reachable(mail=facts.mail):
        return
    leads = facts.preferences.leads(facts.programme.reminders, Kind.SUPERVISION_COMING, person.staff_id)
    for lead, at in before(facts, person, session.starts_at, leads):
        yield Due(
            key=f"coming:{session.session_id}:{session.starts_at.isoformat()}:{lead.key}",
            kind=Kind.SUPERVISION_COMING,
            subject=session.session_id,
            at=at,
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
        at=soon(facts, asked, session.ends_at + HELD_QUESTION_AFTER),
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
