"""Planning a month: asking for it, stopping it, and settling what was proposed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from commands.call import Call
from commands.fields import typed_text
from commands.registry import FieldErrors, Press, Submit, Verb, text
from domain.calendar import Month
from domain.dates import read_month
from domain.errors import BadValue, Stale
from domain.when import read_day, weekday_number
from services.planning import proposals, runs
from storage.tables import RunKind


@dataclass(frozen=True, slots=True)
class Seen:
    """A proposal as it was shown."""

    month: Month
    version: str


@dataclass(frozen=True, slots=True)
class Of:
    month: Month
    supervisor_id: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What somebody wants a plan to leave out, as typed; `names` are still to be looked up."""

    weekdays: tuple[int, ...] = ()
    days: tuple[date, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthWithout:
    month: Month
    left_out: LeftOut = LeftOut()


def read_without(typed: str, today: date) -> LeftOut:
    """`Mondays, 12 May and Nia O'Connor`: weekdays, days, and everything else is taken for a name."""
    weekdays, days, names = [], [], []
    for part in re.split(r",|;| and ", typed):
        words = part.strip()
        weekday = weekday_number(words.removesuffix("s"))
        if weekday is not None:
            weekdays.append(weekday)
        elif words:
            try:
                days.append(read_day(words, today))
            except BadValue:
                names.append(words)
    return LeftOut(tuple(weekdays), tuple(days), tuple(names))


def read_plan(typed: str, today: date) -> MonthWithout:
    """`May`, or `May without Mondays, 12 May`. Raises `BadValue`."""
    month, _, left_out = f" {typed}".partition(" without ")
    return MonthWithout(read_month(month.strip(), today), read_without(left_out, today))


def check_without(values: Mapping[str, Any], now: datetime) -> LeftOut:
    found = read_without(typed_text(values, "without"), now.date())
    if found == LeftOut():
        raise FieldErrors({"without": "nothing_left_out"})
    return found


def read_of(value: str, _today: date) -> Of:
    month, _, supervisor_id = value.partition("|")
    return Of(Month.parse(month), supervisor_id)


def parse_seen(value: str, _today: date) -> Seen:
    month, _, version = value.partition("|")
    try:
        return Seen(Month.parse(month), version)
    except ValueError:
        raise Stale(what="proposal") from None


async def plan(call: Call, month: Month) -> None:
    await _begin(call, MonthWithout(month))


async def plan_typed(call: Call, asked: MonthWithout) -> None:
    await _begin(call, asked)


async def _begin(call: Call, asked: MonthWithout) -> None:
    if asked.month.next().first <= call.edge.today():
        raise BadValue(what="past_month", typed="", example="", month=asked.month)
    left_out = await call.ask(runs.left_out, asked.left_out.days, asked.left_out.weekdays, asked.left_out.names)
    begun = await call.ask(runs.begin, call.edge.jobs, RunKind.MONTH, asked.month, call.reply_to, call.now, left_out)
    await call.reply("supervision/working", begun)


async def of_supervisor(call: Call, of: Of) -> None:
    view = await call.ask(proposals.of_supervisor, of.month, of.supervisor_id)
    await call.reply("supervision/of_supervisor", view)


async def without(call: Call, month: Month) -> None:
    await call.open("supervision/without", month, state=f"{month}/{call.response_url}")


async def again(call: Call, left_out: LeftOut) -> None:
    """The modal: plan again, and answer where the proposal was shown."""
    month, _, place = call.state.partition("/")
    await _begin(replace(call, response_url=place), MonthWithout(Month.parse(month), left_out))


async def stop(call: Call, run_id: str) -> None:
    await call.ask(runs.cancel, run_id, call.now)
    await call.reply("supervision/stopping", None, replace=True)


async def approve(call: Call, seen: Seen) -> None:
    view = await call.ask(proposals.approve, seen.month, seen.version, call.now)
    await call.reply("supervision/approved", view, replace=True)


async def discard(call: Call, seen: Seen) -> None:
    view = await call.ask(proposals.discard, seen.month, seen.version, call.now)
    await call.reply("supervision/discarded", view, replace=True)


VERBS = (
    Verb("plan", "plan May", "proposes a month for everybody you may plan; nobody is told yet", read_plan, plan_typed),
)

PRESSES = (
    Press("supervision.plan", read_month, plan),
    Press("supervision.plan_next", read_month, plan),
    Press("supervision.stop", text, stop),
    Press("supervision.approve", parse_seen, approve),
    Press("supervision.discard", parse_seen, discard),
    Press("supervision.of", read_of, of_supervisor),
    Press("supervision.without", read_month, without),
)

SUBMITS = (Submit("supervision.without", check_without, again),)
