"""Importing a county's files, and checking a programme's."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.bootstrap import make_renderer
from bot.cli.common import Now, instant, open_desk, operator, warn
from domain.programme import parse_programme
from services import findings
from services.findings import FindingsView
from services.importing import ImportProblem, ImportRefused, ImportSummary, import_folder, not_read
from services.planning import broken
from templates.render import Renderer

NOUNS = ("teams", "people", "supervisors", "posts", "absences", "sessions", "travel", "terms")
MOST_CHANGES = 40

programme = typer.Typer(no_args_is_help=True, help="An authority's programme file.")


def register(app: typer.Typer) -> None:
    app.command(name="import")(import_files)
    app.add_typer(programme, name="programme")


def import_files(
    folder: Annotated[Path, typer.Argument(help="The folder with the CSV files.", exists=True, file_okay=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; change nothing.")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="The files are complete: whoever is missing has left the programme.")
    ] = False,
    now: Now = None,
) -> None:
    """Read a folder of CSV files into the roster. Any bad row, and nothing is stored."""
    desk = open_desk()
    at = instant(desk, now)
    for name in not_read(folder):
        warn(f"{name} is not read: no file of that name belongs to the roster.")
    try:
        summary = import_folder(
            desk.database, desk.programme, folder, actor_id=operator().staff_id, now=at, dry_run=dry_run, full=full
        )
    except ImportRefused as refused:
        _print_problems(refused.problems)
        raise typer.Exit(1) from refused
    if dry_run:
        _print_changes(summary)
    _print_counts(summary, "What would change" if dry_run else "Imported")
    if not dry_run and (told := broken.tell_of_broken(desk, at)):
        supervisors = "1 supervisor has" if told == 1 else f"{told} supervisors have"
        warn(f"{supervisors} sessions that can't be held as booked any more; they will be told.")
    _print_findings(make_renderer(desk.programme), findings.of_roster(desk, summary.roster, at))


@programme.command()
def check(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Read a programme file and say what is wrong in it."""
    found = parse_programme(file.read_text(encoding="utf-8"), file.name)
    typer.echo(f"{file.name}: {found.name}, {found.authority}: all is well.")


def _print_problems(problems: tuple[ImportProblem, ...]) -> None:
    for p in problems:
        where = ", ".join(x for x in (f"row {p.row}" if p.row else "", p.column or "") if x)
        value = f" '{_short(p.value)}'" if p.value else ""
        warn(f"{p.file}{': ' + where if where else ''}:{value} {p.wrong}; write {p.instead}")
    noun = "problem" if len(problems) == 1 else "problems"
    warn(f"{len(problems)} {noun}. Nothing was stored.")


def _short(value: str) -> str:
    """One line that a terminal shows as it is: a cell may hold anything."""
    shown = "".join(c if c.isprintable() else "?" for c in value[:80])
    return f"{shown}..." if len(value) > 80 else shown


def _print_changes(summary: ImportSummary) -> None:
    """Rows of a noun that is all new are only counted."""
    known = {noun for noun in NOUNS if summary.unchanged.get(noun) or summary.changed.get(noun)}
    shown = [change for change in summary.changes if change.noun in known or change.how != "added"]
    for change in shown[:MOST_CHANGES]:
        columns = f": {', '.join(change.columns)}" if change.columns else ""
        typer.echo(f"{change.noun} {change.key} {change.how}{columns}")
    if len(shown) > MOST_CHANGES:
        typer.echo(f"... and {len(shown) - MOST_CHANGES} more")


def _print_counts(summary: ImportSummary, title: str) -> None:
    table = Table(title=title)
    for heading in ("", "added", "changed", "unchanged", "left"):
        table.add_column(heading, justify="left" if not heading else "right")
    for noun in NOUNS:
        counts = (summary.added, summary.changed, summary.unchanged, summary.left)
        table.add_row(noun, *(str(count.get(noun, 0)) for count in counts))
    Console().print(table)


def _print_findings(renderer: Renderer, view: FindingsView) -> None:
    count = len(view.findings)
    typer.echo(f"{count} {'finding' if count == 1 else 'findings'} in the roster{':' if count else '.'}")
    for finding in view.findings:
        typer.echo(f"- {renderer.words('fsp/finding_line', finding)}")
