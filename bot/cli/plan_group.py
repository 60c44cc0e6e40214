"""`plan group`: the template of group supervision, from the command line."""

import sys
from datetime import date
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot.bootstrap import make_renderer
from bot.cli.common import AsJson, Now, instant, open_desk, operator, print_json, warn
from domain.calendar import Month
from domain.errors import BadValue, NothingToDo
from jobs.child import Children
from services.planning.group import approve_group, plan_group
from services.planning.group_views import GroupApproved, GroupView, MeetingLine, SlotLine
from templates.render import Renderer

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

From = Annotated[str | None, typer.Option("--from", help="The first month, such as 2020-05; else the next one.")]
Months = Annotated[int, typer.Option(min=1, max=24, help="For how many months.")]


def register(plan: typer.Typer) -> None:
    plan.command(name="group")(group)


def group(
    first: From = None,
    months: Months = 3,
    approve: Annotated[bool, typer.Option("--approve", help="Make it live and tell people.")] = False,
    now: Now = None,
    as_json: AsJson = False,
) -> None:
    """Plan group supervision: a recurring slot for every team, and its dates."""
    desk = open_desk()
    at = instant(desk, now)
    span = span_of(first or str(Month.of(desk.today(at)).next()), months)
    if span[1] < desk.today(at):
        warn("This time is over; it can be planned and approved, but nobody will be told.")
    warn(f"Planning group supervision from {span[0]} to {span[1]} ...")
    try:
        view = plan_group(desk, operator(), Children(), *span, at)
    except NothingToDo as nothing:
        if not as_json:
            raise
        warn("There is no team to plan for.")
        print_json({"status": nothing.code, "gap": None, "slots": [], "sessions": [], "unplaced": []})
        return
    warn(f"{len(view.slots)} teams have a slot, {len(view.unplaced)} have none; {len(view.held)} meetings.")
    done = approve_group(desk, operator(), view.run_id, at) if approve and view.slots else None
    if done is not None:
        warn(_said(done))
    if as_json:
        print_json({**as_dict(view), "approved": done is not None})
    else:
        _print(view, make_renderer(desk.programme))


def span_of(first: str, months: int) -> tuple[date, date]:
    """The days of so many months. Raises `BadValue` for what is no month."""
    try:
        return _days(Month.parse(first), months)
    except ValueError:
        raise BadValue(what="iso_month", typed=first, example="2020-05") from None


def _days(begin: Month, months: int) -> tuple[date, date]:
    end = begin
    for _ in range(months - 1):
        end = end.next()
    return begin.first, end.last


def as_dict(view: GroupView) -> dict[str, Any]:
    """A template for scripts: times local, days ISO."""
    return {
        "status": view.status,
        "gap": view.gap,
        "slots": [_slot(line) for line in view.slots],
        "sessions": [_session(line) for line in view.held],
        "unplaced": [{"team": line.team, "cause": line.cause} for line in view.unplaced],
        "fell_out": [_session(line) for line in view.fell_out],
        "first": view.first.isoformat(),
        "last": view.last.isoformat(),
        "cost": view.cost,
        "cost_by_term": dict(view.cost_by_term),
        "measures": dict(view.measures),
        "run": view.run_id,
    }


def _slot(line: SlotLine) -> dict[str, Any]:
    return {
        "team": line.team,
        "weeks": line.weeks,
        "weekday": DAYS[line.weekday],
        "start": f"{line.start:%H:%M}",
        "end": f"{line.end:%H:%M}",
        "chair_id": line.chair_id,
        "absent": [{"staff_id": absent.staff_id, "cause": absent.cause} for absent in line.absent],
        "vacant": [
            {"post_id": seat.post_id, "discipline": seat.discipline, "state": seat.state} for seat in line.vacant
        ],
    }


def _session(line: MeetingLine) -> dict[str, Any]:
    """Of one that falls out, the bank holiday it stands on."""
    day = line.day or line.moved_from
    assert day is not None
    found = {
        "team": line.team,
        "date": day.isoformat(),
        "start": f"{line.start:%H:%M}",
        "end": f"{line.end:%H:%M}",
    }
    if line.day is not None and line.moved_from is not None:
        found["moved_from"] = line.moved_from.isoformat()
    return found


def _said(done: GroupApproved) -> str:
    off = f" Not on Slack, please tell them yourself: {len(done.off_slack)} people." if done.off_slack else ""
    return f"Approved: {done.teams} teams; {done.told} people will be told.{off}"


def _print(view: GroupView, renderer: Renderer) -> None:
    table = Table("Team", "When", "Chair", "Cannot come", "Vacant seats", title="Group supervision")
    for line in view.slots:
        weeks = "every week" if line.weeks == "every" else f"weeks {line.weeks}"
        away = [f"{one.name} ({renderer.words('group/absent', one.cause)})" for one in line.absent]
        table.add_row(
            line.name,
            f"{DAYS[line.weekday]} {line.start:%H:%M}-{line.end:%H:%M}, {weeks}",
            line.chair or "",
            "; ".join(away),
            "; ".join(f"{seat.role} ({seat.state})" for seat in line.vacant),
        )
    Console(width=None if sys.stdout.isatty() else 160).print(table)
    for none in view.unplaced:
        typer.echo(f"{none.name} has no slot: {renderer.words('group/no_slot', none)}.")
    for meeting in view.meetings:
        if meeting.day is None:
            typer.echo(f"{meeting.team}: no meeting in the week of {meeting.moved_from}, a bank holiday.")
        elif meeting.moved_from is not None:
            typer.echo(
                f"{meeting.team}: {meeting.moved_from} is a bank holiday; {meeting.day} at {meeting.start:%H:%M}."
            )
    typer.echo(f"{view.status}; {len(view.held)} meetings from {view.first} to {view.last}.")
