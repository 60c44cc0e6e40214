"""Sample data for what people read about how their team meets, and about another rhythm for it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.gallery_groups import NORTH
from services.group.new_series import RhythmChanged
from services.group.notices import ChangedView
from services.group.rhythm_view import Missing, Rhythm, SlotProposal
from services.group.settings_view import Own, SettingsView, Usual
from services.planning.group_notice import Before, GroupSlotView

BEFORE = Rhythm("b", 4, time(10), 150)
AFTER = Rhythm("every", 2, time(9, 30), 120)
FIRST = datetime(2020, 5, 6, 8, 30, tzinfo=UTC)
SETTINGS = SettingsView(
    team_code="NORTH-1",
    team="North 1",
    own=Own(cadence_weeks=1, minutes=120, weekday=2, link="https://meet.example/north-1", deputy_id="C1062"),
    usual=Usual(2, 150, 6, "North House"),
    rhythm=BEFORE,
    chair="Amara Evans",
    deputy="Nia O'Connor",
    people=(("Amara Evans", "C1060"), ("Nia O'Connor", "C1062")),
    offices=("East House", "North House"),
)
PROPOSAL = SlotProposal(
    team_code="NORTH-1",
    team="North 1",
    before=BEFORE,
    slot=AFTER,
    chair="Amara Evans",
    missing=(
        Missing("Chidi King", "working_pattern", newly=True),
        Missing("Callum Morris", "group_supervision", newly=False),
    ),
    dates=(FIRST, datetime(2020, 5, 13, 8, 30, tzinfo=UTC), datetime(2020, 5, 20, 8, 30, tzinfo=UTC)),
    meetings=13,
    last=date(2020, 7, 31),
    carried=1,
    lost=1,
    sessions=2,
    seen="1a2b",
)
CALM = replace(PROPOSAL, missing=(), carried=0, lost=0, sessions=0)
CHANGED_SLOT = replace(
    NORTH,
    weeks="every",
    weekday=2,
    start=time(9, 30),
    minutes=150,
    dates=PROPOSAL.dates,
    moved=(),
    before=Before("b", 4, time(10), 150, ("length", "chair")),
    kept=((2, FIRST),),
    lost=(datetime(2020, 6, 5, 9, tzinfo=UTC),),
)

MOVED = ChangedView(
    "5e1f", "North 1", "moved", FIRST, FIRST - timedelta(days=1), (2,), None, office="North House", chair="Amara Evans"
)

RHYTHMS: dict[str, tuple[str, str, object]] = {
    "group-settings": ("message", "group/settings", SETTINGS),
    "group-settings-none": (
        "message",
        "group/settings",
        replace(SETTINGS, own=Own(), rhythm=None, chair=None, deputy=None, saved=True),
    ),
    "group-rhythm-form": ("modal", "group/rhythm_form", SETTINGS),
    "group-place-form": ("modal", "group/place_form", SETTINGS),
    "group-rhythm-proposal": ("message", "group/rhythm_proposal", PROPOSAL),
    "group-rhythm-proposal-calm": ("message", "group/rhythm_proposal", CALM),
    "group-rhythm-none": (
        "message",
        "group/rhythm_proposal",
        SlotProposal("NORTH-1", "North 1", BEFORE, None, "Amara Evans"),
    ),
    "group-rhythm-changed": ("message", "group/rhythm_changed", RhythmChanged(PROPOSAL, 11, ("Callum Morris",))),
    "notice-group-slot-changed": ("message", "reminders/group_slot", GroupSlotView((CHANGED_SLOT,), ())),
    "group-move-form": ("modal", "group/move_form", None),
    "notice-group-moved-again": ("message", "reminders/group_changed", replace(MOVED, again=True)),
    "notice-group-moved-away": ("message", "reminders/group_changed", replace(MOVED, cause="working_pattern")),
    "problem-meeting-on": (
        "message",
        "problems/not_found",
        {
            "what": "meeting_on",
            "typed": "",
            "suggestions": [],
            "team": "North 1",
            "day": date(2020, 5, 20),
            "near": [FIRST],
        },
    ),
    "problem-rhythm-stale": ("message", "problems/stale", {"what": "rhythm"}),
    "problem-chair": ("message", "problems/bad_value", {"what": "chair", "typed": "", "name": "Chidi King"}),
}
