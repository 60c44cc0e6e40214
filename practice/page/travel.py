"""Moving the practice clock from the page."""

from datetime import datetime
from typing import Any

from practice.clock import jump, parse_local
from practice.errors import ApiError
from practice.workspace import Journey, Workspace


async def move_clock(workspace: Workspace, body: dict[str, Any]) -> dict[str, Any]:
    """Body: `by` (hour, morning, day, week) or `to` (`2020-05-04T08:00`, London). Gives `sent`, the deliveries."""
    if workspace.journey is not None and workspace.journey.running:
        raise ApiError("already_moving")
    now = workspace.clock.now()
    to = _destination(now, body)
    journey = workspace.journey = Journey(to=to, at=now)

    def progress(at: datetime, sent: int) -> None:
        journey.at, journey.sent = at, sent

    try:
        journey.sent = await workspace.clock.travel(to, progress)
        journey.at = to
    except ValueError as error:
        journey.problem = "in_the_past"
        raise ApiError("in_the_past") from error
    finally:
        journey.running = False
        workspace.changes.add()
    return {"sent": journey.sent}


def _destination(now: datetime, body: dict[str, Any]) -> datetime:
    try:
        return jump(now, str(body["by"])) if body.get("by") else parse_local(str(body["to"]))
    except (KeyError, ValueError) as error:
        raise ApiError("invalid_arguments", ["to: a day and a time"]) from error
