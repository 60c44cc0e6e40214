"""The few ticks that every process runs. What is due is in the database, so a missed tick loses nothing."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from jobs.engine import JobEngine
from reminders.calendars import read_again
from reminders.tick import tick
from services import workers
from services.desk import Desk
from services.planning.broken import tell_of_broken
from services.planning.foreseen import tell_of_breaches
from services.ports import Calendars, Planner
from services.retention import forget_messages
from storage.engine import is_sqlite

TICK_SECONDS = 5
BEAT_SECONDS = 5
CALENDAR_MINUTES = 15
KEPT = timedelta(days=7)
"""How long finished jobs are kept for whoever looks into a problem."""


def make_scheduler(
    desk: Desk,
    jobs: JobEngine,
    run: Callable[..., Awaitable[Any]],
    now: Callable[[], datetime],
    executor_id: str,
    calendars: Calendars,
    planner: Planner,
) -> AsyncIOScheduler:
    """A scheduler with its jobs in memory only, not started yet."""
    scheduler = AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )

    async def tick_now() -> None:
        await run(tick, desk, jobs, now())

    async def beat_now() -> None:
        await run(workers.beat, desk, executor_id, now())
        await run(workers.sweep, desk, jobs.take_over)

    async def forget_old() -> None:
        await run(jobs.forget, now() - KEPT)
        await run(forget_messages, desk, now())

    async def read_calendars() -> None:
        await read_again(desk, calendars, run, now)

    async def look_ahead() -> None:
        await run(tell_of_breaches, desk, planner, now())

    async def check_booked() -> None:
        await run(tell_of_broken, desk, now())

    # Bank holidays come with the program: a new version may have declared one on a booked day. Once, right away.
    scheduler.add_job(check_booked, id="booked")
    scheduler.add_job(look_ahead, IntervalTrigger(hours=1), id="forecast")
    scheduler.add_job(read_calendars, IntervalTrigger(minutes=CALENDAR_MINUTES), id="calendars")
    scheduler.add_job(forget_old, IntervalTrigger(hours=1), id="forget")
    scheduler.add_job(tick_now, IntervalTrigger(seconds=TICK_SECONDS), id="tick")
    if not is_sqlite(desk.database.engine):
        scheduler.add_job(beat_now, IntervalTrigger(seconds=BEAT_SECONDS), id="beat")
    return scheduler
