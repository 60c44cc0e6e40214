"""What the page sends: JSON, from the page itself."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request


async def read_json(request: Request) -> dict[str, Any]:
    """The object in the body. A browser sends this type across sites only with leave, which is never given."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise HTTPException(415)
    body = await request.json()
    if not isinstance(body, dict):
        raise HTTPException(400)
    return body
