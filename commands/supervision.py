"""`/supervision`: my sessions, my team's, and planning a month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from commands.call import Call
from commands.registry import FieldErrors, Noun, Press, Submit, Verb, nothing, text
from domain.calendar import Month, local
from domain.dates import read_month
from domain.errors import BadValue, Stale
from domain.supervision.states import SessionState
from services import sessions
from services.planning import proposals, runs
from storage.tables import RunKind


@dataclass(frozen=True, slots=True)
class Seen:
    """A proposal as it was shown."""

    month: Month
    version: str


@dataclass(frozen=True, slots=True)
class HeldOn:
    day: date
    start: time


def parse_seen(value: str, _today: date) -> Seen:
    month, _, version = value.partition("|")
    try:
        return Seen(Month.parse(month), version)
    except ValueError:
        raise Stale(what="proposal") from None


def check_held_on(values: Mapping[str, Any], now: datetime) -> HeldOn:
    day = values["day"]["day"].get("selected_date")
    start = values["start"]["start"].get("selected_time")
    errors = {name: code for name, code, value in (("day", "no_day", day), ("start", "no_time", start)) if not value}
    if errors:
        raise FieldErrors(errors)
    found = HeldOn(date.fromisoformat(day), time.fromisoformat(start))
    if found.day > now.date():
        raise FieldErrors({"day": "future_date"})
    if datetime.combine(found.day, found.start) > now.replace(tzinfo=None):
        raise FieldErrors({"start": "future_time"})
    return found


async def show(call: Call, _request: None) -> None:
    await call.reply("supervision/mine", await call.ask(sessions.mine, call.now))


async def plan(call: Call, month: Month) -> None:
    if month.next().first <= call.edge.today():
        raise BadValue(what="past_month", typed="", example="", month=month)
    begun = await call.ask(runs.begin, call.edge.jobs, RunKind.MONTH, month, call.reply_to, call.now)
    await call.reply("supervision/working", begun)


async def stop(call: Call, run_id: str) -> None:
    await call.ask(runs.cancel, run_id, call.now)
    await call.reply("supervision/stopping", None, replace=True)


async def approve(call: Call, seen: Seen) -> None:
    view = await call.ask(proposals.approve, seen.month, seen.version, call.now)
    await call.reply("supervision/approved", view, replace=True)


async def discard(call: Call, seen: Seen) -> None:
    view = await call.ask(proposals.discard, seen.month, seen.version, call.now)
    await call.reply("supervision/discarded", view, replace=True)


async def confirm(call: Call, session_id: str) -> None:
    await _answered(call, await call.ask(sessions.confirm, session_id, call.now))


async def decline(call: Call, session_id: str) -> None:
    await _answered(call, await call.ask(sessions.decline, session_id, call.now))


async def held(call: Call, session_id: str) -> None:
    await _answered(call, await call.ask(sessions.record, session_id, SessionState.HELD, call.now))


async def missed(call: Call, session_id: str) -> None:
    await _answered(call, await call.ask(sessions.record, session_id, SessionState.MISSED, call.now))


async def other_day(call: Call, session_id: str) -> None:
    view = await call.ask(sessions.to_record, session_id)
    place = "" if call.message is None else f"|{call.message.channel}|{call.message.ts}"
    await call.open("supervision/held_on", view, state=f"{session_id}{place}")


async def held_on(call: Call, when: HeldOn) -> None:
    at = local(when.day, when.start, call.edge.desk.zone)
    await _answered(call, await call.ask(sessions.record, call.state, SessionState.HELD, call.now, held_at=at))


async def _answered(call: Call, view: sessions.Answered) -> None:
    await call.reply("supervision/answered", view, replace=True)


NOUN = Noun(
    command="/supervision",
    summary="Your supervision, and planning it for the people you supervise",
    hint="[plan May]",
    verbs=(
        Verb("", "", "shows your next and last session, and the people you answer for", nothing, show),
        Verb("plan", "plan May", "proposes a month for everybody you may plan; nobody is told yet", read_month, plan),
    ),
)

PRESSES = (
    Press("supervision.plan", read_month, plan),
    Press("supervision.plan_next", read_month, plan),
    Press("supervision.stop", text, stop),
    Press("supervision.approve", parse_seen, approve),
    Press("supervision.discard", parse_seen, discard),
    Press("supervision.confirm", text, confirm),
    Press("supervision.decline", text, decline),
    Press("supervision.held", text, held),
    Press("supervision.missed", text, missed),
    Press("supervision.other_day", text, other_day),
)

SUBMITS = (Submit("supervision.held_on", check_held_on, held_on),)
