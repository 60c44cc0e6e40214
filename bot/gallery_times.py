"""Sample data for fixed times and supervision windows."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from domain.errors import BadValue
from services.planning.busy import BusyLine, BusyView, FeedLine
from services.planning.windows import WindowView
from services.sessions import SessionView

COURT = BusyLine("5f1a", date(2020, 5, 12), time(14), time(16), None)
DUTY = BusyLine("77c0", date(2020, 4, 29), time(9), time(12), 2)
AT_ADDRESS = FeedLine("a9d2", True, datetime(2020, 4, 27, 6, 0, tzinfo=UTC), None, 14)
UNREAD = FeedLine("b113", True, datetime(2020, 4, 26, 18, 0, tzinfo=UTC), "unreachable", 3)
FILE = FeedLine("c3e8", False, datetime(2020, 4, 20, 9, 0, tzinfo=UTC), None, 1)
BUSY = BusyView("Nia O'Connor", True, (DUTY, COURT), (AT_ADDRESS, FILE))
BOOKED = SessionView(
    "0f6c",
    "Nia O'Connor",
    "Amara Evans",
    "Professional supervision",
    datetime(2020, 5, 12, 13, 30, tzinfo=UTC),
    90,
    "planned",
)
DEFAULT = WindowView(
    staff_id="C1060",
    name="Amara Evans",
    own=True,
    hours="",
    open="Mon-Thu 09:00-17:00; Fri 09:00-13:00",
    works="Mon-Thu 09:00-17:00; Fri 09:00-13:00",
    sessions_a_day=3,
    chose_sessions=False,
    usual=(time(9), time(17)),
    usual_sessions=3,
    supervisees=9,
    needed=0,
)
CHOSEN = replace(
    DEFAULT,
    hours="Tue,Fri 09:00-14:00",
    open="Tue 09:00-14:00; Fri 09:00-13:00",
    sessions_a_day=2,
    chose_sessions=True,
    changed=True,
)

TIMES: dict[str, tuple[str, str, object]] = {
    "busy": ("message", "supervision/busy", BUSY),
    "busy-none": ("message", "supervision/busy", BusyView("Nia O'Connor", True, (), ())),
    "busy-other": ("message", "supervision/busy", replace(BUSY, own=False)),
    "busy-added": ("message", "supervision/busy", replace(BUSY, added=COURT, clashes=(BOOKED,))),
    "busy-read": ("message", "supervision/busy", replace(BUSY, read=14)),
    "busy-removed": ("message", "supervision/busy", replace(BUSY, times=(COURT,), removed=DUTY)),
    "busy-removed-calendar": ("message", "supervision/busy", replace(BUSY, feeds=(FILE,), removed=AT_ADDRESS)),
    "busy-unread": ("message", "supervision/busy", replace(BUSY, feeds=(UNREAD,))),
    "busy-add": ("modal", "supervision/busy_add", None),
    "busy-calendar": ("modal", "supervision/busy_calendar", None),
    "window": ("message", "supervision/window", DEFAULT),
    "window-chosen": ("message", "supervision/window", CHOSEN),
    "window-other": ("message", "supervision/window", replace(CHOSEN, own=False, changed=False)),
    "window-too-short": (
        "message",
        "supervision/window",
        replace(CHOSEN, hours="Tue 09:00-10:00", open="Tue 09:00-10:00", needed=90),
    ),
    "problem-calendar-address": ("message", "problems/bad_value", BadValue(what="calendar_address", typed="").facts),
    "problem-calendar-unreachable": (
        "message",
        "problems/bad_value",
        BadValue(what="calendar_unreachable", typed="").facts,
    ),
    "problem-calendar": ("message", "problems/bad_value", BadValue(what="calendar", typed="").facts),
    "problem-window-closed": (
        "message",
        "problems/bad_value",
        BadValue(
            what="window_closed",
            typed="Sat 09:00-13:00",
            name="Amara Evans",
            works="Mon-Thu 09:00-17:00; Fri 09:00-13:00",
            usual=(time(9), time(17)),
        ).facts,
    ),
}
"""By name: surface, template, view."""
