"""Fourteen months of the whole county on a simulated clock: nothing missed, nothing twice, nothing at the wrong hour.

The bot's own tick runs at random moments, twice at some of them, as two processes would. Whatever it stores is compared
with what another run with other moments stored, and each message with its recipient's own working days.
"""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, col, select

from benchmarks.support import ROOT, table
from bot import logs
from domain.calendar import BankHolidays, is_working_day, local, to_local
from domain.programme import parse_programme
from domain.reminders.own_days import in_own_hours, works
from domain.roster import Person, Roster
from domain.supervision.states import SessionState
from jobs.engine import JobKind
from reminders.tick import tick
from services import installation
from services.desk import Desk
from services.importing import import_folder
from services.ports import Jobs
from services.reach import Reach
from storage import schema
from storage.roster import load_roster
from storage.tables import DeliveryRow, GroupOccurrenceRow, OccurrenceState, SessionRow
from storage.unit_of_work import Database

FIRST, LAST = date(2020, 4, 27), date(2021, 6, 27)
KIND = "professional"
COMING, ASKED = "supervision_coming", "supervision_held"
LONGEST_STEP = 15.0
"""Hours from one tick to the next at most: far longer than a bot that runs, far shorter than a lead time."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one run. `wrong` are messages outside sending hours or on a day their reader does not work."""

    keys: frozenset[tuple[str, datetime]]
    sessions: int
    unasked: int
    unannounced: int
    wrong: tuple[str, ...]
    ticks: int
    seconds: float

    def differing(self, other: "Told") -> list[str]:
        """Keys in one run only. Whether something was overdue is judged by the tick, whose moments differ here."""
        return sorted(key for key, _ in self.keys ^ other.keys if not key.startswith("overdue:"))


class NoJobs(Jobs):
    """Nothing is sent: what the tick stores is what counts."""

    def enqueue(self, session: Session, job_id: str, kind: JobKind = JobKind.DELIVER) -> None: ...


def main() -> str:
    logs.configure()
    one, other = simulate(FIRST, LAST, seed=1), simulate(FIRST, LAST, seed=2)
    rows = [
        ["messages", f"{len(one.keys)}", ""],
        ["sessions, all announced and asked about", f"{one.sessions}", ""],
        ["sessions not announced", f"{one.unannounced}", "0"],
        ["sessions not asked about", f"{one.unasked}", "0"],
        ["in one run and not in the other", f"{len(one.differing(other))}", "0"],
        ["overdue in one run only: a tick hours late saw a session begun", f"{len(one.keys ^ other.keys)}", ""],
        ["outside sending hours, or on a day off", f"{len(one.wrong)}", "0"],
        ["ticks", f"{one.ticks}", ""],
        ["seconds", f"{one.seconds:.0f}", "60"],
    ]
    return table(f"Fourteen months, {FIRST:%-d %B %Y} to {LAST:%-d %B %Y}", ["what", "found", "goal"], rows)


def simulate(first: date, last: date, seed: int) -> Told:
    """Run the county from `first` to `last`. The same days give the same sessions, whatever the seed of the ticks."""
    with tempfile.TemporaryDirectory() as folder:
        desk = _desk(Path(folder), first)
        _book(desk, first, last)
        chance = random.Random(seed)
        start, ticks = time.perf_counter(), 0
        now, end = local(first, clock_time(), desk.zone), local(last, clock_time(), desk.zone)
        tick(desk, NoJobs(), now)
        while now < end:
            now = min(now + timedelta(hours=chance.uniform(0.5, LONGEST_STEP)), end)
            _held(desk, now)
            for _ in range(chance.choice((1, 1, 1, 2))):
                tick(desk, NoJobs(), now)
                ticks += 1
        seconds = time.perf_counter() - start
        found = _told(desk, first, last, ticks, seconds)
        desk.database.close()
    return found


def _desk(folder: Path, first: date) -> Desk:
    programme = parse_programme((ROOT / "programmes" / "oxfordshire.toml").read_text(encoding="utf-8"), "programme")
    database = Database.at(f"sqlite:///{folder / 'months.db'}")
    schema.upgrade(database.engine)
    at = datetime.combine(first, clock_time(), tzinfo=UTC)
    import_folder(database, programme, ROOT / "practice" / "sample", actor_id="system", now=at)
    desk = Desk(database, programme, BankHolidays(), Reach(mail=True))
    installation.ensure(desk, practice=False, now=at)
    return desk


def _book(desk: Desk, first: date, last: date) -> None:
    """A session a month for everybody who has a supervisor, and each team's meeting every other week."""
    entered = local(first, clock_time(), desk.zone) - timedelta(days=1)
    with desk.database.read() as session:
        roster = load_roster(session)
    with desk.database.engine.begin() as connection:
        connection.execute(sa.insert(SessionRow), list(_sessions(desk, roster, first, last, entered)))
        connection.execute(sa.insert(GroupOccurrenceRow), list(_meetings(desk, roster, first, last)))


def _sessions(desk: Desk, roster: Roster, first: date, last: date, entered: datetime) -> Iterator[dict[str, object]]:
    for number, ((staff_id, kind), boss_id) in enumerate(sorted(roster.supervisors.items())):
        person, boss = roster.people.get(staff_id), roster.people.get(boss_id)
        if kind != KIND or person is None or boss is None:
            continue
        day = first + timedelta(days=number % 28)
        while day < last:
            on = next((d for d in _days(day, 14) if _both(desk, roster, person, boss, d)), None)
            if on is not None:
                yield {
                    "id": f"{staff_id}-{on.isoformat()}",
                    "staff_id": staff_id,
                    "supervisor_id": boss_id,
                    "kind": KIND,
                    "starts_at": local(on, clock_time(10 + number % 5), desk.zone),
                    "minutes": 90,
                    "state": SessionState.CONFIRMED,
                    "source": "plan",
                    "entered_at": entered,
                    "entered_by": "system",
                }
            day += timedelta(days=28)


def _days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(count)]


def _both(desk: Desk, roster: Roster, one: Person, other: Person, day: date) -> bool:
    return works(roster, desk.holidays, one, day) and works(roster, desk.holidays, other, day)


def _meetings(desk: Desk, roster: Roster, first: date, last: date) -> Iterator[dict[str, object]]:
    for number, code in enumerate(roster.teams):
        day = first + timedelta(days=number % 10 + number % 10 // 5 * 2)
        while day < last:
            if not desk.holidays.is_holiday(day):
                yield {
                    "id": f"{code}-{day.isoformat()}",
                    "team_code": code,
                    "starts_at": local(day, clock_time(13, 30), desk.zone),
                    "minutes": 150,
                    "state": OccurrenceState.PLANNED,
                    "order_fixed": False,
                }
            day += timedelta(days=14)


def _held(desk: Desk, now: datetime) -> None:
    """People answer three nights after: until then the question stands."""
    with desk.database.engine.begin() as connection:
        before = col(SessionRow.starts_at) < local(desk.today(now) - timedelta(days=3), clock_time(), desk.zone)
        connection.execute(sa.update(SessionRow).where(before).values(state=SessionState.HELD))


def _told(desk: Desk, first: date, last: date, ticks: int, seconds: float) -> Told:
    margin = timedelta(days=8)
    begins, ends = (local(day, clock_time(), desk.zone) for day in (first + margin, last - margin))
    with desk.database.read() as session:
        roster = load_roster(session)
        rows = session.exec(select(DeliveryRow)).all()
        booked = [
            row for row in session.exec(select(SessionRow)) if row.source == "plan" and begins < row.starts_at < ends
        ]
    coming, asked = (Counter(row.subject for row in rows if row.kind == kind) for kind in (COMING, ASKED))
    return Told(
        # A notice is told by the tick that found it and has a number of its own; all else has one key and one instant.
        keys=frozenset((row.key, row.due_at) for row in rows if not row.key.startswith("notice:")),
        sessions=len(booked),
        unasked=sum(asked[row.id] != 1 for row in booked),
        unannounced=sum(not coming[row.id] for row in booked),
        wrong=tuple(row.key for row in rows if not _may_be_written_to(desk, roster, row)),
        ticks=ticks,
        seconds=seconds,
    )


def _may_be_written_to(desk: Desk, roster: Roster, row: DeliveryRow) -> bool:
    rules = desk.programme.reminders
    if row.staff_id is None:
        return is_working_day(to_local(row.due_at, desk.zone).date(), desk.holidays)
    return in_own_hours(rules, desk.zone, roster, desk.holidays, roster.people[row.staff_id], row.due_at)


if __name__ == "__main__":
    print(main())
