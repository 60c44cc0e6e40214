"""Gathering what reminders about actions, the register and boards follow from: only what is near the span."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import Session

from domain.access import Role
from domain.roster import Roster
from reminders.timing import ActionFact, FundingFact, PapersFact, RiskDue
from services.desk import Desk
from services.governance.board_meetings import all_meetings
from services.governance.holders import holders
from services.governance.papers import open_papers
from services.posts.views import facts
from storage import governance

REACH = timedelta(days=60)
"""An action escalates for weeks after its date; papers are asked for weeks before theirs."""


def actions_near(desk: Desk, session: Session, after: datetime, until: datetime) -> Iterator[ActionFact]:
    for row in governance.actions_due(session, desk.today(after - REACH), desk.today(until + REACH)):
        yield ActionFact(row.id, row.owner_id, row.added_by, row.due_on)


def risks_near(desk: Desk, session: Session, after: datetime, until: datetime) -> Iterator[RiskDue]:
    first, last = desk.today(after - REACH), desk.today(until + REACH)
    for row in governance.open_risks(session):
        if first <= row.review_on <= last:
            yield RiskDue(row.id, row.owner_id, row.review_on)


def papers_near(desk: Desk, session: Session, roster: Roster, after: datetime, until: datetime) -> Iterator[PapersFact]:
    first, last = desk.today(after), desk.today(until + REACH)
    papers, rules = open_papers(session), desk.programme.governance
    clerks = {key: set(holders(session, roster, rule.clerk_role, first)) for key, rule in rules.items()}
    for board, found in all_meetings(desk, session, first, last).items():
        for meeting in found:
            if not meeting.cancelled and meeting.papers_on >= first:
                told = papers.of_meeting(desk.programme, board, meeting.day).owners | clerks[board]
                yield PapersFact(f"{board}/{meeting.reference}", meeting.papers_on, tuple(sorted(told)))


def funding_near(desk: Desk, session: Session, roster: Roster, after: datetime) -> Iterator[FundingFact]:
    """The ends that are still to come; how far ahead one is spoken of is the programme's."""
    today = desk.today(after)
    found = facts(desk, session, roster, today).values()
    leads = tuple(holders(session, roster, Role.PROJECT_LEAD.value, today))
    for day in sorted({x.funded_until for x in found if x.funded_until and not x.sustainable} if leads else ()):
        if day > today:
            yield FundingFact(day, leads)
