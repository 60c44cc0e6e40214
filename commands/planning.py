"""Doing the planning runs, and bringing the answer to everybody who waits for it."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from commands.call import Run
from domain.errors import Refusal
from jobs.child import Stopped
from services import people
from services.desk import Desk
from services.planning import execute, proposals, runs
from services.planning.runs import Finished
from services.ports import Courier, CourierError, Planner
from storage.tables import RunState
from templates.render import Message, Renderer

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class PlanWorker:
    """The body of every planning job."""

    desk: Desk
    renderer: Renderer
    courier: Courier
    run: Run
    now: Callable[[], datetime]
    planner: Planner

    async def work(self, run_id: str) -> None:
        """Do one run and answer. A run that a shutdown stops stays pending and begins again on the next start."""
        reference = None
        try:
            finished = await self.run(execute.execute, self.desk, self.planner, run_id, self.now)
        except Stopped:
            if self.planner.closed:
                await asyncio.Event().wait()
            finished = await self.run(runs.give_up, self.desk, run_id, "stopped", self.now())
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("a plan failed", action="plan", run=run_id, reference=reference)
            finished = await self.run(runs.give_up, self.desk, run_id, "unexpected", self.now())
        log.info("plan finished", action="plan", run=run_id, state=finished.state.value, problem=finished.problem)
        for reply in finished.replies:
            message = await self._message(finished, reply, reference)
            await self._answer(reply, message)

    async def _message(self, finished: Finished, reply: Mapping[str, Any], reference: str | None) -> Message:
        if reference is not None:
            return self.renderer.message("problems/unexpected", {"reference": reference})
        if finished.state is RunState.CANCELLED:
            return self.renderer.message("supervision/plan_stopped", finished.month)
        if finished.state is RunState.FAILED:
            code = "nothing_to_do" if finished.problem == "nothing_to_do" else "stale"
            return self.renderer.message(f"problems/{code}", {"what": "plan"})
        try:
            actor = await self.run(people.identify, self.desk, reply["user"], self.now())
            view = await self.run(proposals.proposal, self.desk, actor, finished.month)
        except Refusal as error:
            return self.renderer.message(f"problems/{error.code}", error.facts)
        return self.renderer.message("supervision/proposal", view)

    async def _answer(self, reply: Mapping[str, Any], message: Message) -> None:
        """Where it was asked while Slack still takes answers there; else, or when that fails, as a direct message."""
        try:
            if self.now() < datetime.fromisoformat(reply["until"]):
                try:
                    await self.courier.respond(reply["response_url"], message)
                except CourierError:
                    pass
                else:
                    return
            await self.courier.send_direct(reply["user"], message)
        except CourierError as error:
            log.warning("the proposal did not go", action="plan", code=error.code)
