"""Sample data for what the bot says about its own messages: surface, template and view by name."""

from dataclasses import replace
from datetime import UTC, datetime

from reminders.prepare import SeveralView
from services.sessions import SessionView
from services.unreachable import UnreachableView

FIRST = SessionView(
    "s1", "Nia O'Connor", "Amara Evans", "Supervision", datetime(2020, 5, 5, 9, tzinfo=UTC), 90, "planned"
)
SECOND = replace(FIRST, session_id="s2", supervisee="Callum Morris", starts_at=datetime(2020, 5, 6, 13, tzinfo=UTC))
OWN = replace(FIRST, session_id="s3", starts_at=datetime(2020, 5, 12, 9, tzinfo=UTC))

ENGINE: dict[str, tuple[str, str, object]] = {
    "reminder-several-held": ("message", "reminders/several", SeveralView("supervision_held", (FIRST, SECOND))),
    "reminder-several-coming": ("message", "reminders/several", SeveralView("supervision_coming", (FIRST, OWN))),
    "notice-person-unreachable": ("message", "reminders/person_unreachable", UnreachableView("Nia O'Connor", "C1062")),
}
