"""The next meeting, and who can't come to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from commands.call import Call
from commands.fields import chosen_one
from commands.registry import FieldErrors, Press, Submit, Verb, text
from domain.when import read_day_behind
from services.group import choices, leads, replies, show

MEETING = "group/meeting"


@dataclass(frozen=True, slots=True)
class Chosen:
    staff_id: str


@dataclass(frozen=True, slots=True)
class About:
    """A meeting's id, and the person a button or choice is about."""

    meeting_id: str
    staff_id: str


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody as they were typed, perhaps nobody, and the day of the meeting if one was named."""

    typed: str
    day: date | None


def read_whom(typed: str, today: date) -> Whom:
    return Whom(*read_day_behind(typed, today))


def read_about(value: str, _today: date) -> About:
    meeting_id, _, staff_id = value.partition("|")
    return About(meeting_id, staff_id)


def check_person(values: Mapping[str, Any], _now: datetime) -> Chosen:
    who = chosen_one(values, "who")
    if who is None:
        raise FieldErrors({"who": "no_person"})
    return Chosen(who)


async def show_next(call: Call, typed: str) -> None:
    await call.reply(MEETING, await call.ask(show.screen, typed, call.now))


async def show_again(call: Call, meeting_id: str) -> None:
    await call.reply(MEETING, await call.ask(show.meeting_view, meeting_id, call.now), replace=True)


async def cannot_next(call: Call, typed: str) -> None:
    found = await call.ask(show.screen, typed, call.now)
    await call.reply(MEETING, await call.ask(replies.cannot, found.meeting_id, call.now))


async def cannot(call: Call, meeting_id: str) -> None:
    await call.reply(MEETING, await call.ask(replies.cannot, meeting_id, call.now), replace=True)


async def can_come(call: Call, meeting_id: str) -> None:
    await call.reply(MEETING, await call.ask(replies.can_come, meeting_id, call.now), replace=True)


async def excuse_named(call: Call, whom: Whom) -> None:
    """Without a name: whom to excuse is chosen in a modal."""
    meeting_id = await call.ask(choices.meeting_on, "", whom.day, call.now)
    if not whom.typed:
        await open_excuse(call, meeting_id)
        return
    await call.reply(MEETING, await call.ask(replies.excuse, meeting_id, whom.typed, call.now))


async def open_excuse(call: Call, meeting_id: str) -> None:
    members = await call.ask(show.members_of, meeting_id)
    await call.open("group/excuse", members, state=f"{meeting_id} {call.response_url}")


async def excuse_chosen(call: Call, chosen: Chosen) -> None:
    meeting_id, _, place = call.state.partition(" ")
    view = await call.ask(replies.excuse, meeting_id, chosen.staff_id, call.now)
    await call.answer_modal(place, MEETING, view)


async def excuse_pressed(call: Call, about: About) -> None:
    view = await call.ask(replies.excuse, about.meeting_id, about.staff_id, call.now)
    await call.reply(MEETING, view, replace=True)


async def lead(call: Call, typed: str) -> None:
    await call.reply(MEETING, await call.ask(leads.lead, typed, call.now))


async def expect_again(call: Call, about: About) -> None:
    view = await call.ask(replies.expect_again, about.meeting_id, about.staff_id, call.now)
    await call.reply(MEETING, view, replace=True)


VERBS = (
    Verb("", "", "shows your team's next meeting: agenda, who comes, which professions are missing", text, show_next),
    Verb("next", "next North 1", "shows the next meeting of a team", text, show_next),
    Verb("cannot", "cannot", "tells the chair that you can't come", text, cannot_next),
    Verb(
        "excuse",
        "excuse Nia O'Connor",
        "excuses somebody from the next meeting, or with a day that one",
        read_whom,
        excuse_named,
    ),
    Verb("lead", "lead Nia O'Connor", "lets somebody lead the opening of the next meeting", text, lead),
)

PRESSES = (
    Press("group.show", text, show_again),
    Press("group.cannot", text, cannot),
    Press("group.can_come", text, can_come),
    Press("group.excuse_open", text, open_excuse),
    Press("group.excuse", read_about, excuse_pressed),
    Press("group.expect", read_about, expect_again),
)

SUBMITS = (Submit("group.excuse", check_person, excuse_chosen),)
