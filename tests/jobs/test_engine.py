import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

import pytest

from bot.clock import real_now
from bot.pool import WorkerPool
from domain.calendar import BankHolidays
from domain.programme import Programme
from jobs.engine import JobEngine, JobKind
from services import workers
from services.desk import Desk
from storage import schema
from storage.engine import normalise_url
from storage.unit_of_work import Database
from tests.postgres import new_database


@pytest.fixture
async def engine(database: Database, database_url: str) -> AsyncIterator[tuple[JobEngine, list[str]]]:
    """A running engine and the jobs that it ran."""
    done: list[str] = []

    async def body(job_id: str) -> None:
        await asyncio.sleep(0)
        done.append(job_id)

    pool = WorkerPool(2)
    found = JobEngine(normalise_url(database_url), executor_id="test", pace=None, poll_seconds=0.05)
    await found.start({JobKind.DELIVER: body, JobKind.PLAN: body})
    yield found, done
    await pool.run(found.stop)
    pool.close()


async def until(wanted: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not wanted():  # noqa: ASYNC110  the engine tells nobody when a job is done
            await asyncio.sleep(0.02)


async def test_a_committed_job_runs_once_and_a_rolled_back_one_never(
    database: Database, engine: tuple[JobEngine, list[str]], now: datetime
) -> None:
    jobs, done = engine
    pool = WorkerPool(2)

    def enqueue(job_id: str, *, commit: bool) -> None:
        with database.work("system", now) as uow:
            jobs.enqueue(uow.session, job_id)
            if commit:
                uow.commit()

    await pool.run(enqueue, "lost", commit=False)
    await pool.run(enqueue, "kept", commit=True)
    await pool.run(enqueue, "kept", commit=True)
    await pool.run(enqueue, "last", commit=True)
    await until(lambda: "last" in done)
    assert sorted(done) == ["kept", "last"]
    pool.close()


async def test_finished_jobs_are_forgotten_and_never_run_again(
    database: Database, engine: tuple[JobEngine, list[str]], now: datetime
) -> None:
    jobs, done = engine
    pool = WorkerPool(2)

    def enqueue(job_id: str) -> None:
        with database.work("system", now) as uow:
            jobs.enqueue(uow.session, job_id)
            uow.commit()

    await pool.run(enqueue, "first")
    await until(lambda: done == ["first"])
    assert await pool.run(jobs.forget, now) == 0
    async with asyncio.timeout(20):
        while await pool.run(jobs.forget, real_now() + timedelta(minutes=1)) == 0:  # noqa: ASYNC110  as above
            await asyncio.sleep(0.05)
    await pool.run(enqueue, "second")
    await until(lambda: "second" in done)
    assert done == ["first", "second"]
    pool.close()


@pytest.mark.postgres
def test_only_what_silent_processes_began_is_taken_over(
    postgres: str, programme: Programme, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database.at(new_database(postgres))
    schema.upgrade(database.engine)
    desk = Desk(database, programme, BankHolidays())
    workers.beat(desk, "alive", now)
    seen: list[set[str]] = []

    def take_over(alive: set[str]) -> int:
        seen.append(alive)
        return len(alive)

    assert workers.sweep(desk, take_over) == 1
    assert seen == [{"alive"}]
    monkeypatch.setattr(workers, "SILENT_SECONDS", -1)
    assert workers.sweep(desk, take_over) == 0
    database.close()
