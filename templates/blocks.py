"""What a template calls to lay out a message: each appends to the message being rendered and returns nothing."""

from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from templates import limits
from templates.shorten import fit, split_lines

Block = dict[str, Any]
Caller = Callable[[], str]


PART = "part-"
"""How the buttons of one part of a joined message are told from those of a whole message."""


class TemplateMistake(Exception):
    """A template that cannot be right, whatever the facts: a developer's error."""


@dataclass
class Sheet:
    """The message or view while its template runs; `mail` for somebody without Slack, `links` when they can answer."""

    blocks: list[Block] = field(default_factory=list)
    text: str | None = None
    dialog: dict[str, Any] | None = None
    inside: bool = False
    mail: bool = False
    links: bool = False
    joined: bool = False


SHEET: ContextVar[Sheet] = ContextVar("sheet")


def plain(text: object) -> str:
    """The quotes come back: Slack wants only &, < and > escaped."""
    if text is None:
        raise TemplateMistake("None would be shown")
    escaped = text if isinstance(text, Markup) else Markup.escape(text)
    return str(escaped).replace("&#39;", "'").replace("&#34;", '"')


def raw(text: object) -> str:
    """For plain_text, which Slack shows as it is."""
    return plain(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def by_mail() -> bool:
    """Is the reader without Slack? Then there are no commands to type, and only answers that have a link."""
    return SHEET.get().mail


def has_links() -> bool:
    """Can a letter be answered with a link?"""
    return SHEET.get().links


def header(text: object) -> str:
    _add({"type": "header", "text": plain_text(fit(raw(text), limits.HEADER))})
    return ""


def section(*, caller: Caller, accessory: dict[str, Any] | None = None) -> str:
    chunks = split_lines(_body(caller), limits.SECTION)
    for number, chunk in enumerate(chunks):
        block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": chunk}}
        if accessory is not None and number == 0:
            block["accessory"] = accessory
        _add(block)
    return ""


def context(*, caller: Caller) -> str:
    text = fit(_body(caller), limits.FIELD)
    _add({"type": "context", "elements": [{"type": "mrkdwn", "text": text}]})
    return ""


def fields(pairs: Iterable[tuple[object, object]]) -> str:
    """Label and value side by side."""
    items = [
        {"type": "mrkdwn", "text": fit(f"*{plain(label)}*\n{plain(value)}", limits.FIELD)} for label, value in pairs
    ]
    for start in range(0, len(items), limits.FIELDS):
        _add({"type": "section", "fields": items[start : start + limits.FIELDS]})
    return ""


def divider() -> str:
    _add({"type": "divider"})
    return ""


def actions(*elements: dict[str, Any] | None) -> str:
    shown = [element for element in elements if element]
    if shown:
        block: Block = {"type": "actions", "elements": shown[: limits.ACTIONS_ELEMENTS]}
        sheet = SHEET.get()
        if sheet.joined:
            block["block_id"] = f"{PART}{len(sheet.blocks)}"
        _add(block)
    return ""


def button(
    label: object,
    action_id: str,
    value: object = "",
    *,
    style: str | None = None,
    confirm: Sequence[str] | None = None,
) -> dict[str, Any]:
    """A button; `confirm` is (title, question, yes, no)."""
    element: dict[str, Any] = {
        "type": "button",
        "text": plain_text(fit(raw(label), limits.BUTTON_LABEL)),
        "action_id": action_id,
    }
    if value != "":
        element["value"] = str(value)
    if style is not None and not SHEET.get().joined:
        element["style"] = style
    if confirm is not None:
        title, question, yes, no = (raw(word) for word in confirm)
        element["confirm"] = {
            "title": plain_text(title),
            "text": plain_text(question),
            "confirm": plain_text(yes),
            "deny": plain_text(no),
        }
    return element


def table(columns: Sequence[object], rows: Iterable[Sequence[object]], most: int = 40) -> str:
    """A native table; one with more than `most` rows ends with how many are not shown."""
    head = [_cell(column) for column in columns]
    body = [[_cell(cell) for cell in row] for row in rows]
    room = min(limits.TABLE_ROWS - 2, most)
    if len(body) > room:
        more = len(body) - room
        body = [*body[:room], [_cell(f"and {more} more"), *(_cell("") for _ in head[1:])]]
    if body:
        _add({"type": "table", "rows": [head, *body]})
    return ""


def fallback(*, caller: Caller) -> str:
    """The message in words, for notifications and screen readers; every message has exactly one."""
    sheet = SHEET.get()
    if sheet.text is not None and not sheet.joined:
        raise TemplateMistake("more than one fallback")
    before = f"{sheet.text} " if sheet.text is not None else ""
    sheet.text = fit(before + " ".join(_body(caller).split()), limits.MESSAGE_TEXT)
    return ""


def joined() -> str:
    """The message is made of several: their fallbacks follow one another, and no button stands out."""
    SHEET.get().joined = True
    return ""


def plain_text(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def _cell(text: object) -> dict[str, str]:
    return {"type": "raw_text", "text": raw(text) or " "}


def _body(caller: Caller) -> str:
    sheet = SHEET.get()
    if sheet.inside:
        raise TemplateMistake("a call inside another call")
    sheet.inside = True
    try:
        text = plain(Markup(caller()))  # noqa: S704  Jinja has escaped every value in it
    finally:
        sheet.inside = False
    lines = [line.strip() for line in text.strip().splitlines()]
    body = "\n".join(line for line in lines if line)
    if not body:
        raise TemplateMistake("an empty call")
    return body


def _add(block: Block) -> None:
    sheet = SHEET.get()
    if sheet.inside:
        raise TemplateMistake("a block inside a call")
    sheet.blocks.append(block)
