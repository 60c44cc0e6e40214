"""What the highlight report says about actions, the register, boards and requests for change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.access import SYSTEM
from domain.calendar import local
from domain.governance.actions import ActionState
from domain.governance.decisions import DecisionKind
from domain.governance.meetings import BoardMeeting
from domain.governance.risks import Raised, RiskState, raised_status
from services.desk import Desk
from services.governance.action_views import ActionLine
from services.governance.action_views import line_of as action_line
from services.governance.board_meetings import LOOK_AHEAD, all_meetings
from services.governance.decisions import DecisionLine
from services.governance.decisions import line_of as decision_line
from services.governance.risk_views import RiskLine, fact_of
from services.governance.risk_views import line_of as risk_line
from storage import governance
from storage.roster import load_roster


@dataclass(frozen=True, slots=True)
class GovernanceReport:
    """One period, from `first` to `last`, both included, as it stands on `last`.

    `done` were done in it, `late` are over their date, `due` come until `next_until`. `risks` are the open ones, the
    heaviest first; `new_risks` and `closed_risks` their numbers in the period. `meetings` are the next of each board,
    by its name.
    """

    first: date
    last: date
    next_until: date
    done: tuple[ActionLine, ...]
    late: tuple[ActionLine, ...]
    due: tuple[ActionLine, ...]
    risks: tuple[RiskLine, ...]
    new_risks: tuple[int, ...]
    closed_risks: tuple[int, ...]
    decided: tuple[DecisionLine, ...]
    asked: tuple[DecisionLine, ...]
    changes: tuple[DecisionLine, ...]
    meetings: Mapping[str, BoardMeeting]


def for_report(desk: Desk, first: date, next_until: date, now: datetime) -> GovernanceReport:
    """The report's part. Whoever asks for the report is asked for their right there."""
    last = desk.today(now)
    with desk.database.read() as session:
        roster = load_roster(session)
        actions = governance.all_actions(session)
        risks = governance.all_risks(session)
        asked = [decision_line(desk, roster, row) for row in governance.asked_decisions(session)]
        decided = [decision_line(desk, roster, row) for row in governance.decisions_since(session, first)]
        ahead = all_meetings(desk, session, last, last + LOOK_AHEAD)
    lines = [(row, action_line(desk, roster, SYSTEM, row, last)) for row in actions]
    still = sorted(
        (line for row, line in lines if row.state is ActionState.OPEN), key=lambda line: (line.due_on, line.number)
    )
    opened, since = [row for row in risks if row.state is RiskState.OPEN], _start(desk, first)
    return GovernanceReport(
        first=first,
        last=last,
        next_until=next_until,
        done=tuple(line for row, line in lines if row.done_on is not None and first <= row.done_on <= last),
        late=tuple(line for line in still if line.late),
        due=tuple(line for line in still if not line.late and line.due_on <= next_until),
        risks=tuple(
            sorted(
                (risk_line(desk.programme, roster, SYSTEM, row, last) for row in opened),
                key=lambda line: (-line.score, line.number),
            )
        ),
        new_risks=tuple(row.number for row in risks if since <= row.raised_at <= now),
        closed_risks=tuple(row.number for row in risks if row.closed_at is not None and since <= row.closed_at <= now),
        decided=tuple(line for line in decided if line.decided_on is not None and line.decided_on <= last),
        asked=tuple(line for line in asked if line.kind == DecisionKind.DECISION),
        changes=tuple(line for line in asked if line.kind == DecisionKind.CHANGE),
        meetings={
            desk.programme.governance[key].name: found
            for key, known in ahead.items()
            if (found := next((one for one in known if not one.cancelled), None)) is not None
        },
    )


def raised(desk: Desk) -> dict[str, Raised]:
    """What the open register raises each milestone's status to, by its key; whoever reads it takes the worse status."""
    rules = desk.programme.risks
    with desk.database.read() as session:
        known = [fact_of(row) for row in governance.open_risks(session)]
    found = {
        key: raised_status(key, known, amber_from=rules.amber_from, red_from=rules.red_from)
        for key in {risk.milestone_key for risk in known if risk.milestone_key}
    }
    return {key: one for key, one in found.items() if one is not None}


def _start(desk: Desk, day: date) -> datetime:
    return local(day, datetime.min.time(), desk.zone)
