"""Fixed times of people whose calendar somebody exports: a file, the list, and taking one back."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.bootstrap import make_renderer
from bot.cli.common import AsJson, Now, instant, open_desk, operator, print_json
from domain.errors import NotFound
from domain.working_pattern import WEEKDAYS
from services.desk import Desk
from services.planning import busy as times
from services.planning.busy import BusyLine, BusyView, FeedLine
from services.planning.calendar_file import MOST_BYTES
from templates.render import Renderer


def register(app: typer.Typer) -> None:
    app.command()(busy)


def busy(
    staff_id: Annotated[str, typer.Argument(help="Their staff id in the roster.")],
    file: Annotated[
        Path | None, typer.Argument(help="A calendar file (ICS); it replaces the one given before.")
    ] = None,
    shown: Annotated[
        bool, typer.Option("--list", help="Show their fixed times and calendars with their keys.")
    ] = False,
    remove: Annotated[
        str | None, typer.Option("--remove", help="Take the time or calendar with this key back.")
    ] = None,
    now: Now = None,
    as_json: AsJson = False,
) -> None:
    """Keep somebody's fixed times: only when, never what for."""
    if sum((file is not None, shown, remove is not None)) != 1:
        raise typer.BadParameter("give one of: a FILE, --list, --remove KEY")
    desk = open_desk()
    view = _do(desk, staff_id, file, remove, instant(desk, now))
    if as_json:
        print_json(_as_dict(staff_id, view))
    else:
        _print(make_renderer(desk.programme), view, listed=shown)


def _do(desk: Desk, staff_id: str, file: Path | None, remove: str | None, at: datetime) -> BusyView:
    before = times.fixed_times(desk, operator(), staff_id, at)
    if remove is not None:
        if remove not in {t.key for t in before.times} | {f.key for f in before.feeds}:
            raise NotFound(what="fixed_time", typed="", suggestions=[])
        return times.remove(desk, operator(), remove, at)
    if file is None:
        return before
    with file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    return times.add_calendar(desk, operator(), staff_id, content, "", at)


def _print(renderer: Renderer, view: BusyView, *, listed: bool) -> None:
    if not listed:
        typer.echo(renderer.words("supervision/busy_done", view))
        if view.clashes:
            typer.echo(renderer.words("supervision/busy_clash", view))
        return
    if not view.times and not view.feeds:
        typer.echo(f"{view.name} has no fixed times.")
    for line in view.times:
        typer.echo(f"{line.key}  {renderer.words('supervision/busy_line', line)}")
    for feed in view.feeds:
        typer.echo(f"{feed.key}  {renderer.words('supervision/busy_feed', feed)}")


def _as_dict(staff_id: str, view: BusyView) -> dict[str, Any]:
    return {
        "staff_id": staff_id,
        "times": [_time(line) for line in view.times],
        "calendars": [_calendar(feed) for feed in view.feeds],
    }


def _time(line: BusyLine) -> dict[str, Any]:
    return {
        "key": line.key,
        "day": line.day.isoformat(),
        "start": f"{line.start:%H:%M}",
        "end": f"{line.end:%H:%M}",
        "weekday": None if line.weekday is None else WEEKDAYS[line.weekday],
    }


def _calendar(feed: FeedLine) -> dict[str, Any]:
    read_at = None if feed.read_at is None else feed.read_at.isoformat()
    return {
        "key": feed.key,
        "at_address": feed.at_address,
        "read_at": read_at,
        "problem": feed.problem,
        "coming": feed.coming,
    }
