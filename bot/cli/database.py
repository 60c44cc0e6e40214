"""`db`: bringing a database up to date, and copying it to a file and back."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import make_desk
from bot.prepare import mark
from bot.settings import load_settings
from storage import backup as copies
from storage import schema

db = typer.Typer(no_args_is_help=True, help="The database.")


def register(app: typer.Typer) -> None:
    app.add_typer(db, name="db")


@db.command()
def upgrade() -> None:
    """Bring the database to this program's version."""
    settings = load_settings()
    desk = make_desk(settings)
    schema.upgrade(desk.database.engine)
    mark(settings, desk)
    typer.echo("The database is up to date.")


@db.command()
def backup(file: Annotated[Path, typer.Argument(help="A new file to write.")]) -> None:
    """Copy the database to a file; the bot may go on running."""
    desk = make_desk(load_settings())
    try:
        copies.backup(desk.database.engine, file)
    except copies.BackupRefused as refused:
        sys.exit(str(refused))
    typer.echo(f"The database is in {file}. It holds staff data: keep it as safe as the database.")


BackupFile = Annotated[Path, typer.Argument(help="A file that `db backup` wrote.", exists=True, dir_okay=False)]


@db.command()
def restore(file: BackupFile) -> None:
    """Fill an empty database from a backup. Stop the bot first."""
    desk = make_desk(load_settings())
    try:
        copies.restore(desk.database.engine, file)
    except copies.BackupRefused as refused:
        sys.exit(str(refused))
    older = schema.state(desk.database.engine) is schema.SchemaState.OLDER
    typer.echo(f"{file} is restored.{' Now run: python -m bot db upgrade' if older else ''}")
