"""Sample data for what people read about group supervision's template: surface, template and view by name."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from services.planning.group_notice import GroupSlotView, Moved, TeamSlotView

NORTH = TeamSlotView(
    team="North 1",
    weeks="b",
    weekday=4,
    start=time(10),
    minutes=150,
    chair="Amara Evans",
    chairs=False,
    cause=None,
    dates=(datetime(2020, 5, 7, 9, tzinfo=UTC), datetime(2020, 5, 22, 9, tzinfo=UTC)),
    moved=(Moved(date(2020, 5, 8), datetime(2020, 5, 7, 9, tzinfo=UTC)),),
    dropped=(),
)
EAST = TeamSlotView(
    team="East 1",
    weeks="every",
    weekday=0,
    start=time(9, 30),
    minutes=120,
    chair="Ben Jenkins",
    chairs=False,
    cause="working_pattern",
    dates=(datetime(2020, 5, 4, 8, 30, tzinfo=UTC), datetime(2020, 5, 11, 8, 30, tzinfo=UTC)),
    moved=(),
    dropped=(date(2020, 5, 25),),
)

FRIDAYS = (datetime(2020, 5, 22, 9, tzinfo=UTC), datetime(2020, 6, 5, 9, tzinfo=UTC))
WEST = replace(NORTH, team="West 1", cause="group_supervision", dates=FRIDAYS, moved=())
SOUTH = replace(NORTH, team="South 1", chair=None, chairs=True, dates=FRIDAYS, moved=())

GROUPS: dict[str, tuple[str, str, object]] = {
    "notice-group-slot": ("message", "reminders/group_slot", GroupSlotView((NORTH,), ())),
    "notice-group-slot-shared": ("message", "reminders/group_slot", GroupSlotView((SOUTH, EAST, WEST), ())),
    "notice-group-slot-stopped": ("message", "reminders/group_slot", GroupSlotView((), ("North 2",))),
    "problem-group-stale": ("message", "problems/stale", {"what": "group"}),
}
