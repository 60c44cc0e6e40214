"""Sample data for what people choose to hear."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.gallery_reminders import NIA, REMINDERS
from reminders.together import Part, TogetherView
from services.notices import ComingView
from services.preferences import KindLine, LeadChoice, PreferencesView
from services.snooze import Snoozed

LEADS = (
    LeadChoice("7 days", 7, "days", chosen=True),
    LeadChoice("3 days", 3, "days", chosen=False),
    LeadChoice("2 working_days", 2, "working_days", chosen=False),
    LeadChoice("1 working_days", 1, "working_days", chosen=True),
    LeadChoice("0 days", 0, "days", chosen=True),
)
GROUP = (
    KindLine("group_coming", False, LEADS, own_leads=False),
    KindLine("group_summary", False, (), own_leads=False),
)
USUAL = PreferencesView(
    team="",
    name="",
    kinds=(
        KindLine("supervision_coming", False, LEADS, own_leads=False),
        KindLine("supervision_unconfirmed", False, (), own_leads=False),
        KindLine("supervision_diary", False, (replace(LEADS[3]),), own_leads=False),
        KindLine("supervision_unbooked", False, (), own_leads=False),
        KindLine("milestones", False, (), own_leads=False),
        *GROUP,
    ),
    daily=False,
    paused_until=None,
    changed=False,
    teams=(("NORTH-1", "North 1"),),
)
CHOSEN = replace(
    USUAL,
    kinds=(
        KindLine("supervision_coming", False, (LEADS[1], LEADS[3]), own_leads=True),
        KindLine("supervision_unconfirmed", True, (), own_leads=False),
    ),
    daily=True,
    paused_until=date(2020, 6, 1),
    changed=True,
    teams=(("NORTH-1", "North 1"), ("NORTH-2", "North 2")),
)
TEAM = replace(USUAL, team="NORTH-1", name="North 1", kinds=GROUP, teams=())
AT = datetime(2020, 5, 11, 8, 0, tzinfo=UTC)
TOGETHER = TogetherView(
    (
        Part("reminders/supervision_coming", ComingView(NIA, confirmed=False, again="supervision_coming|0f6c")),
        Part("reminders/supervision_diary", REMINDERS["reminder-diary"][2]),
    )
)

PREFERENCES: dict[str, tuple[str, str, object]] = {
    "preferences": ("message", "fsp/preferences", USUAL),
    "preferences-chosen": ("message", "fsp/preferences", CHOSEN),
    "preferences-team": ("message", "fsp/preferences", TEAM),
    "preferences-form": ("modal", "fsp/preferences_form", USUAL),
    "preferences-form-chosen": ("modal", "fsp/preferences_form", CHOSEN),
    "preferences-form-team": ("modal", "fsp/preferences_form", TEAM),
    "reminder-snoozed": ("message", "fsp/snoozed", Snoozed(AT, NIA.starts_at)),
    "reminder-snoozed-too-late": ("message", "fsp/snoozed", Snoozed(None, NIA.starts_at)),
    "reminder-snoozed-away": ("message", "fsp/snoozed", Snoozed(None, None)),
    "reminder-together": ("message", "reminders/together", TOGETHER),
}
"""By name: surface, template, view."""
