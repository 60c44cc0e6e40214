"""Actions, the register, decisions and posts from the command line: as JSON, or as a CSV file."""

import csv
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import AsJson, Now, instant, open_desk, print_json
from services.desk import Desk
from services.governance import export
from services.governance.export import Row

governance = typer.Typer(no_args_is_help=True, help="Actions, risks, decisions and posts: as JSON or a CSV file.")

Csv = Annotated[Path | None, typer.Option("--csv", help="Write them to this file.")]


def register(app: typer.Typer) -> None:
    app.add_typer(governance, name="governance")


@governance.command()
def actions(csv_file: Csv = None, now: Now = None, as_json: AsJson = False) -> None:
    """Every action, open or settled."""
    _give("actions", export.actions, csv_file, now, as_json=as_json)


@governance.command()
def risks(csv_file: Csv = None, now: Now = None, as_json: AsJson = False) -> None:
    """The register of risks, issues and early warnings, open or closed."""
    _give("risks", export.risks, csv_file, now, as_json=as_json)


@governance.command()
def decisions(csv_file: Csv = None, now: Now = None, as_json: AsJson = False) -> None:
    """What boards were asked, and what they decided."""
    _give("decisions", export.decisions, csv_file, now, as_json=as_json)


@governance.command()
def posts(csv_file: Csv = None, now: Now = None, as_json: AsJson = False) -> None:
    """The funded posts."""
    _give("posts", export.posts, csv_file, now, as_json=as_json)


def _give(
    noun: str, read: Callable[[Desk, datetime], list[Row]], file: Path | None, now: str | None, *, as_json: bool
) -> None:
    desk = open_desk()
    rows = read(desk, instant(desk, now))
    if file is not None:
        write_csv(file, rows)
    if as_json:
        print_json({noun: rows})
    elif file is not None:
        typer.echo(f"{len(rows)} {noun} in {file}")
    else:
        for row in rows:
            typer.echo("  ".join(str(value) for value in row.values() if value not in (None, "")))


def write_csv(file: Path, rows: Sequence[Row]) -> None:
    """UTF-8 with a mark, which spreadsheets need to read it right."""
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(rows[0] if rows else [])
        writer.writerows([_safe(value) for value in row.values()] for row in rows)


def _safe(value: str | int | None) -> str | int | None:
    """A text that a spreadsheet would take for a formula is kept a text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value
