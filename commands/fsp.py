"""`/fsp`: help, what the roster shows, and telling the bot who a Slack user is."""

import re
from dataclasses import dataclass
from datetime import date

from commands import preferences
from commands.call import Call
from commands.registry import Noun, Verb, nothing
from domain.errors import BadValue
from services import findings, people


@dataclass(frozen=True, slots=True)
class LinkRequest:
    slack_user_id: str
    staff_id: str


_LINK = re.compile(r"<@(?P<user>[UW][A-Z0-9]+)(?:\|[^>]*)?>\s+(?P<staff>\S+)")


def parse_link(typed: str, _today: date) -> LinkRequest:
    match = _LINK.fullmatch(typed.strip())
    if match is None:
        raise BadValue(what="link", typed=typed, example="/fsp link @somebody C1234, where C1234 is their staff id")
    return LinkRequest(match["user"], match["staff"])


async def show_help(call: Call, _request: None) -> None:
    await call.reply("fsp/help", call.edge.commands)


async def show_findings(call: Call, _request: None) -> None:
    await call.reply("fsp/findings", await call.ask(findings.overview, call.now))


async def link(call: Call, request: LinkRequest) -> None:
    view = await call.ask(people.link, request.slack_user_id, request.staff_id, call.now)
    await call.reply("people/linked_by", view)


NOUN = Noun(
    command="/fsp",
    summary="Help, and what the administrator needs",
    hint="help | preferences | findings | link",
    verbs=(
        Verb("help", "help", "shows everything you can type", nothing, show_help),
        Verb("", "", "shows everything you can type", nothing, show_help),
        *preferences.VERBS,
        Verb("findings", "findings", "shows what somebody should look at in the roster", nothing, show_findings),
        Verb("link", "link @somebody C1234", "tells the bot who a Slack user is (administrators)", parse_link, link),
    ),
)
