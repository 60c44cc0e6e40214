"""Puts the practice workspace together as a web application to mount at `/practice`."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urljoin

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import BaseRoute, Route
from starlette.routing import Mount as Folder
from starlette.staticfiles import StaticFiles

from practice.api import door, fault_routes, response
from practice.clock import ClockControl
from practice.guard import LoopbackGuard
from practice.mailbox import Mailbox, PracticeReader
from practice.modals import Modals
from practice.outbound import BotLine
from practice.page import mail as page_mail
from practice.page import routes as page_routes
from practice.page import state as page_state
from practice.people import Directory, PracticeChannel, PracticeUser
from practice.store import Store
from practice.tickets import ResponseLinks, TriggerDesk
from practice.workspace import Changes, Workspace

STATIC = Path(__file__).parent / "static"


def create_practice(
    *,
    users: Sequence[PracticeUser],
    channels: Sequence[PracticeChannel],
    commands: Sequence[Mapping[str, str]],
    signing_secret: str,
    bot_token: str,
    events_url: str,
    store_path: Path | str,
    clock: ClockControl,
    wall_seconds: Callable[[], float],
    service_name: str,
    readers: Sequence[PracticeReader] = (),
) -> Starlette:
    """The workspace, to be mounted at `/practice` of the server that answers `events_url`.

    `commands` are the manifest's entries (command, description, usage_hint). `wall_seconds` is real Unix time, which
    signatures and expiry follow; messages are dated by `clock`. `store_path` may be `:memory:`. `readers` have
    no Slack and get mail. The parts are in `state.workspace`. It holds no task of its own and needs no lifespan.
    """
    changes = Changes(int(wall_seconds() * 1000))
    workspace = Workspace(
        service_name=service_name,
        bot_token=bot_token,
        commands=tuple(commands),
        directory=Directory(users, channels),
        clock=clock,
        wall_seconds=wall_seconds,
        bot=BotLine(events_url, signing_secret, wall_seconds),
        changes=changes,
        store=Store(store_path, changes.add),
        mailbox=Mailbox(store_path, changes.add),
        readers=tuple(readers),
        modals=Modals(changes.add),
        triggers=TriggerDesk(wall_seconds),
        links=ResponseLinks(urljoin(events_url, "/practice/response/"), wall_seconds),
    )
    app = Starlette(routes=_routes(), middleware=[Middleware(LoopbackGuard)])
    app.state.workspace = workspace
    return app


def _routes() -> list[BaseRoute]:
    return [
        Route("/", _page),
        Route("/api/{method}", door.answer, methods=["GET", "POST"]),
        Route("/response/{name}", response.respond, methods=["POST"]),
        *page_state.ROUTES,
        *page_routes.ROUTES,
        *page_mail.ROUTES,
        *fault_routes.ROUTES,
        Folder("/static", StaticFiles(directory=STATIC)),
    ]


async def _page(_request: Request) -> FileResponse:
    return FileResponse(STATIC / "index.html")
