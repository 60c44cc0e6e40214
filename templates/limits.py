"""Slack's limits as data, and a check of any message or view against them."""

import json
from collections.abc import Iterator
from typing import Any

BLOCKS = {"message": 50, "modal": 100, "home": 100}
HEADER = 150
SECTION = 3000
FIELD = 2000
FIELDS = 10
CONTEXT_ELEMENTS = 10
ACTIONS_ELEMENTS = 25
BUTTON_LABEL = 75
BUTTON_VALUE = 2000
OPTION_LABEL = 75
PLACEHOLDER = 150
OPTION_VALUE = 150
OPTIONS = 100
RADIO_OPTIONS = 10
IDENTIFIER = 255
VIEW_WORD = 24
PRIVATE_METADATA = 3000
MESSAGE_TEXT = 4000
MESSAGE_JSON = 12_000
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_CHARACTERS = 10_000

KNOWN = frozenset({"header", "section", "context", "divider", "actions", "table", "input", "image"})


def violations(payload: dict[str, Any], surface: str) -> list[str]:
    """Every limit that `payload` (a message with text and blocks, or a view) breaks, naming the place."""
    found: list[str] = []
    blocks = payload.get("blocks", [])
    if len(blocks) > BLOCKS[surface]:
        found.append(f"blocks: {len(blocks)}, at most {BLOCKS[surface]}")
    for number, block in enumerate(blocks):
        found.extend(f"blocks[{number}]{problem}" for problem in _block(block))
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    found.extend(f"block_id {name!r} is used twice" for name in sorted({i for i in ids if ids.count(i) > 1}))
    if surface == "message":
        found.extend(_message(payload))
    if surface == "modal":
        found.extend(_modal(payload))
    return found


def size(blocks: list[dict[str, Any]]) -> int:
    """Characters of JSON, as Slack counts a whole message."""
    return len(json.dumps(blocks, ensure_ascii=False))


def _message(payload: dict[str, Any]) -> Iterator[str]:
    yield from _length(".text", payload.get("text", ""), MESSAGE_TEXT)
    characters = size(payload.get("blocks", []))
    if characters > MESSAGE_JSON:
        yield f"blocks: {characters} characters of JSON, at most {MESSAGE_JSON}"
    if sum(block.get("type") == "table" for block in payload.get("blocks", [])) > 1:
        yield "blocks: more than one table"


def _modal(payload: dict[str, Any]) -> Iterator[str]:
    for word in ("title", "submit", "close"):
        if word in payload:
            yield from _length(f".{word}", payload[word]["text"], VIEW_WORD)
    if len(payload.get("private_metadata", "")) > PRIVATE_METADATA:
        yield ".private_metadata: too long"
    if any(block.get("type") == "table" for block in payload["blocks"]):
        yield "blocks: tables don't work in a modal"


def _block(block: dict[str, Any]) -> Iterator[str]:
    kind = block.get("type")
    if kind not in KNOWN:
        yield f".type: {kind!r} is unknown"
    if len(block.get("block_id", "")) > IDENTIFIER:
        yield ".block_id: too long"
    if kind == "header":
        yield from _length(".text", block["text"]["text"], HEADER)
    if kind == "section":
        yield from _section(block)
    if kind == "context":
        yield from _count(".elements", block["elements"], CONTEXT_ELEMENTS)
    if kind == "actions":
        yield from _count(".elements", block["elements"], ACTIONS_ELEMENTS)
        for number, element in enumerate(block["elements"]):
            yield from _element(f".elements[{number}]", element)
    if kind == "table":
        yield from _table(block)
    if kind == "input":
        yield from _element(".element", block["element"])


def _section(block: dict[str, Any]) -> Iterator[str]:
    if "text" in block:
        yield from _length(".text", block["text"]["text"], SECTION)
    elif not block.get("fields"):
        yield ": neither text nor fields"
    yield from _count(".fields", block.get("fields", []), FIELDS, least=0)
    for number, item in enumerate(block.get("fields", [])):
        yield from _length(f".fields[{number}]", item["text"], FIELD)
    if "accessory" in block:
        yield from _element(".accessory", block["accessory"])


def _element(where: str, element: dict[str, Any]) -> Iterator[str]:
    if not element.get("action_id") or len(element["action_id"]) > IDENTIFIER:
        yield f"{where}.action_id: missing or too long"
    if element.get("type") == "button":
        yield from _length(f"{where}.text", element["text"]["text"], BUTTON_LABEL)
        if len(element.get("value", "")) > BUTTON_VALUE:
            yield f"{where}.value: too long"
    for option in element.get("options", []):
        yield from _length(f"{where}.options", option["text"]["text"], OPTION_LABEL)
        yield from _length(f"{where}.options.value", option["value"], OPTION_VALUE)
    if len(element.get("options", [])) > OPTIONS:
        yield f"{where}.options: more than {OPTIONS}"


def _table(block: dict[str, Any]) -> Iterator[str]:
    yield from _count(".rows", block["rows"], TABLE_ROWS)
    for row in block["rows"]:
        if len(row) > TABLE_COLUMNS:
            yield f".rows: more than {TABLE_COLUMNS} columns"
    characters = sum(len(cell["text"]) for row in block["rows"] for cell in row)
    if characters > TABLE_CHARACTERS:
        yield f".rows: {characters} characters, at most {TABLE_CHARACTERS}"


def _length(where: str, text: str, most: int) -> Iterator[str]:
    if not text.strip():
        yield f"{where}: empty"
    if len(text) > most:
        yield f"{where}: {len(text)} characters, at most {most}"


def _count(where: str, items: list[Any], most: int, least: int = 1) -> Iterator[str]:
    if not least <= len(items) <= most:
        yield f"{where}: {len(items)}, between {least} and {most}"
