"""The few pages that people without Slack see: answering by a link. A page is shown by GET; only POST answers."""

import secrets
from collections.abc import Callable, Coroutine
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from domain import links
from domain.errors import Refusal
from services import answer_links, feeds
from services.answer_links import LinkClosed
from services.feeds import FeedLine, Meeting
from services.group import links as meeting_links
from services.invitations import Entry

if TYPE_CHECKING:
    from bot.bootstrap import Bot

log = structlog.get_logger()

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    # The address is a key: it must not stay in anybody's cache with what it showed.
    "Cache-Control": "no-store",
}
_STYLE = (Path(__file__).parent.parent / "templates" / "pages" / "style.css").read_text(encoding="utf-8")
_STATUS = {"forged": HTTPStatus.NOT_FOUND, "left": HTTPStatus.FORBIDDEN}

Handle = Callable[[Request], Coroutine[Any, Any, Response]]


def answer_routes(bot: "Bot") -> list[BaseRoute]:
    """`/answer/TOKEN`, and the style that the pages share."""

    async def ask(request: Request) -> Response:
        token = request.path_params["token"]
        if _about_meeting(token):
            asked = await bot.pool.run(meeting_links.question, bot.desk, token, bot.clock.now())
            return _page(bot, "meeting_question", asked)
        view = await bot.pool.run(answer_links.question, bot.desk, token, bot.clock.now())
        return _page(bot, "question", view)

    async def answer(request: Request) -> Response:
        token = request.path_params["token"]
        if _about_meeting(token):
            said = await bot.pool.run(meeting_links.answer, bot.desk, token, bot.clock.now())
            log.info("answered by a link", action="link", answer=said.answer)
            return _page(bot, "meeting_answered", said)
        view = await bot.pool.run(answer_links.answer, bot.desk, token, bot.clock.now())
        log.info("answered by a link", action="link", session=view.session.session_id, answer=view.answer)
        return _page(bot, "answered", view)

    return [
        Route("/answer/{token}", _kindly(bot, ask), methods=["GET"]),
        Route("/answer/{token}", _kindly(bot, answer), methods=["POST"]),
        Route("/pages.css", _style),
    ]


def _about_meeting(token: str) -> bool:
    found = links.read(token)
    return found is not None and found.claim.answer in links.MEETING


def feed_routes(bot: "Bot") -> list[BaseRoute]:
    """`/calendar/TOKEN.ics`: somebody's own calendar, for whoever has its address."""

    async def read(request: Request) -> Response:
        content = await bot.pool.run(_calendar, bot, request.path_params["token"], bot.clock.now())
        if content is None:
            return Response("There is no calendar at this address.", HTTPStatus.NOT_FOUND, headers=HEADERS)
        return Response(content, headers=HEADERS, media_type="text/calendar")

    return [Route("/calendar/{token}.ics", read)]


def _calendar(bot: "Bot", token: str, now: datetime) -> bytes | None:
    found = feeds.lines(bot.desk, token, now)
    if found is None:
        return None
    entries = [Entry(one.uid, one.sequence, one.starts_at, one.minutes, _summary(bot, one)) for one in found]
    return feeds.file(entries, now)


def _summary(bot: "Bot", line: FeedLine) -> str:
    return bot.renderer.words(f"calendar/{'meeting' if isinstance(line.about, Meeting) else 'session'}", line.about)


def _kindly(bot: "Bot", handle: Handle) -> Handle:
    """Whatever goes wrong becomes a page that says what to do."""

    async def handled(request: Request) -> Response:
        try:
            return await handle(request)
        except LinkClosed as closed:
            reason = str(closed.facts["reason"])
            log.info("a link was closed", action="link", reason=reason)
            return _page(bot, "closed", closed.facts, _STATUS.get(reason, HTTPStatus.GONE))
        except Refusal as refusal:
            # What the person may not do any more, as by a roster that changed: the link is no use to them.
            log.info("a link was refused", action="link", code=refusal.code)
            return _page(bot, "closed", {"reason": "refused", "session": None}, HTTPStatus.FORBIDDEN)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("failed", action="link", reference=reference)
            return _page(bot, "trouble", {"reference": reference}, HTTPStatus.SERVICE_UNAVAILABLE)

    return handled


def _page(bot: "Bot", name: str, view: object, status: HTTPStatus = HTTPStatus.OK) -> Response:
    text = bot.renderer.page(f"pages/{name}", view)
    return Response(text, status, headers=HEADERS, media_type="text/html")


async def _style(_request: Request) -> Response:
    return Response(_STYLE, headers={"X-Content-Type-Options": "nosniff"}, media_type="text/css")
