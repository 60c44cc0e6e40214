"""Single sessions: finding another time, booking, cancelling, cover, and why a session is where it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from commands.call import Call
from commands.fields import chosen_day, chosen_one, chosen_time, day_and_time, is_over
from commands.registry import FieldErrors, Press, Submit, Verb, text
from domain.calendar import local
from domain.errors import BadValue, Stale
from domain.supervision.states import SessionState
from domain.when import Moment, read_moment
from services import sessions
from services.planning import bookings, reasons, records, times
from services.planning.reasons import WhyView


@dataclass(frozen=True, slots=True)
class Whom:
    """A person as typed, and a moment and a length where they were typed too."""

    typed: str
    at: Moment | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class CoverBy:
    typed: str
    by: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A time that was offered, for a session (`session_id`) or a person without one (`staff_id`)."""

    session_id: str
    staff_id: str
    at: datetime


_LENGTH = re.compile(r"\s+(?:for\s+)?(\d{2,3})\s*min(?:ute)?s?$", re.IGNORECASE)


def read_whom(typed: str, today: date) -> Whom:
    """`Nia O'Connor`, `Nia O'Connor next Tue 10:00`, `Nia 12 May 10:00 60 min`. Raises `BadValue`."""
    words = " ".join(typed.split())
    length = _LENGTH.search(words)
    minutes = int(length[1]) if length else None
    parts = (words[: length.start()] if length else words).split()
    if not parts:
        raise BadValue(what="person", typed="", example="Nia O'Connor Tue 10:00")
    for count in range(1, len(parts)):
        try:
            at = read_moment(" ".join(parts[count:]), today)
        except BadValue:
            continue
        return Whom(" ".join(parts[:count]), at, minutes)
    if parts[-1][0].isdigit():
        raise BadValue(what="moment", typed=" ".join(parts[1:]), example="Tue 10:00")
    return Whom(" ".join(parts), None, minutes)


def read_cover(typed: str, _today: date) -> CoverBy:
    """`Nia O'Connor by Amara Evans`. Raises `BadValue`."""
    who, found, by = " ".join(typed.split()).partition(" by ")
    if not found or not by:
        raise BadValue(what="cover", typed=typed, example="Nia O'Connor by Amara Evans")
    return CoverBy(who, by)


def read_chosen(value: str, _today: date) -> Chosen:
    session_id, staff_id, at = [*value.split("|"), "", ""][:3]
    try:
        return Chosen(session_id, staff_id, datetime.fromisoformat(at))
    except ValueError:
        raise Stale(what="times") from None


def check_times(values: Mapping[str, Any], now: datetime) -> Chosen | Moment:
    """One of the times offered, or a day and a time of one's own."""
    if chosen_day(values, "day") or chosen_time(values, "start") is not None:
        found = day_and_time(values)
        if is_over(found, now):
            raise FieldErrors({"day": "past_time"})
        return found
    offered = chosen_one(values, "offered")
    if offered is None:
        raise FieldErrors({"day": "no_choice"})
    return read_chosen(offered, now.date())


async def move(call: Call, whom: Whom) -> None:
    if whom.at is None:
        await _offer(call, await call.ask(times.times_for_person, whom.typed, call.now))
        return
    found = await call.ask(times.times_for_person, whom.typed, call.now)
    if found.session_id is None:
        await book(call, whom)
        return
    view = await call.ask(bookings.move, found.session_id, _instant(call, whom.at), call.now)
    await call.reply("supervision/changed", view)


async def book(call: Call, whom: Whom) -> None:
    if whom.at is None:
        await _offer(call, await call.ask(times.times_for_new, whom.typed, call.now))
        return
    at = _instant(call, whom.at)
    view = await call.ask(bookings.book, whom.typed, at, call.now, whom.minutes)
    await call.reply("supervision/changed", view)


async def cancel(call: Call, typed: str) -> None:
    await call.reply("supervision/changed", await call.ask(bookings.cancel, typed, call.now))


async def cover(call: Call, asked: CoverBy) -> None:
    view = await call.ask(bookings.cover, asked.typed, asked.by, call.now)
    await call.reply("supervision/changed", view)


async def why(call: Call, typed: str) -> None:
    view = await call.ask(reasons.reasons, typed, call.now)
    await call.reply("supervision/why" if isinstance(view, WhyView) else "supervision/why_not", view)


async def held(call: Call, whom: Whom) -> None:
    await _record(call, whom, SessionState.HELD)


async def missed(call: Call, whom: Whom) -> None:
    await _record(call, whom, SessionState.MISSED)


async def other_time(call: Call, session_id: str) -> None:
    await _offer(call, await call.ask(times.times_for_session, session_id, call.now))


async def take(call: Call, chosen: Chosen) -> None:
    """One of the times offered in a message."""
    await call.reply("supervision/changed", await _settle(call, chosen), replace=True)


async def taken(call: Call, chosen: Chosen | Moment) -> None:
    """The modal: `state` says whose session it is."""
    if isinstance(chosen, Moment):
        session_id, _, staff_id = call.state.partition("/")
        chosen = Chosen(session_id, staff_id, _instant(call, chosen))
    view = await _settle(call, chosen)
    await call.tell("supervision/changed", view)


async def _settle(call: Call, chosen: Chosen) -> bookings.Changed:
    if chosen.session_id:
        return await call.ask(bookings.move, chosen.session_id, chosen.at, call.now)
    return await call.ask(bookings.book, chosen.staff_id, chosen.at, call.now)


async def _offer(call: Call, view: times.Times) -> None:
    await call.open("supervision/times", view, state=f"{view.session_id or ''}/{view.staff_id}")


async def _record(call: Call, whom: Whom, outcome: SessionState) -> None:
    at = None if whom.at is None else _instant(call, whom.at)
    view: sessions.Answered = await call.ask(records.record_by_name, whom.typed, outcome, at, call.now)
    await call.reply("supervision/answered", view)


def _instant(call: Call, moment: Moment) -> datetime:
    return local(moment.day, moment.at, call.edge.desk.zone)


VERBS = (
    Verb("move", "move Nia O'Connor Tue 10:00", "finds or takes another time for somebody's session", read_whom, move),
    Verb("book", "book Nia O'Connor 12 May 10:00", "books one more session for somebody", read_whom, book),
    Verb("held", "held Nia O'Connor", "records that a session was held, late entries too", read_whom, held),
    Verb("missed", "missed Nia O'Connor", "records that a session was not held; it stays due", read_whom, missed),
    Verb("cancel", "cancel Nia O'Connor", "cancels somebody's next session; it stays due", text, cancel),
    Verb("cover", "cover Nia O'Connor by Amara Evans", "lets a colleague give the next session", read_cover, cover),
    Verb("why", "why Nia O'Connor", "says why a session is where it is, or why there is none", text, why),
)

PRESSES = (
    Press("supervision.other_time", text, other_time),
    Press("supervision.take", read_chosen, take),
    Press("supervision.take_2", read_chosen, take),
    Press("supervision.take_3", read_chosen, take),
    Press("supervision.why", text, why),
)

SUBMITS = (Submit("supervision.times", check_times, taken),)
