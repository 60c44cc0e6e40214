"""Looking at what people see: digests, the gallery, and errors in words."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import make_renderer
from bot.cli.common import Now, instant, open_desk
from bot.gallery import write_gallery
from domain.access import SYSTEM
from domain.errors import Refusal
from services import digest
from services.team import find_team
from storage.roster import load_roster
from templates.render import Renderer


def register(app: typer.Typer) -> None:
    app.command(name="digest")(show_digest)
    app.command()(gallery)


def show_digest(
    team: Annotated[str, typer.Argument(help="A team's code or name.")],
    as_print: Annotated[bool, typer.Option("--print", help="Print it as JSON; nothing is posted.")] = False,
    now: Now = None,
) -> None:
    """Show a team's weekly digest; nothing is posted."""
    desk = open_desk()
    at = instant(desk, now)
    with desk.database.read() as session:
        code = find_team(load_roster(session), SYSTEM, team)
    message = make_renderer(desk.programme).message("digest/team", digest.build(desk, code, at))
    if as_print:
        typer.echo(json.dumps({"text": message.text, "blocks": message.blocks}, indent=2, ensure_ascii=False))
    else:
        typer.echo(message.text)


def gallery(folder: Annotated[Path, typer.Argument(help="Where to write it.")]) -> None:
    """Write every message and modal with sample data, and a page to look at them all."""
    count = write_gallery(folder)
    typer.echo(f"{count} messages and modals in {folder}; open index.html there.")


def words(refusal: Refusal) -> str:
    """A refusal in the same words that people see in Slack."""
    facts = {"suggestions": [], "usages": [], "ask": [], **refusal.facts}
    return Renderer().words(f"problems/words/{refusal.code}", facts)
