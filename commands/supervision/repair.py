"""When facts changed: what no longer holds, and what is foreseen."""

from datetime import date

from commands.call import Call
from commands.registry import Press, Verb, nothing
from domain.calendar import Month
from domain.dates import read_month
from services.planning import forecast, runs
from storage.tables import RunKind


def read_repair(typed: str, today: date) -> Month:
    """A month; nothing typed means this one."""
    return read_month(typed or "this month", today)


async def repair(call: Call, month: Month) -> None:
    begun = await call.ask(runs.begin, call.edge.jobs, RunKind.REPAIR, month, call.reply_to, call.now)
    await call.reply("supervision/working", begun)


async def foresee(call: Call, _request: None) -> None:
    view = await call.ask(forecast.forecast, call.edge.planner, call.now)
    await call.reply("supervision/forecast", view)


VERBS = (
    Verb("repair", "repair May", "finds new times for sessions that no longer hold", read_repair, repair),
    Verb("forecast", "forecast", "says what will go over time in the next eight weeks", nothing, foresee),
)

PRESSES = (
    Press("supervision.repair", read_repair, repair),
    Press("supervision.forecast", nothing, foresee),
)
