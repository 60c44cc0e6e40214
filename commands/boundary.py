"""The one error boundary: what people can act on is said plainly, anything else gets a reference that is in the log."""

import secrets
from collections.abc import Mapping
from typing import Any

import structlog

from commands.call import Edge
from commands.introduce import introduce
from domain.errors import NotLinked, Refusal
from services.ports import CourierError

log = structlog.get_logger()


async def answer_error(edge: Edge, error: Exception, body: Mapping[str, Any]) -> None:
    """Tell the person who asked what went wrong and what they can do."""
    try:
        if isinstance(error, NotLinked) and error.facts.get("reason") == "unknown":
            await introduce(edge, body)
            return
    except Exception as second:  # noqa: BLE001  whatever goes wrong on the way is answered like anything else
        error = second
    if isinstance(error, Refusal):
        log.info("refused", action="boundary", code=error.code)
        await _say(edge, body, f"problems/{error.code}", error.facts)
        return
    reference = secrets.token_hex(4)
    log.error("failed", action="boundary", reference=reference, exc_info=error)
    await _say(edge, body, "problems/unexpected", {"reference": reference})


async def _say(edge: Edge, body: Mapping[str, Any], template: str, facts: Mapping[str, object]) -> None:
    message = edge.renderer.message(template, facts)
    try:
        if body.get("response_url"):
            await edge.courier.respond(str(body["response_url"]), message)
        elif isinstance(body.get("user"), Mapping):
            await edge.courier.send_direct(str(body["user"]["id"]), message)
    except CourierError as failed:
        log.warning("the answer did not go", action="boundary", code=failed.code)
