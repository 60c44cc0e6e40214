"""Sample data for `/fsp calendar`."""

from datetime import UTC, datetime

from services.feeds import FeedView

MADE = datetime(2020, 4, 27, 8, tzinfo=UTC)
ADDRESS = "https://fsp.example.org/calendar/Zb1Qm5m0wq7nJkQ2r8c4nT0a.ics"

FEEDS = {
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
