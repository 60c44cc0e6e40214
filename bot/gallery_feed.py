"""Sample data for `/fsp calendar` and for what a link in a mail leads to."""

from datetime import UTC, datetime

from services.feeds import FeedView
from services.notices import DeclinedView
from services.sessions import SessionView

MADE = datetime(2020, 4, 27, 8, tzinfo=UTC)
ADDRESS = "https://fsp.example.org/calendar/Zb1Qm5m0wq7nJkQ2r8c4nT0a.ics"

DECLINED = SessionView(
    "0f6c",
    "Nia O'Connor",
    "Amara Evans",
    "Professional supervision",
    datetime(2020, 5, 12, 9, tzinfo=UTC),
    90,
    "cancelled",
)

FEEDS = {
    "notice-declined-by-link": (
        "message",
        "reminders/session_declined",
        DeclinedView(DECLINED, "Amara Evans", by_supervisee=False, month="2020-05", offered=False),
    ),
    "calendar-made": ("message", "fsp/calendar", FeedView(ADDRESS, MADE)),
    "calendar-known": ("message", "fsp/calendar", FeedView(None, MADE)),
    "calendar-stopped": ("message", "fsp/calendar_stopped", None),
    "problem-no-public-address": (
        "message",
        "problems/bad_value",
        {"what": "no_public_address", "typed": "", "example": ""},
    ),
    "problem-no-feed": ("message", "problems/nothing_to_do", {"what": "feed"}),
}
