"""Meeting somebody whom the roster does not know by their Slack user: offer the link, or say whom to ask."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck

from commands.call import Edge
from services import people

ACCEPT = "people.accept"


def accept_listener(edge: Edge) -> Callable[..., Awaitable[None]]:
    """The one button that somebody may press who is not known yet."""

    async def listener(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        profile = await edge.courier.profile(body["user"]["id"])
        staff_id = body["actions"][0]["value"]
        linked = await edge.run(people.confirm_link, edge.desk, profile, staff_id, edge.now())
        await edge.courier.respond(body["response_url"], edge.renderer.message("people/linked", linked), replace=True)

    return listener


async def introduce(edge: Edge, body: Mapping[str, Any]) -> None:
    """Offer the person the roster takes them for. Raises `NotLinked` when there is nobody to offer."""
    user = str(body.get("user_id") or body["user"]["id"])
    profile = await edge.courier.profile(user)
    offer = await edge.run(people.offer_link, edge.desk, profile, edge.now())
    message = edge.renderer.message("people/offer", offer)
    if body.get("response_url"):
        await edge.courier.respond(str(body["response_url"]), message)
    else:
        await edge.courier.send_direct(user, message)
