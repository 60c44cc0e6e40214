"""Sample data for the reminders of one's own supervision, of others', and of milestones."""

from datetime import UTC, date, datetime

from services.notices import ComingView
from services.overdue import OverdueLine, OverdueView, UnbookedLine, UnbookedView
from services.sessions import SessionView
from services.timeline import MilestoneLine
from services.upcoming import DiaryView, MilestonesView

KIND = "Professional supervision"


def _session(supervisee: str, hour: int, state: str) -> SessionView:
    return SessionView("0f6c", supervisee, "Amara Evans", KIND, datetime(2020, 5, 12, hour, tzinfo=UTC), 90, state)


def _milestone(key: str, title: str, forecast: date) -> MilestoneLine:
    source = "cabinet report 2019, p45"
    return MilestoneLine(
        key, title, forecast, "month", forecast, None, "amber", "due_soon", 9, None, source, "Programme"
    )


NIA = _session("Nia O'Connor", 9, "planned")
UNCONFIRMED = ComingView(NIA, confirmed=False, again="supervision_unconfirmed|0f6c")
OTHERS = (OverdueLine("Jack Mahmood", KIND, 6), OverdueLine("Nia O'Connor", KIND, 3))
LATE = _milestone("information-sharing", "Information sharing agreements with partners", date(2020, 3, 31))
COMING = _milestone("go-live", "Go-live", date(2020, 6, 30))

REMINDERS: dict[str, tuple[str, str, object]] = {
    "reminder-diary": (
        "message",
        "reminders/supervision_diary",
        DiaryView(date(2020, 5, 12), (NIA, _session("Ben Andrews", 12, "confirmed"))),
    ),
    "reminder-unconfirmed": ("message", "reminders/supervision_unconfirmed", UNCONFIRMED),
    "reminder-unbooked": (
        "message",
        "reminders/supervision_unbooked",
        UnbookedView(
            (
                UnbookedLine("Jack Mahmood", KIND, date(2020, 5, 24)),
                UnbookedLine("Nia O'Connor", KIND, date(2020, 5, 31)),
            ),
            again="supervision_unbooked|C1060",
        ),
    ),
    "reminder-overdue": ("message", "reminders/supervision_overdue", OverdueView((), OTHERS, None)),
    "reminder-overdue-own": (
        "message",
        "reminders/supervision_overdue",
        OverdueView((OverdueLine("Nia O'Connor", KIND, 1),), (), NIA),
    ),
    "reminder-overdue-both": (
        "message",
        "reminders/supervision_overdue",
        OverdueView((OverdueLine("Amara Evans", KIND, 2),), OTHERS[:1], None),
    ),
    "reminder-milestones": ("message", "reminders/milestones", MilestonesView((LATE,), (COMING,), "milestones|C1060")),
}
"""By name: surface, template, view."""
