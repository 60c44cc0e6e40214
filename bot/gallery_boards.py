"""Sample data for what people read about boards, decisions and the register."""

from datetime import UTC, date, datetime, time

from bot.gallery_governance import PLAIN, TERMS, TODAY, VENUE
from bot.gallery_sample import Sample
from domain.governance.meetings import BoardMeeting
from services.governance.agenda import AgendaView, BoardLine, BoardsView
from services.governance.decisions import DecisionLine
from services.governance.forms import NewDecisionForm, NewMeetingForm, NewRiskForm
from services.governance.history import ChangeLine
from services.governance.register_reminders import PapersView, ReviewView
from services.governance.risk_views import RegisterView, RiskLine, RiskView
from services.timeline import MilestoneLine

AT = datetime(2020, 4, 14, 9, 30, tzinfo=UTC)
MAY, JUNE = (
    BoardMeeting("partnership_board", day.isoformat(), day, time(14), papers)
    for day, papers in ((date(2020, 5, 20), date(2020, 5, 13)), (date(2020, 6, 17), date(2020, 6, 10)))
)
MOVED = BoardMeeting(
    "partnership_board", "2020-05-20", date(2020, 5, 27), time(14), date(2020, 5, 19), date(2020, 5, 20)
)
BOARD = "Partnership Board"
FUNDING = DecisionLine(
    "d3", 3, BOARD, "decision", "Approve the funding of the adult posts", "Amara Evans", "Go-live", "asked", "", None
)
DATE = DecisionLine("d4", 4, BOARD, "change", "Go live in November", "Nia O'Connor", "", "asked", "", None)
DECIDED = DecisionLine(
    "d2", 2, BOARD, "decision", "Approve the terms", "Amara Evans", "", "decided", "approved", date(2020, 4, 15)
)
WITHDRAWN = DecisionLine("d1", 1, BOARD, "decision", "Approve the logo", "Amara Evans", "", "withdrawn", "", None)
LATE = MilestoneLine(
    key="information-sharing",
    title="Information sharing agreements with partners",
    planned=date(2020, 3, 31),
    precision="quarter",
    forecast=date(2020, 3, 31),
    actual=None,
    rag="red",
    reason="overdue",
    days=27,
    waits_for=None,
    source="report, 6.3",
    workstream="Partnership",
)


def _risk(number: int, kind: str, text: str, rating: tuple[int, int], grade: str, *, late: int = 0) -> RiskLine:
    probability, impact = rating
    score = (5 if kind == "issue" else probability) * impact
    return RiskLine(
        risk_id=f"r{number}",
        number=number,
        kind=kind,
        text=text,
        mitigation="Contracts with each partner, looked at each month" if kind == "risk" else "",
        probability=probability,
        impact=impact,
        score=score,
        grade=grade,
        owner="Amara Evans",
        review_on=date(2020, 4, 20) if late else date(2020, 5, 18),
        review_late=late,
        milestone="Go-live" if kind != "warning" else "",
        milestone_key="go-live" if kind != "warning" else "",
        state="open",
        keeps=True,
    )


MONEY = _risk(1, "risk", "Partners do not fund the posts after the start-up money", (3, 5), "red", late=7)
VACANT = _risk(2, "issue", "Five specialist posts are empty", (5, 2), "amber")
SIGN = _risk(3, "warning", "Fewer applicants than for the last round", (2, 3), "green")
HISTORY = (
    ChangeLine("raise", AT, "Nia O'Connor", "", "2x5"),
    ChangeLine("rate", AT, "Amara Evans", "2x5", "3x5"),
    ChangeLine("kind", AT, "Amara Evans", "warning", "risk"),
    ChangeLine("mitigation", AT, "Amara Evans", "", ""),
    ChangeLine("review", AT, "Amara Evans", "", "2020-04-20"),
    ChangeLine("hand_on", AT, "Amara Evans", "Nia O'Connor", "Amara Evans"),
)
RISK = RiskView(MONEY, TODAY, "", "Nia O'Connor", AT, (TERMS,), HISTORY, 4)
AGENDA = AgendaView(
    board="partnership_board",
    name="Partnership Board",
    today=TODAY,
    meeting=MAY,
    chair="Director",
    chairs=(),
    clerks=("Amara Evans",),
    members=("Head of service", "board_approver"),
    milestones=(LATE,),
    actions=(VENUE, PLAIN),
    risks=(MONEY, VACANT),
    decisions=(FUNDING, DATE),
    runs=True,
    asks=True,
)
EMPTY = AgendaView(
    "transformation", "Transformation Programme", TODAY, None, "", (), (), (), (), (), (), (), runs=False, asks=False
)
MILESTONES = (("Go-live", "go-live"), ("Initial evaluation", "initial-evaluation"))

BOARDS = {
    "timeline-boards": Sample(
        "message",
        "timeline/boards",
        BoardsView(
            TODAY,
            (
                BoardLine("partnership_board", "Partnership Board", "month", "third Wed", "Director", (MAY, JUNE), 2),
                BoardLine("project_team", "Project team", "fortnight", "Mon", "", (JUNE,), 0),
                BoardLine("transformation", "Transformation Programme", "as_needed", "", "", (), 0),
            ),
            sees_agendas=True,
        ),
    ),
    "timeline-agenda": Sample("message", "timeline/agenda", AGENDA),
    "timeline-agenda-empty": Sample("message", "timeline/agenda", EMPTY),
    "timeline-decision-decided": Sample("message", "timeline/decision", DECIDED),
    "timeline-decision-withdrawn": Sample("message", "timeline/decision", WITHDRAWN),
    "timeline-decision-form": Sample(
        "modal", "timeline/decision_form", NewDecisionForm("Partnership Board", "Amara Evans", MILESTONES)
    ),
    "timeline-outcome-form": Sample("modal", "timeline/outcome_form", None),
    "timeline-board-move-form": Sample("modal", "timeline/board_move_form", AGENDA),
    "timeline-board-add-form": Sample(
        "modal", "timeline/board_add_form", NewMeetingForm("Health and Wellbeing Board", time(14))
    ),
    "timeline-risks": Sample(
        "message", "timeline/risks", RegisterView("", TODAY, (MONEY, VACANT, SIGN), 8, 15, raises=True)
    ),
    "timeline-risks-none": Sample("message", "timeline/risks", RegisterView("issue", TODAY, (), 8, 15, raises=False)),
    "timeline-risk": Sample("message", "timeline/risk", RISK),
    "timeline-risk-form": Sample(
        "modal", "timeline/risk_form", NewRiskForm("", "Amara Evans", date(2020, 5, 25), MILESTONES)
    ),
    "timeline-risk-review-form": Sample("modal", "timeline/risk_review_form", RISK),
    "timeline-risk-close-form": Sample("modal", "timeline/risk_close_form", RISK),
    "reminder-risk-review": Sample("message", "reminders/risk_review", ReviewView(MONEY, "")),
    "reminder-risk-given": Sample("message", "reminders/risk_review", ReviewView(SIGN, "Nia O'Connor")),
    "reminder-board-papers": Sample(
        "message",
        "reminders/board_papers",
        PapersView("Partnership Board", "partnership_board", MOVED, (FUNDING,), (VENUE,), (MONEY,), clerk=True),
    ),
}
