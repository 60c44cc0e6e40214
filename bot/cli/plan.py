"""Planning from the command line."""

from typing import Annotated, Any

import typer

from bot.bootstrap import make_renderer
from bot.cli import plan_check, plan_group
from bot.cli.common import AsJson, Now, instant, open_desk, operator, print_json, warn
from domain.calendar import Month, to_local
from domain.errors import BadValue
from jobs.child import Children
from services.desk import Desk
from services.planning import execute, proposals
from services.planning.views import ProposalView, RemedyLine
from storage.tables import RunKind
from templates.render import Renderer

plan = typer.Typer(no_args_is_help=True, help="Plans.")


def register(app: typer.Typer) -> None:
    plan_group.register(plan)
    plan_check.register(plan)
    app.add_typer(plan, name="plan")


@plan.callback()
def _plan() -> None:
    """Plans."""


@plan.command()
def month(
    first: Annotated[str, typer.Option("--from", help="The first month, such as 2020-05.")],
    months: Annotated[int, typer.Option(min=1, max=24, help="How many months, each building on the one before.")] = 1,
    approve: Annotated[bool, typer.Option("--approve", help="Make it live and tell people.")] = False,
    now: Now = None,
    as_json: AsJson = False,
) -> None:
    """Plan professional supervision for everybody, month by month."""
    desk = open_desk()
    at = instant(desk, now)
    renderer = make_renderer(desk.programme)
    plans: list[dict[str, Any]] = []
    children = Children()
    chosen = _month(first)
    for _ in range(months):
        if chosen < Month.of(desk.today(at)):
            warn(f"{chosen} is over; it can be planned and approved, but nobody will be told.")
        warn(f"Planning {chosen} ...")
        finished = execute.plan_now(desk, operator(), children, RunKind.MONTH, chosen, at)
        if finished.problem is not None:
            plans.append(
                {"month": str(chosen), "status": finished.problem, "gap": None, "sessions": [], "unplaced": []}
            )
        else:
            view = proposals.proposal(desk, operator(), chosen)
            if approve and view.new:
                proposals.approve(desk, operator(), chosen, view.version, at)
            plans.append(as_dict(desk, renderer, view))
            warn(f"{chosen}: {len(view.new)} sessions, {len(view.unplaced)} not placed.")
        chosen = chosen.next()
    if as_json:
        print_json({"plans": plans})


def as_dict(desk: Desk, renderer: Renderer, view: ProposalView) -> dict[str, Any]:
    """A plan for scripts: times local, days ISO."""
    sessions = []
    for line in view.new:
        start = to_local(line.starts_at, desk.zone)
        end = start.hour * 60 + start.minute + line.minutes
        sessions.append(
            {
                "staff_id": line.staff_id,
                "supervisor_id": line.supervisor_id,
                "kind": line.kind,
                "date": start.date().isoformat(),
                "start": f"{start:%H:%M}",
                "end": f"{end // 60:02}:{end % 60:02}",
                "cover": line.covers,
            }
        )
    unplaced = [
        {
            "staff_id": line.staff_id,
            "kind": line.kind,
            "cause": line.cause,
            "reason": renderer.words("supervision/cause", line),
            "remedies": [_remedy(renderer, remedy) for remedy in line.remedies],
        }
        for line in view.unplaced
    ]
    return {
        "month": str(view.month),
        "status": view.status,
        "gap": view.gap,
        "sessions": sessions,
        "unplaced": unplaced,
    }


def _remedy(renderer: Renderer, remedy: RemedyLine) -> dict[str, Any]:
    return {
        "kind": remedy.kind,
        "supervisor_id": remedy.supervisor_id,
        "date": remedy.day.isoformat(),
        "start": remedy.start,
        "minutes": remedy.minutes,
        "moves": remedy.moves,
        "text": renderer.words("supervision/remedy", remedy),
    }


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError:
        raise BadValue(what="iso_month", typed=text, example="2020-05") from None
