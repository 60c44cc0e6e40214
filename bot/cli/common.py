"""What several calls share: the desk, the actor, the instant, and JSON."""

import json
import sys
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from bot.bootstrap import make_desk, now_for
from bot.prepare import prepare
from bot.settings import load_settings
from domain.access import SYSTEM, Actor
from services.desk import Desk

Now = Annotated[
    str | None, typer.Option("--now", help="Act as if it were this instant, such as 2020-04-27T09:00+01:00.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON alone on standard output.")]


def open_desk() -> Desk:
    """The desk on a database that is ready; an empty one is brought up to date first."""
    settings = load_settings()
    desk = make_desk(settings)
    prepare(settings, desk)
    return desk


def instant(desk: Desk, given: str | None) -> datetime:
    """`--now`, else the clock of the database. A time without an offset is local."""
    if given is None:
        return now_for(desk, None)
    try:
        at = datetime.fromisoformat(given)
    except ValueError:
        sys.exit(f"--now: '{given}' is not an instant; write for example 2020-04-27T09:00+01:00")
    return (at if at.tzinfo else at.replace(tzinfo=desk.zone)).astimezone(UTC)


def operator() -> Actor:
    """Whoever can run this command on the server may do what an administrator may."""
    return SYSTEM


def print_json(value: dict[str, Any]) -> None:
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))


def warn(text: str) -> None:
    typer.echo(text, err=True)
