"""Meeting somebody whom the roster does not know by their Slack user: offer the link, or say whom to ask."""

from collections.abc import Mapping
from typing import Any

from commands.call import Call, Edge
from commands.registry import Press, text
from services import people
from services.ports import Courier


async def introduce(edge: Edge, body: Mapping[str, Any]) -> None:
    """Offer the person the roster takes them for. Raises `NotLinked` when there is nobody to offer."""
    user = _user(body)
    profile = await edge.courier.profile(user)
    offer = await edge.run(people.offer_link, edge.desk, profile, edge.now())
    message = edge.renderer.message("people/offer", offer)
    if body.get("response_url"):
        await edge.courier.respond(str(body["response_url"]), message)
    else:
        await edge.courier.send_direct(user, message)


async def accept(edge: Edge, courier: Courier, user: str, response_url: str, staff_id: str) -> None:
    """The person says: yes, that's me."""
    profile = await courier.profile(user)
    linked = await edge.run(people.confirm_link, edge.desk, profile, staff_id, edge.now())
    await courier.respond(response_url, edge.renderer.message("people/linked", linked), replace=True)


def _user(body: Mapping[str, Any]) -> str:
    return str(body.get("user_id") or body["user"]["id"])


__all__ = ["Call", "Press", "accept", "introduce", "text"]
