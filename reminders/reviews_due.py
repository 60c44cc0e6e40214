"""What falls due around a family review: it is coming, agencies are still to be invited, did it happen?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.calendar import add_working_days, to_local
from domain.roster import Person
from reminders.kinds import Kind
from reminders.leads import before, before_day
from reminders.recipients import reached
from reminders.timing import Due, Facts, ReviewFact, morning, soon

ASKED_AFTER = timedelta(minutes=30)
ASKED_AGAIN = 2
"""Working days after which whoever brought it is asked once more."""


def reviews_due(facts: Facts) -> Iterator[Due]:
    for review in facts.reviews:
        lead = reached(facts, review.lead_id)
        if lead is not None:
            yield from _to_do(facts, review, lead)
            yield from _asked(facts, review, lead)
        yield from _coming(facts, review)


def _to_do(facts: Facts, review: ReviewFact, lead: Person) -> Iterator[Due]:
    """Before the review, and where a school is closed then, before its report is due."""
    leads = facts.preferences.leads(facts.programme.reminders, Kind.REVIEW_TODO, lead.staff_id)
    found = list(before(facts, lead, review.starts_at, leads))
    if review.report_by is not None:
        found += before_day(facts, lead, review.report_by + timedelta(days=1), leads)
    for ahead, at in found:
        yield _due(Kind.REVIEW_TODO, review, lead, at, f"{ahead.key}:{at.date().isoformat()}")


def _coming(facts: Facts, review: ReviewFact) -> Iterator[Due]:
    day = to_local(review.starts_at, facts.zone).date()
    for staff_id in review.members:
        person = reached(facts, staff_id)
        if person is None or not facts.roster.available(staff_id, day):
            continue
        leads = facts.preferences.leads(facts.programme.reminders, Kind.REVIEW_COMING, staff_id)
        for ahead, at in before(facts, person, review.starts_at, leads):
            yield _due(Kind.REVIEW_COMING, review, person, at, ahead.key)


def _asked(facts: Facts, review: ReviewFact, lead: Person) -> Iterator[Due]:
    """Half an hour after the end, and after two working days."""
    day = to_local(review.ends_at, facts.zone).date()
    yield _due(Kind.REVIEW_HELD, review, lead, soon(facts, lead, review.ends_at + ASKED_AFTER), "")
    again = morning(facts, add_working_days(day, ASKED_AGAIN, facts.holidays))
    yield _due(Kind.REVIEW_HELD, review, lead, soon(facts, lead, again), "again")


def _due(kind: Kind, review: ReviewFact, person: Person, at: datetime, lead: str) -> Due:
    key = f"{kind.value}:{review.review_id}:{review.starts_at.isoformat()}:{person.staff_id}:{lead}"
    return Due(key, kind, review.review_id, at, staff_id=person.staff_id, lead=lead)
