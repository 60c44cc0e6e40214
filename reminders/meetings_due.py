"""What falls due around a team's group supervision: it is coming, the Workbook is asked for, did it happen?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.calendar import add_working_days, to_local
from domain.roster import Person
from reminders.kinds import Kind
from reminders.leads import before
from reminders.timing import Due, Facts, MeetingFact, morning, soon

ASKED_AFTER = timedelta(minutes=30)
ASKED_AGAIN = 2
"""Working days after which the chair is asked once more."""


def meetings_due(facts: Facts) -> Iterator[Due]:
    for meeting in facts.meetings:
        yield from _coming(facts, meeting)
        yield from _asked(facts, meeting)


def _coming(facts: Facts, meeting: MeetingFact) -> Iterator[Due]:
    """To each member by the programme's leads; before the month's first, also the Workbook's summary of each role."""
    day = to_local(meeting.starts_at, facts.zone).date()
    rules = facts.programme.reminders
    for person in facts.roster.members(meeting.team_code):
        if not person.reachable(mail=facts.mail) or not facts.roster.available(person.staff_id, day):
            continue
        leads = facts.preferences.leads(rules, Kind.GROUP_COMING, person.staff_id, meeting.team_code)
        for lead, at in before(facts, person, meeting.starts_at, leads):
            yield _due(Kind.GROUP_COMING, meeting, person, at, lead.key)
        if meeting.first:
            leads = facts.preferences.leads(rules, Kind.GROUP_SUMMARY, person.staff_id, meeting.team_code)
            for lead, at in before(facts, person, meeting.starts_at, leads):
                yield _due(Kind.GROUP_SUMMARY, meeting, person, at, lead.key)


def _asked(facts: Facts, meeting: MeetingFact) -> Iterator[Due]:
    """Did it happen? To the chair half an hour after the end, and after two working days; then to their manager."""
    chair = facts.roster.people.get(meeting.chair_id or "")
    if chair is None:
        return
    day = to_local(meeting.ends_at, facts.zone).date()
    if chair.reachable(mail=facts.mail):
        yield _due(Kind.GROUP_HELD, meeting, chair, soon(facts, chair, meeting.ends_at + ASKED_AFTER), "")
        again = morning(facts, add_working_days(day, ASKED_AGAIN, facts.holidays))
        yield _due(Kind.GROUP_HELD, meeting, chair, soon(facts, chair, again), "again")
    above = facts.roster.people.get(chair.line_manager_id or "")
    if above is not None and above.reachable(mail=facts.mail):
        late = morning(facts, add_working_days(day, facts.programme.escalation.manager, facts.holidays))
        yield _due(Kind.GROUP_UNRECORDED, meeting, above, soon(facts, above, late), "")


def _due(kind: Kind, meeting: MeetingFact, person: Person, at: datetime, lead: str) -> Due:
    key = f"{kind.value}:{meeting.meeting_id}:{meeting.starts_at.isoformat()}:{person.staff_id}:{lead}"
    return Due(key, kind, meeting.meeting_id, at, staff_id=person.staff_id, lead=lead)
