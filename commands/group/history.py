"""Looking back: a team's past meetings, and figures for one team or many."""

from dataclasses import dataclass
from datetime import date

from commands.call import Call
from commands.registry import Press, Verb, nothing, text
from domain.calendar import Month
from domain.dates import read_month
from domain.errors import BadValue
from services.group import history


@dataclass(frozen=True, slots=True)
class Asked:
    """A team, `all` or nothing, and a month if one was named."""

    team: str
    month: Month | None


def read_asked(typed: str, today: date) -> Asked:
    """`North 1 May`, `all 2020-05`, `May`, `all`, or nothing."""
    words = typed.split()
    for count in (2, 1):
        if len(words) >= count:
            try:
                return Asked(" ".join(words[:-count]), read_month(" ".join(words[-count:]), today))
            except BadValue:
                continue
    return Asked(typed.strip(), None)


async def past(call: Call, typed: str) -> None:
    await call.reply("group/history", await call.ask(history.history, typed, call.now))


async def figures(call: Call, asked: Asked) -> None:
    months = history.MONTHS if asked.month is None else 1
    view = await call.ask(history.show_figures, asked.team, asked.month, months, call.now)
    await call.reply("group/figures", view)


async def own_figures(call: Call, _request: None) -> None:
    await figures(call, Asked("", None))


VERBS = (
    Verb("history", "history", "shows your team's past meetings and what was recorded", text, past),
    Verb("figures", "figures all May", "counts what was held, by team and month", read_asked, figures),
)

PRESSES = (Press("group.figures", nothing, own_figures),)
