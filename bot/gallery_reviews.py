"""Sample data for what people read about family reviews."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from domain.group.figures import Figure
from domain.school_terms import WrittenReport
from services.reviews.call import CallForm
from services.reviews.figures import ReviewFigures
from services.reviews.notices import ReviewChangedView
from services.reviews.show import ReviewsView
from services.reviews.view import AgencyLine, MemberLine, ReviewView
from storage.tables import Invitation, Presence

AT = datetime(2020, 5, 28, 9, 0, tzinfo=UTC)
CLOSED = WrittenReport(date(2020, 5, 22), date(2020, 6, 1))


def _agency(key: str, name: str, role: str, invitation: Invitation = Invitation.OPEN) -> AgencyLine:
    return AgencyLine(key, name, role, invitation, None, unknown=False, presence=None)


POLICE = _agency("police", "Police", "neighbourhood officer", Invitation.COMING)
SCHOOL = replace(_agency("schools", "School", "designated safeguarding lead"), report=CLOSED)
VISITORS = _agency("health_visiting", "Health visitors", "health visitor")

REVIEW = ReviewView(
    review_id="7c2a",
    team="North 1",
    team_code="NORTH-1",
    starts_at=AT,
    minutes=60,
    office="North House",
    link="https://meet.example/north-1",
    lead="Nia O'Connor",
    chair="Amara Evans",
    reference=None,
    cancelled=False,
    begun=False,
    held=None,
    workbook=None,
    recorded_at=None,
    recorded_by=None,
    corrected_by=None,
    late=False,
    members=(
        MemberLine("C1062", "Nia O'Connor", away=False, clash=None, there=None),
        MemberLine("C1061", "Amara Evans", away=False, clash="supervision", there=None),
        MemberLine("P1242", "Callum Morris", away=True, clash=None, there=None),
    ),
    agencies=(POLICE, SCHOOL, VISITORS),
    version="0",
    runs=True,
    arranges=True,
)
CALLED = replace(REVIEW, done="called")
ARRANGED = replace(
    REVIEW,
    done="arranged",
    agencies=(POLICE, replace(SCHOOL, invitation=Invitation.REPORT_HERE), replace(VISITORS, unknown=True)),
)
TOO_LATE = replace(REVIEW, done="moved", agencies=(replace(SCHOOL, report=WrittenReport(None, date(2020, 6, 1))),))
UNTOLD = replace(CALLED, members=(*REVIEW.members[:2], replace(REVIEW.members[2], reachable=False)))
NO_REPORT = replace(ARRANGED, agencies=(replace(SCHOOL, invitation=Invitation.NOT_COMING),))
CANCELLED = replace(REVIEW, cancelled=True, done="cancelled")
UNRECORDED = replace(REVIEW, begun=True)
HELD = replace(
    UNRECORDED,
    done="recorded",
    held=True,
    workbook=True,
    recorded_at=AT + timedelta(days=4),
    recorded_by="Nia O'Connor",
    corrected_by="Amara Evans",
    late=True,
    members=(replace(REVIEW.members[0], there=True), replace(REVIEW.members[2], there=False)),
    agencies=(
        replace(POLICE, presence=Presence.THERE),
        replace(SCHOOL, presence=Presence.REPORT),
        replace(VISITORS, presence=Presence.NEITHER),
    ),
)
JUST_HELD = replace(UNRECORDED, done="recorded", held=True, recorded_by="Nia O'Connor", recorded_at=AT)
FORM = CallForm(
    team_code="NORTH-1",
    team="North 1",
    day=date(2020, 5, 28),
    at=time(10),
    minutes=60,
    people=(("Amara Evans", "C1061"), ("Nia O'Connor", "C1062")),
    chosen="C1062",
    chair="C1061",
    offices=("North House", "South House"),
    office="North House",
    agencies=(("Police", "police"), ("School", "schools"), ("Health visitors", "health_visiting")),
    references=False,
)
LIST = ReviewsView("North 1", "NORTH-1", (REVIEW, ARRANGED), (UNRECORDED, HELD), 2, calls=True)
FIGURES = ReviewFigures(
    Figure(5, 7, {}, {"unrecorded": 1, "cancelled": 1}),
    (("Police", Figure(4, 5)), ("School", Figure(3, 4, {"not_said": 1}))),
)

REVIEWS: dict[str, tuple[str, str, object]] = {
    "group-reviews": ("message", "group/reviews", LIST),
    "group-reviews-none": ("message", "group/reviews", ReviewsView("North 1", "NORTH-1", (), (), 0, calls=False)),
    "group-review-called": ("message", "group/review", CALLED),
    "group-review-no-report": ("message", "group/review", NO_REPORT),
    "group-review-untold": ("message", "group/review", UNTOLD),
    "group-review-arranged": ("message", "group/review", ARRANGED),
    "group-review-too-late": ("message", "group/review", TOO_LATE),
    "group-review-cancelled": ("message", "group/review", CANCELLED),
    "group-review-unrecorded": ("message", "group/review", UNRECORDED),
    "group-review-held": ("message", "group/review", HELD),
    "group-review-just-held": ("message", "group/review", JUST_HELD),
    "group-review-form": ("modal", "group/review_form", FORM),
    "group-review-form-reference": ("modal", "group/review_form", replace(FORM, references=True, day=None, at=None)),
    "group-review-move-form": ("modal", "group/review_move_form", REVIEW),
    "group-review-agencies-form": ("modal", "group/review_agencies_form", REVIEW),
    "group-review-record-form": ("modal", "group/review_record_form", HELD),
    "notice-review-called": ("message", "reminders/review_changed", ReviewChangedView(REVIEW, "called", None)),
    "notice-review-moved": (
        "message",
        "reminders/review_changed",
        ReviewChangedView(REVIEW, "moved", AT - timedelta(days=1)),
    ),
    "notice-review-cancelled": ("message", "reminders/review_changed", ReviewChangedView(CANCELLED, "cancelled", None)),
    "notice-review-coming": ("message", "reminders/review_coming", REVIEW),
    "notice-review-todo": ("message", "reminders/review_todo", REVIEW),
    "notice-review-held": ("message", "reminders/review_held", UNRECORDED),
    "notice-review-open": ("message", "reminders/review_held", JUST_HELD),
    "problem-review-day": (
        "message",
        "problems/bad_value",
        {"what": "review_day", "typed": "", "at": AT, "holiday": "May Day"},
    ),
    "problem-review-cancelled": ("message", "problems/already_settled", {"what": "review", "answer": "cancelled"}),
}
