"""When facts changed: what no longer holds, and what is foreseen."""

from dataclasses import dataclass
from datetime import date

from commands.call import Call
from commands.registry import Press, Verb, nothing
from domain.calendar import Month
from domain.dates import read_month
from domain.errors import BadValue
from domain.when import read_days
from services.planning import absence, forecast, runs
from storage.tables import RunKind


def read_repair(typed: str, today: date) -> Month:
    """A month; nothing typed means this one."""
    return read_month(typed or "this month", today)


@dataclass(frozen=True, slots=True)
class Away:
    typed: str
    first_day: date
    last_day: date


def read_away(typed: str, today: date) -> Away:
    """`Nia O'Connor 12 May - 20 May`: the longest end of the words that reads as days. Raises `BadValue`."""
    parts = typed.split()
    for count in range(1, len(parts)):
        try:
            first, last = read_days(" ".join(parts[count:]), today)
        except BadValue:
            continue
        return Away(" ".join(parts[:count]), first, last)
    raise BadValue(what="away", typed=typed, example="Nia O'Connor 12 May - 20 May")


async def away(call: Call, asked: Away) -> None:
    view = await call.ask(absence.away, asked.typed, asked.first_day, asked.last_day, call.now)
    await call.reply("supervision/away", view)


async def repair(call: Call, month: Month) -> None:
    begun = await call.ask(runs.begin, call.edge.jobs, RunKind.REPAIR, month, call.reply_to, call.now)
    await call.reply("supervision/working", begun)


async def foresee(call: Call, _request: None) -> None:
    view = await call.ask(forecast.forecast, call.edge.planner, call.now)
    await call.reply("supervision/forecast", view)


VERBS = (
    Verb("repair", "repair May", "finds new times for sessions that no longer hold", read_repair, repair),
    Verb("away", "away Nia O'Connor 12 May - 20 May", "notes that somebody is unavailable, no reason", read_away, away),
    Verb("forecast", "forecast", "says what will go over time in the next eight weeks", nothing, foresee),
)

PRESSES = (
    Press("supervision.repair", read_repair, repair),
    Press("supervision.repair_next", read_repair, repair),
    Press("supervision.forecast", nothing, foresee),
)
