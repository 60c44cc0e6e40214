"""Group supervision from the command line: a team's next meeting, and the figures."""

from typing import Annotated, Any

import typer

from bot.bootstrap import make_renderer
from bot.cli.common import AsJson, Now, instant, open_desk, print_json
from domain.access import SYSTEM
from domain.calendar import Month
from domain.errors import BadValue
from domain.group.figures import Figure
from services.group import history, show
from services.group.history import FigureRow
from services.reviews.figures import ReviewFigures

group = typer.Typer(no_args_is_help=True, help="Group supervision: the next meeting, and the figures.")


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="group")


@group.command(name="next")
def next_meeting(
    team: Annotated[str, typer.Argument(help="A team's code or name.")], now: Now = None, as_json: AsJson = False
) -> None:
    """Show a team's next meeting: its agenda, who comes, and which professions are missing."""
    desk = open_desk()
    at = instant(desk, now)
    view = show.screen(desk, SYSTEM, team, at)
    if not as_json:
        typer.echo(make_renderer(desk.programme).message("group/meeting", view).text)
        return
    print_json(
        {
            "team": view.team,
            "starts_at": view.starts_at.astimezone(desk.zone).isoformat(),
            "ends_at": view.ends_at.astimezone(desk.zone).isoformat(),
            "chair": view.chair,
            "slots": [{"number": slot.number, "presenter": slot.presenter} for slot in view.slots],
            "expected": view.comes,
            "not_coming": [{"name": s.name, "role": s.role, "as": s.coming, "cause": s.cause} for s in view.empty],
            "represented": not view.missing,
            "missing": [{"discipline": one.discipline, "because": list(one.because)} for one in view.missing],
        }
    )


@group.command()
def figures(
    team: Annotated[str, typer.Argument(help="A team's code or name; all of them without.")] = "all",
    first: Annotated[str | None, typer.Option("--from", help="The first month, such as 2020-05.")] = None,
    months: Annotated[int, typer.Option(min=1, max=36, help="How many months.")] = history.MONTHS,
    now: Now = None,
    as_json: AsJson = False,
) -> None:
    """Count held against planned, every profession represented, and families discussed in the month."""
    desk = open_desk()
    at = instant(desk, now)
    view = history.show_figures(desk, SYSTEM, team, _month(first), months, at)
    if not as_json:
        typer.echo(make_renderer(desk.programme).message("group/figures", view).text)
        return
    print_json(
        {
            "first": str(view.first),
            "last": str(view.last),
            "as_at": at.astimezone(desk.zone).isoformat(),
            "whole": _row(view.whole),
            "teams": [_row(row) for row in view.teams],
            "months": [_row(row) for row in view.months],
            "reviews": None if view.reviews is None else _reviews(view.reviews),
        }
    )


def _month(typed: str | None) -> Month | None:
    try:
        return None if typed is None else Month.parse(typed)
    except ValueError:
        raise BadValue(what="month", typed=typed, example="2020-05") from None


def _row(row: FigureRow) -> dict[str, Any]:
    named = {"held": row.held, "represented": row.represented, "discussed": row.discussed}
    return {"name": row.name} | {key: _figure(figure) for key, figure in named.items()}


def _reviews(found: ReviewFigures) -> dict[str, Any]:
    agencies = [{"name": name, "took_part": _figure(figure)} for name, figure in found.agencies]
    return {"held": _figure(found.held), "agencies": agencies}


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "percent": figure.percent,
        "left_out": dict(figure.left_out),
        "notes": dict(figure.notes),
    }
