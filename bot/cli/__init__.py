"""The command line: each call prints what it did, and exits non-zero when it could not."""

import sys

import typer
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from bot import logs
from bot.cli import busy, database, governance, group, operate, people, plan, reminders, roster, show
from bot.settings import SettingsError
from domain.errors import ProgrammeError, Refusal

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
operate.register(app)
database.register(app)
roster.register(app)
people.register(app)
plan.register(app)
busy.register(app)
group.register(app)
governance.register(app)
show.register(app)
reminders.register(app)


def main() -> None:
    """Run a call; what the person can mend is said plainly on standard error, with exit code 1."""
    logs.configure()
    try:
        app()
    except (SettingsError, ProgrammeError) as error:
        sys.exit(str(error))
    except Refusal as refusal:
        sys.exit(show.words(refusal))
    except (ArgumentError, OperationalError) as error:
        sys.exit(f"DATABASE_URL: the database can't be used: {str(error).splitlines()[0]}")
    except DatabaseError as error:
        # Only the bare class: a statement that fails is our own mistake and keeps its traceback.
        if type(error) is not DatabaseError:
            raise
        sys.exit("DATABASE_URL: the file is not a database")
    except OSError as error:
        sys.exit(f"{error.filename or ''}: {error.strerror or error}".strip(": "))
