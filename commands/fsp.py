"""`/fsp`: help, what the roster shows, and telling the bot who a Slack user is, and what became of its messages."""

import re
from dataclasses import dataclass
from datetime import date

from commands import feed, preferences
from commands.call import Call
from commands.registry import Noun, Press, Verb, nothing, text
from domain.errors import BadValue
from services import findings, messages, people


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


async def status(call: Call, _request: None) -> None:
    await call.reply("fsp/status", await call.ask(messages.status, await call.edge.line(), call.now))


async def send_again(call: Call, delivery_id: str) -> None:
    view = await call.ask(messages.send_again, call.edge.jobs, delivery_id, call.now)
    await call.reply("fsp/sent_again", view)


async def why(call: Call, _request: None) -> None:
    await call.reply("fsp/why", await call.ask(messages.why))


PRESSES = (Press("fsp.send_again", text, send_again),)

NOUN = Noun(
    command="/fsp",
    summary="Help, and what the administrator needs",
    hint="help | preferences | findings | calendar | why | status | link",
    verbs=(
        Verb("help", "help", "shows everything you can type", nothing, show_help),
        Verb("", "", "shows everything you can type", nothing, show_help),
        *preferences.VERBS,
        Verb("findings", "findings", "shows what somebody should look at in the roster", nothing, show_findings),
        Verb("why", "why", "shows the last messages you got from me, and why you got each", nothing, why),
        Verb("status", "status", "shows what became of my messages, and what failed (administrators)", nothing, status),
        *feed.VERBS,
        Verb("link", "link @somebody C1234", "tells the bot who a Slack user is (administrators)", parse_link, link),
    ),
)
