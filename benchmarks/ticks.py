"""One tick over 10,000 sessions and over 1,000,000, past and to come: it looks only at the few that are near."""

import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, select

from benchmarks.support import ROOT, table
from bot import logs
from domain.calendar import BankHolidays
from domain.programme import parse_programme
from domain.supervision.states import SessionState
from jobs.engine import JobKind
from reminders.tick import tick
from services import installation
from services.desk import Desk
from services.importing import import_folder
from services.ports import Jobs
from storage import schema
from storage.tables import PersonRow, SessionRow
from storage.unit_of_work import Database
from tests.postgres import new_database, server_url

NOW = datetime(2020, 4, 27, 8, 0, tzinfo=UTC)
NEAR = 260
"""Sessions of one month, as a county has them: what a tick is about. All others lie years away, on both sides."""
SIZES = (10_000, 1_000_000)
TICKS = 40
AT_ONCE = 5_000


class NoJobs(Jobs):
    """Nothing is sent."""

    def enqueue(self, session: Session, job_id: str, kind: JobKind = JobKind.DELIVER) -> None: ...


def main() -> str:
    # Its lines belong on standard error, not between the tables.
    logs.configure()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        for how in ("SQLite", "PostgreSQL"):
            urls = [
                f"sqlite:///{Path(name) / f'{size}.db'}" if how == "SQLite" else new_database(server_url())
                for size in SIZES
            ]
            few, many = _ticks([_filled(url, size) for url, size in zip(urls, SIZES, strict=True)])
            rows.append([how, f"{1000 * few:.1f}", f"{1000 * many:.1f}", f"{many / few:.2f}", "1.2"])
    head = ["", *(f"{size:,} sessions (ms)" for size in SIZES), "ratio", "goal at most"]
    return table("A tick, median", head, rows)


def _filled(url: str, size: int) -> Desk:
    desk = _desk(url)
    with desk.database.engine.begin() as connection:
        for first in range(0, size, AT_ONCE):
            connection.execute(sa.insert(SessionRow), [_session(n, size) for n in range(first, first + AT_ONCE)])
        connection.execute(sa.text("ANALYZE"))
    tick(desk, NoJobs(), NOW)
    return desk


def _ticks(desks: list[Desk]) -> list[float]:
    """The median seconds of a tick of each, five minutes apart; in turn, so that a busy machine slows both alike."""
    took: list[list[float]] = [[] for _ in desks]
    for number in range(1, TICKS + 1):
        for desk, seconds in zip(desks, took, strict=True):
            start = time.perf_counter()
            tick(desk, NoJobs(), NOW + timedelta(minutes=5 * number))
            seconds.append(time.perf_counter() - start)
    for desk in desks:
        desk.database.close()
    return [statistics.median(seconds) for seconds in took]


def _desk(url: str) -> Desk:
    programme = parse_programme((ROOT / "programmes" / "oxfordshire.toml").read_text(encoding="utf-8"), "programme")
    database = Database.at(url)
    schema.upgrade(database.engine)
    import_folder(database, programme, ROOT / "practice" / "sample", actor_id="system", now=NOW)
    desk = Desk(database, programme, BankHolidays())
    installation.ensure(desk, practice=False, now=NOW)
    with database.read() as session:
        PEOPLE[:] = sorted(session.exec(select(PersonRow.staff_id)))
    return desk


PEOPLE: list[str] = []


def _session(number: int, size: int) -> dict[str, object]:
    """The first are this month's; half of the others lie in the past, half in the future, none within a year."""
    minutes = 90 * (number // len(PEOPLE))
    if number < NEAR:
        at = NOW + timedelta(days=number % 28, minutes=number)
    elif number < (NEAR + size) // 2:
        at = NOW - timedelta(days=365, minutes=minutes)
    else:
        at = NOW + timedelta(days=365, minutes=minutes)
    return {
        "id": f"{number:032}",
        "staff_id": PEOPLE[number % len(PEOPLE)],
        "supervisor_id": PEOPLE[(number + 1) % len(PEOPLE)],
        "kind": "professional",
        "starts_at": at,
        "minutes": 90,
        "state": SessionState.HELD if at < NOW else SessionState.CONFIRMED,
        "source": "plan",
        "entered_at": NOW - timedelta(days=3650),
        "entered_by": "system",
    }


if __name__ == "__main__":
    print(main())
