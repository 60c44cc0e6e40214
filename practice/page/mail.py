"""The mail that was caught: who gets some, and one person's, with its calendar entries in words."""

from datetime import datetime
from typing import Any

from icalendar import Calendar
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from practice.clock import LONDON
from practice.mailbox import CaughtMail
from practice.workspace import Workspace


async def _mail(request: Request) -> Response:
    """`?address=ADDRESS`: that person's mail, newest first, which counts as read from now on."""
    workspace: Workspace = request.app.state.workspace
    found = workspace.mailbox.read(request.query_params.get("address", ""))
    return JSONResponse({"mails": [_as_shown(mail) for mail in found]})


def readers(workspace: Workspace) -> list[dict[str, str]]:
    return [
        {"address": reader.address, "name": reader.name, "title": reader.title, "group": reader.group}
        for reader in workspace.readers
    ]


def _as_shown(mail: CaughtMail) -> dict[str, Any]:
    return {
        "id": mail.id,
        "subject": mail.subject,
        "html": mail.html,
        "text": mail.text,
        "at": datetime.fromtimestamp(mail.at, LONDON).isoformat(timespec="seconds"),
        "entries": [entry for content in mail.invitations for entry in _entries(content)],
    }


def _entries(content: str) -> list[dict[str, str]]:
    """What a calendar program makes of an invitation, and the file itself."""
    found: Any = Calendar.from_ical(content)
    return [
        {
            "method": str(found["METHOD"]),
            "summary": str(event["SUMMARY"]),
            "starts": event["DTSTART"].dt.astimezone(LONDON).isoformat(timespec="seconds"),
            "ends": event["DTEND"].dt.astimezone(LONDON).isoformat(timespec="seconds"),
            "uid": str(event["UID"]),
            "sequence": str(event["SEQUENCE"]),
            "file": content,
        }
        for event in found.walk("VEVENT")
    ]


ROUTES = [Route("/page/mail", _mail)]
