"""`reminders due`: what would be sent to whom, when and why."""

import sys
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot.bootstrap import make_renderer
from bot.cli.common import AsJson, Now, instant, open_desk, print_json
from domain.calendar import local, to_local
from domain.errors import BadValue
from reminders.rehearsal import DueLine, rehearse
from services.desk import Desk
from templates.render import Renderer

reminders = typer.Typer(no_args_is_help=True, help="What the bot sends by itself.")

From = Annotated[str, typer.Option("--from", help="The first day, such as 2020-05-01.")]
To = Annotated[str, typer.Option("--to", help="Up to this day, without it, such as 2020-06-01.")]


def register(app: typer.Typer) -> None:
    app.add_typer(reminders, name="reminders")


@reminders.callback()
def _group() -> None:
    """What the bot sends by itself."""


@reminders.command(name="due")
def show_due(first: From, last: To, now: Now = None, as_json: AsJson = False) -> None:
    """List what would be sent from one day up to another, by what is booked now. Sends nothing."""
    desk = open_desk()
    begin, end = _day(first), _day(last)
    if end <= begin:
        raise BadValue(what="span", typed=last, example=(begin + timedelta(days=31)).isoformat())
    # An instant at midnight belongs to the day that it begins.
    after, until = (local(day, time(), desk.zone) - timedelta(microseconds=1) for day in (begin, end))
    lines = rehearse(desk, after, until, instant(desk, now))
    renderer = make_renderer(desk.programme)
    if as_json:
        print_json({"reminders": [_as_dict(desk, renderer, line) for line in lines]})
    else:
        _print(desk, renderer, lines)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise BadValue(what="iso_day", typed=typed, example="2020-05-01") from None


def _as_dict(desk: Desk, renderer: Renderer, line: DueLine) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "recipient": line.recipient,
        "courier": line.courier,
        "at": _local(desk, line.at).isoformat(),
        "subject": line.subject,
        "reason": renderer.words("reminders/reason", line),
    }


def _print(desk: Desk, renderer: Renderer, lines: Sequence[DueLine]) -> None:
    table = Table("When", "To", "By", "What", "Why", title="What would be sent")
    for line in lines:
        why = renderer.words("reminders/reason", line)
        table.add_row(f"{_local(desk, line.at):%a %d %b %Y %H:%M}", line.name, line.courier, line.kind, why)
    Console(width=None if sys.stdout.isatty() else 160).print(table)
    typer.echo(f"{len(lines)} {'message' if len(lines) == 1 else 'messages'}; nothing was sent.")


def _local(desk: Desk, at: datetime) -> datetime:
    return to_local(at, desk.zone)
