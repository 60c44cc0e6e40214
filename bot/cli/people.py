"""The first administrator, and links that Slack itself can't tell."""

from typing import Annotated

import typer

from bot.cli.common import Now, instant, open_desk, operator
from domain.access import GRANTED_ROLES, Role
from domain.errors import NotFound
from services import people


def register(app: typer.Typer) -> None:
    app.command()(grant)
    app.command()(link)


def grant(
    staff_id: Annotated[str, typer.Argument(help="Their staff id in the roster.")],
    role: Annotated[str, typer.Argument(help=", ".join(r.value for r in GRANTED_ROLES))],
    now: Now = None,
) -> None:
    """Give a role that the roster does not give by itself."""
    desk = open_desk()
    if role not in {r.value for r in GRANTED_ROLES}:
        raise NotFound(what="role", typed=role, suggestions=[r.value for r in GRANTED_ROLES])
    name = people.grant(desk, operator(), staff_id, Role(role), instant(desk, now))
    typer.echo(f"{name} is {role.replace('_', ' ')} now.")


def link(
    staff_id: Annotated[str, typer.Argument(help="Their staff id in the roster.")],
    slack_user_id: Annotated[str, typer.Argument(help="Their member id in Slack, such as U012AB3CD.")],
    now: Now = None,
) -> None:
    """Say who a Slack user is."""
    desk = open_desk()
    linked = people.link(desk, operator(), slack_user_id, staff_id, instant(desk, now))
    typer.echo(f"{linked.name} is linked now.")
