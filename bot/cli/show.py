"""Looking at what people see: digests, the gallery, and errors in words."""

from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import make_renderer
from bot.cli.common import AsJson, Now, instant, open_desk, print_json
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
    as_print: Annotated[bool, typer.Option("--print", help="Print it; nothing is posted.")] = True,  # noqa: ARG001  printing is all it does so far
    now: Now = None,
    as_json: AsJson = False,
) -> None:
    """Print a team's weekly digest as its channel would see it; nothing is posted."""
    desk = open_desk()
    at = instant(desk, now)
    with desk.database.read() as session:
        code = find_team(load_roster(session), SYSTEM, team)
    message = make_renderer(desk.programme).message("digest/team", digest.build(desk, code, at))
    if as_json:
        print_json({"surface": "message", "text": message.text, "blocks": message.blocks})
        return
    for block in message.blocks:
        typer.echo(block["text"]["text"].replace("*", ""))


def gallery(folder: Annotated[Path, typer.Argument(help="Where to write it.")]) -> None:
    """Write every message and modal with sample data, and a page to look at them all."""
    count = write_gallery(folder)
    typer.echo(f"{count} messages and modals in {folder}; open index.html there.")


def words(refusal: Refusal) -> str:
    """A refusal in the same words that people see in Slack."""
    facts = {"suggestions": [], "usages": [], "ask": [], **refusal.facts}
    return Renderer().words(f"problems/words/{refusal.code}", facts)
