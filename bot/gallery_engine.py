"""Sample data for what the bot says about its own messages: surface, template and view by name."""

from dataclasses import replace
from datetime import UTC, datetime

from reminders.prepare import SeveralView
from services.messages import FailedLine, SentAgain, StatusView, WhyLine, WhyView
from services.sessions import SessionView
from services.unreachable import UnreachableView
from storage.messages import Counts

MORNING = datetime(2020, 5, 5, 9, tzinfo=UTC)
FIRST = SessionView("s1", "Nia O'Connor", "Amara Evans", "Supervision", MORNING, 90, "planned")
SECOND = replace(FIRST, session_id="s2", supervisee="Callum Morris", starts_at=datetime(2020, 5, 6, 13, tzinfo=UTC))
OWN = replace(FIRST, session_id="s3", starts_at=datetime(2020, 5, 12, 9, tzinfo=UTC))

ENGINE: dict[str, tuple[str, str, object]] = {
    "reminder-several-held": ("message", "reminders/several", SeveralView("supervision_held", (FIRST, SECOND))),
    "reminder-several-coming": ("message", "reminders/several", SeveralView("supervision_coming", (FIRST, OWN))),
    "notice-person-unreachable": ("message", "reminders/person_unreachable", UnreachableView("Nia O'Connor", "C1062")),
}

QUIET = StatusView(None, Counts(0, 41, 0, 0, 2, 0, None), 2, (), 0)
FAILED = (
    FailedLine("d1", "team_digest", "North 1", None, MORNING, "not_in_channel"),
    FailedLine("d2", "supervision_held", "Amara Evans", "C1060", MORNING, "user_disabled"),
    FailedLine("d3", "sessions_changed", "Callum Morris", "C1061", MORNING, "http_502"),
    FailedLine("d4", "plan_approved", "Callum Morris", "C1061", MORNING, "unexpected"),
)
TROUBLED = StatusView("Slack refused: token_revoked", Counts(12, 40, 3, 4, 2, 5, MORNING), 1, FAILED, 2)
LINES = (
    WhyLine("supervision_coming", MORNING, "1 working day", None, MORNING),
    WhyLine("supervision_held", MORNING, "", "Nia O'Connor", MORNING),
    WhyLine("group_coming", MORNING, "1 working day", None, MORNING, "North 1"),
    WhyLine("group_held", MORNING, "", None, MORNING, "North 1"),
    WhyLine("channel_closed", MORNING, "", None, None),
)

ENGINE |= {
    "fsp-status": ("message", "fsp/status", QUIET),
    "fsp-status-trouble": ("message", "fsp/status", TROUBLED),
    "fsp-sent-again": ("message", "fsp/sent_again", SentAgain("team_digest", "North 1")),
    "fsp-why": ("message", "fsp/why", WhyView(LINES)),
    "fsp-why-none": ("message", "fsp/why", WhyView(())),
}
