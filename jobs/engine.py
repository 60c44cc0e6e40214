"""The port over DBOS Transact: the only module that knows it. One workflow is one job: a delivery, or a plan."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

# Before the import: without a handler of its own DBOS would add one and write to our standard error.
logging.getLogger("dbos").addHandler(logging.NullHandler())

from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions  # noqa: E402  the handler above must be there first

# Pending work is taken up only by the same version; an edit of the code must not strand it.
VERSION = "1"
LOCAL_EXECUTOR = "local"
FINISHED = ["SUCCESS", "ERROR", "CANCELLED"]
FORGET_AT_ONCE = 1000

Body = Callable[[str], Awaitable[None]]


class JobKind(StrEnum):
    """Each kind of work has a queue of its own, so that deliveries never wait behind a plan."""

    DELIVER = "deliver"
    PLAN = "plan"


_bodies: dict[JobKind, Body] = {}


@DBOS.workflow(name=JobKind.DELIVER.value)
async def _deliver(job_id: str) -> None:
    await _bodies[JobKind.DELIVER](job_id)


@DBOS.workflow(name=JobKind.PLAN.value)
async def _plan(job_id: str) -> None:
    await _bodies[JobKind.PLAN](job_id)


@dataclass(frozen=True, slots=True)
class Pace:
    """At most `starts` deliveries begin within any `seconds`, over all processes together."""

    starts: int
    seconds: float


class JobEngine:
    """Runs each enqueued job at least once, in whichever process is alive.

    `url` is the database of the unit of work, so that `enqueue` can join its transaction. On PostgreSQL every boot
    has an `executor_id` of its own; on SQLite there is one process, so it takes up its own work again.
    """

    def __init__(
        self, url: str, *, executor_id: str, pace: Pace | None, poll_seconds: float = 0.5, at_once: int = 20
    ) -> None:
        self._url = url
        self._executor_id = executor_id
        self._pace = pace
        self._poll_seconds = poll_seconds
        self._at_once = at_once
        self._client: DBOSClient | None = None

    async def start(self, bodies: Mapping[JobKind, Body]) -> None:
        """Launch on the running loop; the body of its kind is awaited for each job. One plan runs at a time."""
        _bodies.update(bodies)
        DBOS(config=self._config())
        DBOS.launch()
        await DBOS.register_queue_async(
            JobKind.DELIVER.value,
            worker_concurrency=self._at_once,
            limiter=None if self._pace is None else {"limit": self._pace.starts, "period": self._pace.seconds},
            polling_interval_sec=self._poll_seconds,
            on_conflict="always_update",
        )
        await DBOS.register_queue_async(
            JobKind.PLAN.value,
            worker_concurrency=1,
            polling_interval_sec=self._poll_seconds,
            on_conflict="always_update",
        )

    def enqueue(self, session: Session, job_id: str, kind: JobKind = JobKind.DELIVER) -> None:
        """Add a job inside the caller's transaction: it exists exactly when that commits."""
        if self._client is None:
            self._client = DBOSClient(system_database_url=self._url, lazy=True)
        options = EnqueueOptions(
            queue_name=kind.value, workflow_name=kind.value, workflow_id=job_id, app_version=VERSION
        )
        self._client.enqueue_in_transaction(session, options, job_id)

    async def pause(self, seconds: float) -> None:
        """Wait inside a job; a crash during the wait does not lose it."""
        await DBOS.sleep_async(seconds)

    def take_over(self, alive: set[str]) -> int:
        """Queue again what processes that no longer beat had begun. Returns how many. Not for SQLite."""
        return sum(self._take_over(kind, alive) for kind in JobKind)

    def _take_over(self, kind: JobKind, alive: set[str]) -> int:
        pending = DBOS.list_workflows(status="PENDING", name=kind.value, load_input=False, load_output=False)
        orphans = [w.workflow_id for w in pending if w.executor_id not in alive]
        if orphans:
            DBOS.resume_workflows(orphans, queue_name=kind.value)
        return len(orphans)

    def forget(self, before: datetime) -> int:
        """Delete finished jobs from before an instant; nothing else does. Returns how many."""
        done = DBOS.list_workflows(
            status=FINISHED,
            end_time=before.isoformat(),
            limit=FORGET_AT_ONCE,
            load_input=False,
            load_output=False,
        )
        if done:
            DBOS.delete_workflows([w.workflow_id for w in done])
        return len(done)

    def stop(self) -> None:
        """Finish what runs, then shut down. Blocks: call it off the loop."""
        if self._client is not None:
            self._client.destroy()
            self._client = None
        DBOS.destroy(workflow_completion_timeout_sec=5)
        _bodies.clear()

    def _config(self) -> DBOSConfig:
        return DBOSConfig(
            name="fsp-coordinator",
            system_database_url=self._url,
            executor_id=self._executor_id,
            application_version=VERSION,
            log_level="WARNING",
            notification_listener_polling_interval_sec=min(self._poll_seconds, 1.0),
        )
