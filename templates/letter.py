"""A message of blocks as a letter: plain text, and HTML with nothing in it but words, tables and links."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Link = Callable[[str, str], str | None]
"""From a button's action and value to the address that answers it, where there is one."""

SUBJECT = 120

_BOLD = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])")
_CODE = re.compile(r"`([^`\n]+)`")
_ANCHOR = re.compile(r"<(https?://[^|>\s]+)(?:\|([^>]+))?>")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Written:
    """`subject` is one line; `html` a whole document."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Does a message ask for an answer, and does the letter offer any?"""

    asked: bool
    given: bool


def answers(blocks: list[dict[str, Any]], link: Link | None) -> Answers:
    asking = [block for block in blocks if block["type"] == "actions"]
    return Answers(bool(asking), link is not None and any(True for block in asking for _ in _answers(block, link)))


def write(fallback: str, blocks: list[dict[str, Any]], link: Link | None) -> Written:
    """`fallback` says the message in words and becomes the subject; buttons without an address are left out."""
    find: Link = link or (lambda _action, _value: None)
    subject = one_line(fallback)
    text = "\n\n".join(part for block in blocks if (part := "\n".join(_lines(block, find))))
    body = "\n".join(part for block in blocks if (part := _markup(block, find)))
    head = f'<head><meta charset="utf-8"><title>{html.escape(subject)}</title></head>'
    page = f'<!doctype html>\n<html lang="en-GB">\n{head}\n<body>\n{body}\n</body>\n</html>\n'
    return Written(subject, f"{text}\n", page)


def one_line(text: str) -> str:
    """Fit for a mail's header: nothing in it can begin another."""
    words = _CONTROL.sub(" ", _plain(text)).split()
    line = " ".join(words)
    return line if len(line) <= SUBJECT else f"{line[:SUBJECT].rsplit(' ', 1)[0]} …"


def _lines(block: dict[str, Any], link: Link) -> Iterator[str]:
    kind = block["type"]
    if kind == "header":
        yield block["text"]["text"]
    elif kind == "actions":
        for label, address in _answers(block, link):
            yield f"{label}:\n{address}"
    elif kind == "table":
        for row in block["rows"]:
            yield " | ".join(cell["text"].strip() for cell in row)
    else:
        yield from (_plain(text) for text in _texts(block))


def _markup(block: dict[str, Any], link: Link) -> str:
    kind = block["type"]
    if kind == "header":
        return f"<h1>{html.escape(block['text']['text'])}</h1>"
    if kind == "divider":
        return "<hr>"
    if kind == "table":
        return _table(block["rows"])
    if kind == "actions":
        anchors = (f'<a href="{html.escape(at)}">{html.escape(label)}</a>' for label, at in _answers(block, link))
        return "\n".join(f"<p>{anchor}</p>" for anchor in anchors)
    return "\n".join(f"<p>{_rich(text)}</p>" for text in _texts(block))


def _texts(block: dict[str, Any]) -> Iterator[str]:
    if "text" in block:
        yield block["text"]["text"]
    for item in (*block.get("fields", ()), *block.get("elements", ())):
        yield item["text"]


def _answers(block: dict[str, Any], link: Link) -> Iterator[tuple[str, str]]:
    for element in block["elements"]:
        # A choice among several has no address: it needs Slack.
        if element["type"] != "button":
            continue
        address = link(element.get("action_id", ""), element.get("value", ""))
        if address is not None:
            yield element["text"]["text"], address


def _table(rows: list[list[dict[str, str]]]) -> str:
    head, *body = ([html.escape(cell["text"].strip()) for cell in row] for row in rows)
    first = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    rest = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
    return f"<table><tr>{first}</tr>{rest}</table>"


def _plain(text: str) -> str:
    """Slack's text without its marks."""
    text = _ANCHOR.sub(lambda found: f"{found[2]} ({found[1]})" if found[2] else found[1], text)
    return html.unescape(_CODE.sub(r"\1", _BOLD.sub(r"\1", text)))


def _rich(text: str) -> str:
    """Slack's text, in which &, < and > are escaped already, as HTML."""
    text = _ANCHOR.sub(lambda found: f'<a href="{html.escape(found[1])}">{found[2] or found[1]}</a>', text)
    text = _CODE.sub(r"<code>\1</code>", _BOLD.sub(r"<strong>\1</strong>", text))
    return text.replace("\n", "<br>\n")
