"""Sample data for what people read about one meeting of group supervision."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.gallery_reviews import FIGURES as REVIEW_FIGURES
from domain.calendar import Month
from domain.group.families import Families
from domain.group.figures import Figure
from services.group.choices import Choice, ExtraView, MoveView
from services.group.history import FigureRow, FiguresView, HistoryView, PastMeeting
from services.group.notices import CannotView, ChangedView, ExcusedView, LeadView, SwapView
from services.group.record_view import Attendance, Member, RecordView
from services.group.remedies import Colleague, Remedies
from services.group.reminders import SummaryView, UnrecordedView
from services.group.show import Done, MeetingView, MissingLine, SeatLine, SlotLine

AT = datetime(2020, 5, 6, 12, 30, tzinfo=UTC)
FIRST_SLOT = AT + timedelta(minutes=30)


def _slot(number: int, presenter: str | None, *, mine: bool = False, away: bool = False) -> SlotLine:
    return SlotLine(number, FIRST_SLOT + timedelta(minutes=20) * (number - 1), presenter, mine, away)


MEETING = MeetingView(
    meeting_id="5e1f",
    team="North 1",
    starts_at=AT,
    ends_at=AT + timedelta(minutes=150),
    cancelled=False,
    moved_from=None,
    office="North House",
    link="https://meet.example/north-1",
    chair="Amara Evans",
    activity="Motivational Interviewing activity",
    lead="Ben Roberts",
    slots=(
        _slot(1, "Nia O'Connor", mine=True),
        _slot(2, "Ben Roberts"),
        _slot(3, None),
        _slot(4, "Chidi King", away=True),
        _slot(5, None),
        _slot(6, None),
    ),
    order_fixed=False,
    comes=9,
    empty=(
        SeatLine("C1065", "Chidi King", "Social worker", "unavailable", "unavailable"),
        SeatLine("C1066", "Rhys Begum", "Social worker", "excused", None),
        SeatLine("P1242", "Callum Morris", "Mental health nurse", "elsewhere", "group_supervision"),
        SeatLine(None, None, "Domestic abuse worker", "vacant", None),
    ),
    missing=(
        MissingLine("Mental health", ("elsewhere",), Remedies((), (AT + timedelta(days=1),))),
        MissingLine("Domestic abuse", ("vacant",), Remedies((Colleague("Sarah Fernandes", ("North 2",)),), ())),
    ),
    runs=False,
    member=True,
    cannot=False,
    begun=False,
)
CHAIRED = replace(MEETING, runs=True, order_fixed=True, missing=(), done=Done("fixed"), others=(("East 1", AT),))
CANCELLED = replace(MEETING, cancelled=True, chair=None, activity=None, link=None, done=Done("asked", "Ben Roberts"))
SWAP = SwapView("5e1f", "North 1", AT, "C1062", "Nia O'Connor", 1, 2)
CANNOT = CannotView("5e1f", "North 1", AT, "C1065", "Chidi King", (4,))

RECORD = RecordView(
    meeting_id="5e1f",
    team="North 1",
    starts_at=AT,
    held=None,
    attendance=(),
    families=None,
    workbook=None,
    by=None,
    recorded_at=None,
    late=False,
    changed_by=None,
    version="0",
    members=(Member("C1062", "Nia O'Connor", there=True), Member("C1065", "Chidi King", there=False)),
)
HELD = replace(RECORD, held=True, by="Amara Evans", recorded_at=AT + timedelta(hours=3), version="1")
COMPLETE = replace(
    HELD,
    attendance=(
        Attendance("Social work", 5, 1, 1, 0, 0),
        Attendance("Mental health", 0, 0, 0, 1, 0),
        Attendance("Domestic abuse", 0, 0, 0, 0, 1),
    ),
    families=Families(14, 6, 3),
    workbook=True,
    late=True,
    changed_by="Ben Roberts",
)
NOT_HELD = replace(HELD, held=False)

LATER = AT + timedelta(days=1)
MOVE = MoveView("5e1f", "North 1", AT, Choice(LATER, ("Chidi King",), 1), (Choice(LATER, (), 0), Choice(AT, (), 2)))

PAST = PastMeeting("5e1f", AT, "held", ("Domestic abuse",), Families(14, 6, 3), True, AT + timedelta(days=6), late=True)
UNRECORDED = PastMeeting("5e20", AT - timedelta(days=14), "unrecorded", None, None, None, None, late=False)
FIGURES = FigureRow(
    "North 1",
    Figure(5, 6, {"dropped": 1}, {"unrecorded": 1, "cancelled": 1}),
    Figure(3, 5, {"no_attendance": 1}, {"only_vacant": 2}),
    Figure(40, 43, {"no_numbers": 1}),
)
MAY = Month(2020, 5)
OWN = FiguresView(FIGURES, (), (), REVIEW_FIGURES, MAY, MAY, AT)
NOTHING = FiguresView(FigureRow("East 1", Figure(0, 0), Figure(0, 0), Figure(0, 0)), (), (), None, MAY, MAY, AT)
COUNTY = FiguresView(
    replace(FIGURES, name=""),
    (FIGURES, FigureRow("East 1", Figure(0, 0), Figure(0, 0), Figure(0, 0))),
    (),
    None,
    MAY,
    MAY,
    AT,
)

MEETINGS: dict[str, tuple[str, str, object]] = {
    "group-meeting": ("message", "group/meeting", MEETING),
    "group-meeting-chair": ("message", "group/meeting", CHAIRED),
    "group-meeting-cancelled": ("message", "group/meeting", CANCELLED),
    "group-excuse": ("modal", "group/excuse", (("Chidi King", "C1065"), ("Nia O'Connor", "C1062"))),
    "notice-slot-swap": ("message", "reminders/slot_swap", SWAP),
    "notice-meeting-cannot": ("message", "reminders/meeting_cannot", CANNOT),
    "notice-meeting-excused": ("message", "reminders/meeting_excused", ExcusedView("North 1", AT)),
    "notice-group-coming": ("message", "reminders/group_coming", replace(MEETING, again="group_coming|m1")),
    "notice-group-coming-chair": ("message", "reminders/group_coming", replace(MEETING, runs=True)),
    "notice-group-summary": (
        "message",
        "reminders/group_summary",
        SummaryView("North 1", AT, again="group_summary|m1"),
    ),
    "notice-group-unrecorded": ("message", "reminders/group_unrecorded", UnrecordedView("North 1", AT, "Amara Evans")),
    "notice-group-held": ("message", "group/record", RECORD),
    "group-record-held": ("message", "group/record", HELD),
    "group-record": ("message", "group/record", COMPLETE),
    "group-record-not-held": ("message", "group/record", NOT_HELD),
    "group-record-form": ("modal", "group/record_form", COMPLETE),
    "group-missing-form": ("modal", "group/missing_form", HELD),
    "group-families-form": ("modal", "group/families_form", HELD),
    "problem-record-settled": ("message", "problems/already_settled", {"what": "record", "by": "Amara Evans"}),
    "problem-record-future": ("message", "problems/bad_value", {"what": "future_meeting", "typed": "", "at": AT}),
    "group-move": ("message", "group/move", MOVE),
    "group-move-best": ("message", "group/move", replace(MOVE, wished=None)),
    "group-cancel": ("message", "group/cancel", CHAIRED),
    "group-extra": ("message", "group/extra", ExtraView("North 1", "NORTH-1", 90, MOVE.best[0])),
    "group-extra-form": ("modal", "group/extra_form", None),
    "notice-group-moved": (
        "message",
        "reminders/group_changed",
        ChangedView("5e1f", "North 1", "moved", LATER, AT, (2,), LATER + timedelta(days=14), "North House"),
    ),
    "notice-group-cancelled": (
        "message",
        "reminders/group_changed",
        ChangedView("5e1f", "North 1", "cancelled", AT, None, (1, 2), LATER),
    ),
    "group-history": ("message", "group/history", HistoryView("North 1", (PAST, UNRECORDED), records=True)),
    "group-history-none": ("message", "group/history", HistoryView("North 1", (), records=False)),
    "group-figures": ("message", "group/figures", OWN),
    "group-figures-none": ("message", "group/figures", NOTHING),
    "group-figures-all": ("message", "group/figures", COUNTY),
    "notice-meeting-lead": (
        "message",
        "reminders/meeting_lead",
        LeadView("5e1f", "North 1", AT, "Motivational Interviewing activity", 30),
    ),
    "problem-slot-taken": (
        "message",
        "problems/slot_taken",
        {"number": 3, "by": "Nia O'Connor", "free": [1, 2], "mine": False},
    ),
    "problem-slot-words": (
        "message",
        "problems/bad_value",
        {"what": "slot_words", "typed": "", "example": "/group slot 3"},
    ),
    "problem-meeting-begun": ("message", "problems/already_settled", {"what": "meeting", "answer": "begun"}),
}
