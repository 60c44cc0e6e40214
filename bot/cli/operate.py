"""Running and looking after the installation: run, doctor, manifest."""

import json
import signal
import socket
import sys
from typing import Annotated

import typer
import uvicorn

from bot.bootstrap import Bot, make_desk
from bot.cli.common import Now, instant, warn
from bot.clock import Clock
from bot.manifest import manifest
from bot.prepare import prepare, resume_practice_clock
from bot.settings import Settings, SettingsError, load_settings
from domain.access import SYSTEM
from services import findings
from services.desk import Desk
from services.without_slack import without_slack
from storage import audit, schema


def register(app: typer.Typer) -> None:
    app.command()(run)
    app.command()(doctor)
    app.command(name="manifest")(show_manifest)


def run(
    worker: Annotated[bool, typer.Option("--worker", help="Deliver and remind only; take no requests.")] = False,
) -> None:
    """Start the bot."""
    settings = load_settings()
    if not settings.practice and (missing := settings.missing_for_slack()):
        raise SettingsError(missing)
    desk = make_desk(settings)
    prepare(settings, desk)
    clock = resume_practice_clock(desk) if settings.practice else Clock()
    bot = Bot(settings, desk, clock, worker_only=worker)
    # uvicorn raises the signal again after a clean stop; the exit code is then 0, not -15.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    listener = _listen(settings, worker=worker)
    host, port = listener.getsockname()[:2]
    if settings.practice:
        warn(f"Practice workspace: http://{host}:{port}/  (stop with Ctrl-C)")
    server = uvicorn.Server(
        uvicorn.Config(bot.web(), log_level="warning", access_log=False, timeout_graceful_shutdown=10, lifespan="on")
    )
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        return


def doctor(now: Now = None) -> None:
    """Check settings, programme, database and roster, and say what to do."""
    settings = load_settings()
    desk = make_desk(settings)
    wrong = 0
    for name, problem in _diagnose(settings, desk, now):
        typer.echo(f"{'ok  ' if problem is None else 'LOOK'}  {name}{'' if problem is None else ': ' + problem}")
        wrong += problem is not None
    raise typer.Exit(1 if wrong else 0)


def show_manifest(
    url: Annotated[str, typer.Option(help="Where Slack sends requests.")] = "https://fsp.example.org/slack/events",
) -> None:
    """Print the Slack app's manifest."""
    typer.echo(json.dumps(manifest(url), indent=2, ensure_ascii=False))


def _listen(settings: Settings, *, worker: bool) -> socket.socket:
    """Bind before anything starts, so that a port in use is said plainly. A worker takes any free port."""
    listener = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, 0 if worker else settings.port))
    except OSError as error:
        listener.close()
        problem = f"{settings.port} on {settings.host} can't be used: {error.strerror}; choose another"
        raise SettingsError((("PORT", problem),)) from error
    return listener


def _diagnose(settings: Settings, desk: Desk, now: str | None) -> list[tuple[str, str | None]]:
    state = schema.state(desk.database.engine)
    ready = state is schema.SchemaState.CURRENT
    found: list[tuple[str, str | None]] = [
        (f"programme {desk.programme.name}", None),
        ("database", None if ready else f"its tables are {state.value}; run: python -m bot db upgrade"),
    ]
    if not settings.practice:
        found += [(name, problem) for name, problem in settings.missing_for_slack()]
    if ready:
        with desk.database.read() as session:
            broken = audit.first_broken(session)
        found.append(("audit trail", None if broken is None else f"row {broken} was altered or one before it is gone"))
        found.append(_mail(desk, without_slack(desk, instant(desk, now))))
        count = len(findings.overview(desk, SYSTEM, instant(desk, now)).findings)
        found.append(("roster", None if count == 0 else f"{count} findings; type /fsp findings"))
    return found


def _mail(desk: Desk, count: int) -> tuple[str, str | None]:
    if count and not desk.reach.mail:
        return "mail", f"nothing reaches the {count} people without Slack; set SMTP_HOST and MAIL_FROM"
    links = "" if desk.reach.links or not count else ", who can't answer: set PUBLIC_URL for links"
    return f"mail to {count} people without Slack{links}", None
