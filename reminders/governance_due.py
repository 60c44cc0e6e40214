"""What falls due around the register, boards and posts: a review, papers to write, funding that comes to its end."""

from collections.abc import Iterator

from domain.calendar import add_working_days, local
from reminders.kinds import Kind
from reminders.leads import before_day
from reminders.recipients import reached
from reminders.timing import Due, Facts, own_day_from, sending_time, soon

ASKED_AGAIN = 5
"""Working days after which an owner is asked once more to look at a risk."""


def risks_due(facts: Facts) -> Iterator[Due]:
    """To the owner on the day of the review, or the next on which they work; once more when nothing came."""
    for risk in facts.risks:
        owner = reached(facts, risk.owner_id)
        if owner is None:
            continue
        key = f"{Kind.RISK_REVIEW.value}:{risk.risk_id}:{risk.review_on.isoformat()}:{owner.staff_id}"
        day = own_day_from(facts, owner, risk.review_on)
        if day is not None:
            at = sending_time(facts, owner, day)
            yield Due(key, Kind.RISK_REVIEW, risk.risk_id, at, staff_id=owner.staff_id)
        again = add_working_days(risk.review_on, ASKED_AGAIN, facts.holidays)
        at = soon(facts, owner, local(again, facts.programme.reminders.send_at, facts.zone))
        yield Due(f"{key}:again", Kind.RISK_REVIEW, risk.risk_id, at, staff_id=owner.staff_id, lead="again")


def papers_due(facts: Facts) -> Iterator[Due]:
    """To whoever has something on a board's agenda, and its clerk, before the papers are due."""
    for papers in facts.papers:
        for staff_id in papers.staff_ids:
            person = reached(facts, staff_id)
            if person is None:
                continue
            for lead, at in before_day(facts, person, papers.papers_on, facts.programme.reminders.papers_leads):
                key = f"{Kind.BOARD_PAPERS.value}:{papers.subject}:{papers.papers_on.isoformat()}:{staff_id}:{lead.key}"
                yield Due(key, Kind.BOARD_PAPERS, papers.subject, at, staff_id=staff_id, lead=lead.key)


def funding_due(facts: Facts) -> Iterator[Due]:
    """To the project leads, so long before funding ends as the programme says."""
    for funding in facts.funding:
        for staff_id in funding.staff_ids:
            person = reached(facts, staff_id)
            if person is None:
                continue
            day = funding.day.isoformat()
            for lead, at in before_day(facts, person, funding.day, facts.programme.posts.funding_leads):
                key = f"{Kind.POST_FUNDING.value}:{day}:{staff_id}:{lead.key}"
                yield Due(key, Kind.POST_FUNDING, day, at, staff_id=staff_id, lead=lead.key)
