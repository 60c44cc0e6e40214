"""Changing single meetings: move, cancel, and one more."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from commands.call import Call
from commands.fields import day_and_time, is_over
from commands.group.own import MEETING
from commands.registry import FieldErrors, Press, Submit, Verb, text
from domain.calendar import local
from domain.errors import BadValue
from domain.when import MOST_WORDS, Moment, read_day_behind, read_moment
from services.group import change, choices
from services.group.show import MeetingView
from services.planning.broken import tell_of_broken

MOVE = "group/move"
EXTRA = "group/extra"


@dataclass(frozen=True, slots=True)
class When:
    """A team as it was typed, perhaps nothing, a local day and time, and how long. `day` says which of its meetings."""

    team: str
    at: Moment | None
    minutes: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A button's value: a meeting or team, the instants it was seen at and goes to, and minutes."""

    key: str
    seen: datetime
    at: datetime
    minutes: int = 0


_LENGTH = re.compile(r"\s+(?P<minutes>\d{2,3})\s*min(?:utes?)?$", re.IGNORECASE)


_CLOCK = re.compile(r"(?:^|\s)\d{1,2}(?:[:.]\d{2}|\s*[ap]m)$", re.IGNORECASE)


def read_when(typed: str, today: date) -> When:
    """`Tue 10:00`, `North 1 Tue 10:00`, `12 May 10:00 90 min`, `19 May to 21 May 10:00`, a team, a day, or nothing."""
    length = _LENGTH.search(typed)
    words = (typed[: length.start()] if length else typed).split()
    minutes = int(length["minutes"]) if length else None
    for count in range(min(len(words), MOST_WORDS), 1, -1):
        try:
            at = read_moment(" ".join(words[-count:]), today)
        except BadValue:
            continue
        rest = words[:-count]
        team, day = (
            read_day_behind(" ".join(rest[:-1]), today)
            if rest and rest[-1].casefold() == "to"
            else (" ".join(rest), None)
        )
        return When(team, at, minutes, day)
    if _CLOCK.search(" ".join(words)):
        raise BadValue(what="moment", typed=" ".join(words), example="Tue 10:00")
    team, day = read_day_behind(" ".join(words), today)
    return When(team, None, minutes, day)


def read_cancel(typed: str, today: date) -> When:
    team, day = read_day_behind(typed, today)
    return When(team, None, day=day)


def read_chosen(value: str, _today: date) -> Chosen:
    key, seen, at, minutes = (*value.split("|"), "0")[:4]
    return Chosen(key, datetime.fromisoformat(seen), datetime.fromisoformat(at), int(minutes))


def check_when(values: Mapping[str, Any], now: datetime) -> When:
    at = day_and_time(values)
    if is_over(at, now):
        raise FieldErrors({"day": "past_time"})
    return When("", at)


async def move(call: Call, when: When) -> None:
    await call.reply(MOVE, await call.ask(choices.choose_time, when.team, when.day, _instant(call, when.at), call.now))


async def open_move(call: Call, meeting_id: str) -> None:
    await call.reply(MOVE, await call.ask(choices.choose_time_for, meeting_id, None, call.now))


async def move_to(call: Call, chosen: Chosen) -> None:
    view = await call.ask(change.move, chosen.key, chosen.seen, chosen.at, call.now)
    await _changed(call, view)


async def open_move_form(call: Call, meeting_id: str) -> None:
    await call.open("group/move_form", None, state=f"{meeting_id} {call.response_url}")


async def move_given(call: Call, when: When) -> None:
    meeting_id, _, place = call.state.partition(" ")
    view = await call.ask(choices.choose_time_for, meeting_id, _instant(call, when.at), call.now)
    await call.answer_modal(place, MOVE, view)


async def cancel(call: Call, which: When) -> None:
    await call.reply("group/cancel", await call.ask(change.to_cancel, which.team, which.day, call.now))


async def open_cancel(call: Call, meeting_id: str) -> None:
    await call.reply("group/cancel", await call.ask(change.to_cancel_it, meeting_id, call.now))


async def open_extra(call: Call, meeting_id: str) -> None:
    """The modal that asks when one more meeting of the same team is to be."""
    team = await call.ask(change.team_of, meeting_id)
    await call.open("group/extra_form", None, state=f"{team}/{call.response_url}")


async def cancel_it(call: Call, meeting_id: str) -> None:
    await call.reply(MEETING, await call.ask(change.cancel, meeting_id, call.now), replace=True)


async def extra(call: Call, when: When) -> None:
    """Without a time a modal asks for it."""
    at = _instant(call, when.at)
    if at is None:
        await call.open("group/extra_form", None, state=f"{when.team}/{call.response_url}")
        return
    await call.reply(EXTRA, await call.ask(choices.try_extra, when.team, at, when.minutes, call.now))


async def extra_given(call: Call, when: When) -> None:
    team, _, place = call.state.partition("/")
    at = _instant(call, when.at)
    assert at is not None
    await call.answer_modal(place, EXTRA, await call.ask(choices.try_extra, team, at, None, call.now))


async def add_extra(call: Call, chosen: Chosen) -> None:
    view = await call.ask(change.add_extra, chosen.key, chosen.at, chosen.minutes, call.now)
    await _changed(call, view)


async def _changed(call: Call, view: MeetingView) -> None:
    """Supervision that stands in the way is told to whoever gives it, after the answer: nobody waits for that."""
    await call.reply(MEETING, view, replace=True)
    await call.edge.run(tell_of_broken, call.edge.desk, call.now)


def _instant(call: Call, moment: Moment | None) -> datetime | None:
    return None if moment is None else local(moment.day, moment.at, call.edge.desk.zone)


VERBS = (
    Verb("move", "move Tue 10:00", "moves the next meeting; without a time, shows the best ones", read_when, move),
    Verb("move", "move 19 May to 21 May 10:00", "moves the meeting of another day", read_when, move),
    Verb("cancel", "cancel", "cancels the next meeting, or with a day that one", read_cancel, cancel),
    Verb("extra", "extra 12 May 10:00 90 min", "adds one more meeting", read_when, extra),
)

PRESSES = (
    Press("group.move_open", text, open_move),
    Press("group.move_to", read_chosen, move_to),
    Press("group.move_to_2", read_chosen, move_to),
    Press("group.move_to_3", read_chosen, move_to),
    Press("group.move_other", text, open_move_form),
    Press("group.move_wished", read_chosen, move_to),
    Press("group.cancel_open", text, open_cancel),
    Press("group.extra_open", text, open_extra),
    Press("group.cancel_it", text, cancel_it),
    Press("group.extra_add", read_chosen, add_extra),
)

SUBMITS = (
    Submit("group.extra_form", check_when, extra_given),
    Submit("group.move_form", check_when, move_given),
)
