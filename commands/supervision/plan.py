"""Planning a month: asking for it, stopping it, and settling what was proposed."""

from dataclasses import dataclass
from datetime import date

from commands.call import Call
from commands.registry import Press, Verb, text
from domain.calendar import Month
from domain.dates import read_month
from domain.errors import BadValue, Stale
from services.planning import proposals, runs
from storage.tables import RunKind


@dataclass(frozen=True, slots=True)
class Seen:
    """A proposal as it was shown."""

    month: Month
    version: str


def parse_seen(value: str, _today: date) -> Seen:
    month, _, version = value.partition("|")
    try:
        return Seen(Month.parse(month), version)
    except ValueError:
        raise Stale(what="proposal") from None


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


VERBS = (Verb("plan", "plan May", "proposes a month for everybody you may plan; nobody is told yet", read_month, plan),)

PRESSES = (
    Press("supervision.plan", read_month, plan),
    Press("supervision.plan_next", read_month, plan),
    Press("supervision.stop", text, stop),
    Press("supervision.approve", parse_seen, approve),
    Press("supervision.discard", parse_seen, discard),
)
