"""My sessions and my team's, and what people answer about one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commands.call import Call
from commands.fields import day_and_time, is_over
from commands.registry import FieldErrors, Press, Submit, Verb, nothing, text
from domain.calendar import local
from domain.supervision.states import SessionState
from domain.when import Moment
from services import notices, sessions
from services.planning import times

ALTERNATIVES = 3
"""Each is one press away; more would be a list to study."""


@dataclass(frozen=True, slots=True)
class Declined:
    """What was cancelled, and the best other times."""

    answered: sessions.Answered
    times: times.Times


def check_held_on(values: Mapping[str, Any], now: datetime) -> Moment:
    found = day_and_time(values)
    if found.day > now.date():
        raise FieldErrors({"day": "future_date"})
    if not is_over(found, now):
        raise FieldErrors({"start": "future_time"})
    return found


async def show(call: Call, _request: None) -> None:
    await call.reply("supervision/mine", await call.ask(sessions.mine, call.now))


async def confirm(call: Call, session_id: str) -> None:
    await _answered(call, await call.ask(sessions.confirm, session_id, call.now))


async def decline(call: Call, session_id: str) -> None:
    answered = await call.ask(sessions.decline, session_id, call.now)
    found = await call.ask(times.times_for_session, session_id, call.now, ALTERNATIVES)
    await call.reply("supervision/declined", Declined(answered, found), replace=True)


async def held(call: Call, session_id: str) -> None:
    await _answered(call, await call.ask(sessions.record, session_id, SessionState.HELD, call.now))


async def missed(call: Call, session_id: str) -> None:
    await _answered(call, await call.ask(sessions.record, session_id, SessionState.MISSED, call.now))


async def other_day(call: Call, session_id: str) -> None:
    view = await call.ask(sessions.to_record, session_id)
    place = "" if call.message is None else f"|{call.message.channel}|{call.message.ts}"
    await call.open("supervision/held_on", view, state=f"{session_id}{place}")


async def ask_again(call: Call, session_id: str) -> None:
    """One of several that were said in one message: with its own buttons, seen by the asker only."""
    template, view = await call.ask(notices.asked_again, session_id, call.now)
    await call.reply(template, view)


async def held_on(call: Call, when: Moment) -> None:
    at = local(when.day, when.at, call.edge.desk.zone)
    await _answered(call, await call.ask(sessions.record, call.state, SessionState.HELD, call.now, held_at=at))


async def _answered(call: Call, view: sessions.Answered) -> None:
    await call.reply("supervision/answered", view, replace=True)


VERBS = (Verb("", "", "shows your next and last session, and the people you answer for", nothing, show),)

PRESSES = (
    Press("supervision.confirm", text, confirm),
    Press("supervision.decline", text, decline),
    Press("supervision.held", text, held),
    Press("supervision.missed", text, missed),
    Press("supervision.other_day", text, other_day),
    Press("supervision.ask_again", text, ask_again),
)

SUBMITS = (Submit("supervision.held_on", check_held_on, held_on),)
