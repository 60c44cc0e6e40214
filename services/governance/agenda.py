"""A board's agenda, made from what is due; and all boards with when they meet next."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from domain import access
from domain.access import Action, Actor
from domain.governance.actions import Source
from domain.governance.meetings import BoardMeeting
from domain.roster import Roster
from services.desk import Desk
from services.governance.action_views import ActionLine, name
from services.governance.action_views import line_of as action_line
from services.governance.board_meetings import (
    LOOK_AHEAD,
    all_meetings,
    find_meeting,
    known_board,
    meeting_on,
    next_meeting,
)
from services.governance.decisions import DecisionLine
from services.governance.decisions import line_of as decision_line
from services.governance.holders import holders
from services.governance.papers import open_papers
from services.governance.risk_views import RiskLine
from services.governance.risk_views import line_of as risk_line
from services.timeline import MilestoneLine, milestone_lines
from storage import governance
from storage.roster import load_roster
from storage.tables import ActionRow


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A board. `every`, `on` and `chair` are the programme's; `meetings` are the next three that are known."""

    board: str
    name: str
    every: str
    on: str
    chair: str
    meetings: tuple[BoardMeeting, ...]
    asked: int


@dataclass(frozen=True, slots=True)
class BoardsView:
    today: date
    lines: tuple[BoardLine, ...]
    sees_agendas: bool


@dataclass(frozen=True, slots=True)
class AgendaView:
    """What is due at one meeting, or with `meeting` None at the next whenever it is.

    `milestones` are those that are red or amber or due before the meeting after; `actions` those the board gave that
    are open; `risks` those to be looked at by then, and the red ones; `decisions` those it is asked for.
    `chairs` and `clerks` are names; `members` the names of roles.
    """

    board: str
    name: str
    today: date
    meeting: BoardMeeting | None
    chair: str
    chairs: tuple[str, ...]
    clerks: tuple[str, ...]
    members: tuple[str, ...]
    milestones: tuple[MilestoneLine, ...]
    actions: tuple[ActionLine, ...]
    risks: tuple[RiskLine, ...]
    decisions: tuple[DecisionLine, ...]
    runs: bool
    asks: bool
    done: str = ""


def boards(desk: Desk, actor: Actor, now: datetime) -> BoardsView:
    """Every board with its next three meetings."""
    access.require(access.may(actor, Action.SEE_TIMELINE), Action.SEE_TIMELINE)
    today = desk.today(now)
    with desk.database.read() as session:
        found = all_meetings(desk, session, today, today + LOOK_AHEAD)
        asked = governance.asked_decisions(session)
    lines = tuple(
        BoardLine(
            board=key,
            name=rule.name,
            every=rule.every,
            on=rule.on,
            chair=rule.chair,
            meetings=tuple(one for one in found[key] if not one.cancelled)[:3],
            asked=sum(row.board == key for row in asked),
        )
        for key, rule in desk.programme.governance.items()
    )
    return BoardsView(today, lines, access.may(actor, Action.SEE_REGISTER))


def agenda(desk: Desk, actor: Actor, board: str, day: date | None, now: datetime) -> AgendaView:
    """The agenda of a board's next meeting, or of the one on `day`. Raises `NotFound`, `NotAllowed`."""
    today = desk.today(now)
    with desk.database.read() as session:
        if day is None:
            meeting = next_meeting(desk, session, board, today)
        else:
            meeting = meeting_on(desk, session, board, day, today)
        return made(desk, session, actor, board, meeting, now)


def agenda_of(desk: Desk, actor: Actor, board: str, reference: str, now: datetime, done: str = "") -> AgendaView:
    """The agenda of one meeting by what names it for good; with an empty reference of the next."""
    today = desk.today(now)
    with desk.database.read() as session:
        if reference:
            meeting: BoardMeeting | None = find_meeting(desk, session, board, reference, today)
        else:
            meeting = next_meeting(desk, session, board, today)
        return made(desk, session, actor, board, meeting, now, done)


def made(
    desk: Desk,
    session: Session,
    actor: Actor,
    board: str,
    meeting: BoardMeeting | None,
    now: datetime,
    done: str = "",
) -> AgendaView:
    """Whoever owns something on the agenda may see it besides."""
    rule = known_board(desk, board)
    papers = open_papers(session).of_meeting(desk.programme, board, meeting.day if meeting else desk.today(now))
    sees = access.may(actor, Action.SEE_REGISTER) or actor.staff_id in papers.owners
    access.require(sees, Action.SEE_REGISTER)
    today, roster = desk.today(now), load_roster(session)
    until = meeting.day if meeting else today
    clerks = holders(session, roster, rule.clerk_role, today)
    return AgendaView(
        board=board,
        name=rule.name,
        today=today,
        meeting=meeting,
        chair=rule.chair,
        chairs=tuple(name(roster, key) for key in holders(session, roster, rule.chair_role, today)),
        clerks=tuple(name(roster, key) for key in clerks),
        members=tuple(_role_name(desk, key) for key in rule.member_roles),
        milestones=_milestones(desk, session, board, until, now),
        actions=tuple(action_line(desk, roster, actor, row, today) for row in given_by(session, board)),
        risks=risks_to_review(desk, session, roster, actor, until, today),
        decisions=tuple(decision_line(desk, roster, row) for row in governance.asked_decisions(session, board)),
        runs=access.may(actor, Action.RUN_BOARDS) or actor.staff_id in clerks,
        asks=access.may(actor, Action.ASK_BOARD),
        done=done,
    )


def given_by(session: Session, board: str) -> list[ActionRow]:
    """The open actions that a board gave, the soonest due first."""
    rows = governance.actions_from(session, Source.BOARD.value, board)
    return sorted((row for row in rows if row.state.value == "open"), key=lambda row: (row.due_on, row.number))


def risks_to_review(
    desk: Desk, session: Session, roster: Roster, actor: Actor, until: date, today: date
) -> tuple[RiskLine, ...]:
    """Open lines that are to be looked at by a day, and the red ones, the heaviest first."""
    lines = [risk_line(desk.programme, roster, actor, row, today) for row in governance.open_risks(session)]
    found = [line for line in lines if line.review_on <= until or line.grade == "red"]
    return tuple(sorted(found, key=lambda line: (-line.score, line.number)))


def _milestones(desk: Desk, session: Session, board: str, until: date, now: datetime) -> tuple[MilestoneLine, ...]:
    """Red ones, amber ones, then those due before the board meets again."""
    after = all_meetings(desk, session, until, until + LOOK_AHEAD)[board]
    following = next((one.day for one in after if one.day > until and not one.cancelled), until)
    order = {"red": 0, "amber": 1}
    lines = [x for x in milestone_lines(desk, now) if x.rag in order or (x.actual is None and x.planned <= following)]
    return tuple(sorted(lines, key=lambda x: (order.get(x.rag, 2), x.planned)))


def _role_name(desk: Desk, key: str) -> str:
    """The roster's word for a role; a granted one keeps its key, which the template puts into words."""
    role = desk.programme.roles.get(key)
    return key if role is None else role.name
