"""`/fsp preferences`: what I hear by itself, changing it, and putting one reminder off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from commands.call import Call
from commands.fields import chosen_day, chosen_many, chosen_one
from commands.registry import FieldErrors, Press, Submit, Verb, nothing, text
from domain.reminders.preferences import LEADS
from services import preferences, snooze
from services.preferences import Choice

SCREEN = "fsp/preferences"


@dataclass(frozen=True, slots=True)
class Reminder:
    kind: str
    subject: str


def parse_reminder(value: str, _today: date) -> Reminder:
    kind, _, subject = value.partition("|")
    return Reminder(kind, subject)


def check_choice(values: Mapping[str, Any], now: datetime) -> Choice:
    """A field that the modal did not show is not in `values`."""
    errors = {}
    leads = {kind: tuple(sorted(chosen_many(values, kind))) for kind in LEADS if kind in values}
    muted = chosen_many(values, "muted")
    for kind, chosen in leads.items():
        if not chosen and kind not in muted:
            errors[kind] = "no_lead"
    paused = chosen_day(values, "paused")
    if paused is not None and paused <= now.date():
        errors["paused"] = "past_pause"
    if errors:
        raise FieldErrors(errors)
    daily = chosen_one(values, "daily") == "daily"
    return Choice(muted, leads, daily, paused)


async def show(call: Call, _request: None) -> None:
    await call.reply(SCREEN, await call.ask(preferences.show, "", call.now))


async def open_form(call: Call, team: str) -> None:
    view = await call.ask(preferences.show, team, call.now)
    await call.open("fsp/preferences_form", view, state=f"{team} {call.response_url}")


async def choose(call: Call, choice: Choice) -> None:
    team, _, place = call.state.partition(" ")
    await call.answer_modal(place, SCREEN, await call.ask(preferences.choose, team, choice, call.now))


async def reset(call: Call, team: str) -> None:
    await call.reply(SCREEN, await call.ask(preferences.reset, team, call.now), replace=True)


async def put_off(call: Call, reminder: Reminder) -> None:
    view = await call.ask(snooze.snooze, reminder.kind, reminder.subject, call.now)
    await call.reply("fsp/snoozed", view, replace=view.at is not None)


VERBS = (Verb("preferences", "preferences", "shows what I tell you by myself, and lets you change it", nothing, show),)

PRESSES = (
    Press("fsp.preferences", text, open_form),
    Press("fsp.preferences_team", text, open_form),
    Press("fsp.preferences_reset", text, reset),
    Press("reminder.snooze", parse_reminder, put_off),
)

SUBMITS = (Submit("fsp.preferences", check_choice, choose),)
