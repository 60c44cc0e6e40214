"""How a team meets: its rhythm, place and chair, and another time where the planned meetings don't fit any more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from commands.call import Call
from commands.fields import chosen_one, typed_text, whole_number
from commands.registry import FieldErrors, Press, Submit, Verb, text
from domain.errors import BadValue
from domain.group.link import read_link
from domain.programme.group import AGENDA_SLOTS, MEETING_MINUTES
from services.group import new_series, settings
from services.group.rhythm_view import SlotProposal
from services.group.settings import PlaceChoice, RhythmChoice
from services.planning.broken import tell_of_broken

SETTINGS = "group/settings"


@dataclass(frozen=True, slots=True)
class Approval:
    """A team's proposal as it was seen."""

    team_code: str
    seen: str


def read_approval(value: str, _today: date) -> Approval:
    team_code, _, seen = value.partition("|")
    return Approval(team_code, seen)


def check_rhythm(values: Mapping[str, Any], _now: datetime) -> RhythmChoice:
    """The fields of the first modal. Raises `FieldErrors`."""
    errors: dict[str, str] = {}
    minutes = whole_number(values, "minutes", MEETING_MINUTES, "meeting_minutes", errors)
    chair, deputy = _chosen(values, "chair"), _chosen(values, "deputy")
    if chair is not None and chair == deputy:
        errors["deputy"] = "deputy"
    if errors:
        raise FieldErrors(errors)
    cadence, weekday = _chosen(values, "cadence"), _chosen(values, "weekday")
    return RhythmChoice(
        None if cadence is None else int(cadence), minutes, None if weekday is None else int(weekday), chair, deputy
    )


def check_place(values: Mapping[str, Any], _now: datetime) -> PlaceChoice:
    """The fields of the second modal. Raises `FieldErrors`."""
    errors: dict[str, str] = {}
    slots = whole_number(values, "slots", AGENDA_SLOTS, "slot_count", errors)
    typed = typed_text(values, "link")
    link = None
    try:
        link = read_link(typed) if typed else None
    except BadValue:
        errors["link"] = "link"
    if errors:
        raise FieldErrors(errors)
    return PlaceChoice(_chosen(values, "office"), link, slots)


def _chosen(values: Mapping[str, Any], name: str) -> str | None:
    """None where nothing of one's own is chosen."""
    value = chosen_one(values, name) or "default"
    return None if value == "default" else str(value)


async def show(call: Call, typed: str) -> None:
    await call.reply(SETTINGS, await call.ask(settings.settings, typed, call.now))


async def show_of(call: Call, meeting_id: str) -> None:
    await call.reply(SETTINGS, await call.ask(settings.settings_of, meeting_id, call.now))


async def open_rhythm(call: Call, team_code: str) -> None:
    view = await call.ask(settings.settings, team_code, call.now)
    await call.open("group/rhythm_form", view, state=f"{team_code} {call.response_url}")


async def open_place(call: Call, team_code: str) -> None:
    view = await call.ask(settings.settings, team_code, call.now)
    await call.open("group/place_form", view, state=f"{team_code} {call.response_url}")


async def give_rhythm(call: Call, choice: RhythmChoice) -> None:
    team_code, _, place = call.state.partition(" ")
    view = await call.ask(settings.set_rhythm, team_code, choice, call.now)
    template = "group/rhythm_proposal" if isinstance(view, SlotProposal) else SETTINGS
    await call.answer_modal(place, template, view)


async def give_place(call: Call, choice: PlaceChoice) -> None:
    team_code, _, place = call.state.partition(" ")
    await call.answer_modal(place, SETTINGS, await call.ask(settings.set_place, team_code, choice, call.now))


async def approve(call: Call, given: Approval) -> None:
    """Supervision that stands in the way is told to whoever gives it, after the answer: nobody waits for that."""
    view = await call.ask(new_series.approve, given.team_code, given.seen, call.now)
    await call.reply("group/rhythm_changed", view, replace=True)
    await call.edge.run(tell_of_broken, call.edge.desk, call.now)


VERBS = (Verb("settings", "settings", "shows and changes how your team meets: when, where, who chairs", text, show),)

PRESSES = (
    Press("group.settings", text, show_of),
    Press("group.rhythm_open", text, open_rhythm),
    Press("group.place_open", text, open_place),
    Press("group.rhythm_approve", read_approval, approve),
)

SUBMITS = (
    Submit("group.rhythm_form", check_rhythm, give_rhythm),
    Submit("group.place_form", check_place, give_place),
)
