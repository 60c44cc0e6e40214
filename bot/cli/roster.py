"""Importing a county's files, and checking a programme's."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.common import Now, instant, open_desk, operator
from domain.programme import parse_programme
from services.importing import ImportProblem, ImportRefused, import_folder

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
    try:
        summary = import_folder(
            desk.database,
            desk.programme,
            folder,
            actor_id=operator().staff_id,
            now=instant(desk, now),
            dry_run=dry_run,
            full=full,
        )
    except ImportRefused as refused:
        _print_problems(refused.problems)
        raise typer.Exit(1) from refused
    table = Table(title="What would change" if dry_run else "Imported")
    for heading in ("", "added", "changed", "unchanged", "left"):
        table.add_column(heading, justify="left" if not heading else "right")
    for noun in ("teams", "people", "supervisors", "posts", "absences", "sessions", "travel"):
        counts = (summary.added, summary.changed, summary.unchanged, summary.left)
        table.add_row(noun, *(str(count.get(noun, 0)) for count in counts))
    Console().print(table)


@programme.command()
def check(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Read a programme file and say what is wrong in it."""
    found = parse_programme(file.read_text(encoding="utf-8"), file.name)
    typer.echo(f"{file.name}: {found.name}, {found.authority}: all is well.")


def _print_problems(problems: tuple[ImportProblem, ...]) -> None:
    for p in problems:
        where = ", ".join(x for x in (f"row {p.row}" if p.row else "", p.column or "") if x)
        value = f" '{p.value}'" if p.value else ""
        typer.echo(f"{p.file}{': ' + where if where else ''}:{value} {p.wrong}; write {p.instead}", err=True)
    noun = "problem" if len(problems) == 1 else "problems"
    typer.echo(f"{len(problems)} {noun}. Nothing was stored.", err=True)
