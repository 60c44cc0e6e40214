"""`plan check`: is what is booked in order?"""

from typing import Any

import typer

from bot.bootstrap import make_renderer
from bot.cli.common import AsJson, Now, open_desk, operator, print_json
from bot.cli.plan_group import From, Months, span_of
from services.planning.live_check import WrongLine, check_live
from templates.render import Renderer


def register(plan: typer.Typer) -> None:
    plan.command()(check)


def check(
    first: From = None,
    months: Months = 3,
    now: Now = None,  # noqa: ARG001  every call takes it; what is booked is in order or not at any time
    as_json: AsJson = False,
) -> None:
    """Check every booked session and group meeting against the hard rules; without --from all there are."""
    desk = open_desk()
    begin, end = (None, None) if first is None else span_of(first, months)
    view = check_live(desk, operator(), begin, end)
    renderer = make_renderer(desk.programme)
    if as_json:
        print_json(
            {
                "sessions": view.sessions,
                "meetings": view.meetings,
                "wrong": [_as_dict(renderer, line) for line in view.wrong],
                "notes": [_as_dict(renderer, line) for line in view.notes],
            }
        )
    else:
        for line in view.wrong:
            typer.echo(_words(renderer, line))
        for line in view.notes:
            typer.echo(f"Note: {_words(renderer, line)}")
        said = "nothing wrong" if not view.wrong else f"{len(view.wrong)} wrong"
        typer.echo(f"{view.sessions} sessions and {view.meetings} group meetings: {said}.")
    raise typer.Exit(1 if view.wrong else 0)


def _words(renderer: Renderer, line: WrongLine) -> str:
    return renderer.words("group/wrong", line)


def _as_dict(renderer: Renderer, line: WrongLine) -> dict[str, Any]:
    return {
        "rule": line.rule,
        "staff_id": line.staff_id,
        "team": line.team,
        "people": list(line.people),
        "date": None if line.day is None else line.day.isoformat(),
        "start": None if line.start is None else f"{line.start:%H:%M}",
        "end": None if line.end is None else f"{line.end:%H:%M}",
        "text": _words(renderer, line),
    }
