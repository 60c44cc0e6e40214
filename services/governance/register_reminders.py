"""What the bot says by itself about the register and boards, as long as it is true, and the facts to say it with."""

from dataclasses import dataclass
from datetime import datetime

from domain.access import Actor
from domain.errors import NotFound
from domain.governance.meetings import BoardMeeting
from domain.governance.risks import RiskState
from services.desk import Desk
from services.governance.action_views import ActionLine, name
from services.governance.action_views import line_of as action_line
from services.governance.board_meetings import find_meeting
from services.governance.decisions import DecisionLine
from services.governance.decisions import line_of as decision_line
from services.governance.holders import holders
from services.governance.papers import open_papers
from services.governance.risk_views import RiskLine
from services.governance.risk_views import line_of as risk_line
from services.notices import Drop, Subject
from storage.roster import load_roster
from storage.tables import RiskRow


@dataclass(frozen=True, slots=True)
class ReviewView:
    """`by` is who gave the line to the reader; empty when it is to be looked at."""

    line: RiskLine
    by: str


@dataclass(frozen=True, slots=True)
class PapersView:
    """What of the agenda is the reader's own; `clerk` tells that they send the papers out."""

    board: str
    board_key: str
    meeting: BoardMeeting
    decisions: tuple[DecisionLine, ...]
    actions: tuple[ActionLine, ...]
    risks: tuple[RiskLine, ...]
    clerk: bool


def given(desk: Desk, about: Subject, now: datetime) -> ReviewView | Drop:
    """Somebody was made the owner of a line, and still is."""
    with desk.database.read() as session:
        row, roster = session.get(RiskRow, about.subject), load_roster(session)
    if row is None or row.state is not RiskState.OPEN or row.owner_id != about.staff_id:
        return Drop("moved")
    return ReviewView(_line(desk, row, about, now), name(roster, str(about.facts["by"])))


def review(desk: Desk, about: Subject, now: datetime) -> ReviewView | Drop:
    """A line is to be looked at, and nobody has since."""
    with desk.database.read() as session:
        row = session.get(RiskRow, about.subject)
    if row is None or row.state is not RiskState.OPEN:
        return Drop("closed")
    if row.owner_id != about.staff_id or row.review_on.isoformat() not in about.key:
        return Drop("moved")
    return ReviewView(_line(desk, row, about, now), "")


def papers(desk: Desk, about: Subject, now: datetime) -> PapersView | Drop:
    """Papers for a meeting are due soon, and the reader has some to write or to send out."""
    board, _, reference = about.subject.partition("/")
    if board not in desk.programme.governance:
        return Drop("gone")
    today, staff_id = desk.today(now), about.staff_id or ""
    rule = desk.programme.governance[board]
    with desk.database.read() as session:
        roster = load_roster(session)
        try:
            meeting = find_meeting(desk, session, board, reference, today)
        except NotFound:
            return Drop("gone")
        own = open_papers(session).of_meeting(desk.programme, board, meeting.day).of(staff_id)
        clerk = staff_id in holders(session, roster, rule.clerk_role, today)
    if meeting.cancelled or meeting.papers_on.isoformat() not in about.key:
        return Drop("moved")
    if not (clerk or own.owners):
        return Drop("nothing_left")
    reader = _reader(about)
    return PapersView(
        board=rule.name,
        board_key=board,
        meeting=meeting,
        decisions=tuple(decision_line(desk, roster, row) for row in own.decisions),
        actions=tuple(action_line(desk, roster, reader, row, today) for row in own.actions),
        risks=tuple(risk_line(desk.programme, roster, reader, row, today) for row in own.risks),
        clerk=clerk,
    )


def _line(desk: Desk, row: RiskRow, about: Subject, now: datetime) -> RiskLine:
    with desk.database.read() as session:
        return risk_line(desk.programme, load_roster(session), _reader(about), row, desk.today(now))


def _reader(about: Subject) -> Actor:
    return Actor(about.staff_id or "", "", frozenset())
