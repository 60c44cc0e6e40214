"""What Slack refuses in messages and views: the limits of `templates/limits.py`, and the shapes they rest on."""

import json
from collections.abc import Iterator
from typing import Any

from practice.elements import element_problems, elements_of, text_problems
from practice.errors import ApiError
from templates import limits

VIEW_BYTES = 250_000
MODAL_ONLY = frozenset({"alert"})
NOT_IN_MODALS = frozenset({"table", "data_table", "data_visualization", "markdown", "container"})


def check_message(text: str, blocks: Any) -> None:
    """Raises `ApiError` no_text, msg_too_long or invalid_blocks."""
    if not text.strip() and not blocks:
        raise ApiError("no_text")
    if len(text) > limits.MESSAGE_TEXT:
        raise ApiError("msg_too_long")
    problems = list(_blocks(blocks, "message")) or _limits({"text": text or "-", "blocks": blocks}, "message")
    if problems:
        raise ApiError("invalid_blocks", problems)


def check_view(view: Any, surface: str) -> None:
    """`surface` is `modal` or `home`. Raises `ApiError` invalid_arguments or view_too_large."""
    if not isinstance(view, dict) or view.get("type") != surface:
        raise ApiError("invalid_arguments", [f"view.type: must be {surface}"])
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        raise ApiError("view_too_large")
    problems = [*_blocks(view.get("blocks"), surface), *(_frame(view) if surface == "modal" else ())]
    problems = problems or _limits(view, surface)
    if problems:
        raise ApiError("invalid_arguments", problems)


def _limits(payload: dict[str, Any], surface: str) -> list[str]:
    try:
        return limits.violations(payload, surface)
    except (KeyError, TypeError, AttributeError) as error:
        return [f"blocks: a required field is missing or of the wrong kind: {error}"]


def _frame(view: dict[str, Any]) -> Iterator[str]:
    if "title" not in view:
        yield "view.title: missing"
    for word in ("title", "submit", "close"):
        if word in view:
            yield from text_problems(f"view.{word}", view[word], plain=True)
    blocks = view.get("blocks")
    if "submit" not in view and isinstance(blocks, list) and any(block.get("type") == "input" for block in blocks):
        yield "view.submit: missing, though the view has inputs"


def _blocks(blocks: Any, surface: str) -> Iterator[str]:
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        yield "blocks: must be a list of blocks"
        return
    for number, block in enumerate(blocks):
        for problem in _block(block, surface):
            yield f"blocks[{number}]{problem}"


def _block(block: dict[str, Any], surface: str) -> Iterator[str]:
    kind = str(block.get("type"))
    if kind in (MODAL_ONLY if surface != "modal" else NOT_IN_MODALS):
        yield f".type: {kind} does not work in a {surface}"
    if kind == "header":
        yield from text_problems(".text", block.get("text"), plain=True)
    if kind == "section":
        yield from _section_texts(block)
    if kind == "input":
        yield from text_problems(".label", block.get("label"), plain=True)
    if kind == "image" and not (block.get("alt_text") and (block.get("image_url") or block.get("slack_file"))):
        yield ".alt_text: an image needs an address and words for those who cannot see it"
    yield from _elements(block, kind, surface)


def _section_texts(block: dict[str, Any]) -> Iterator[str]:
    if "text" in block:
        yield from text_problems(".text", block["text"])
    for number, item in enumerate(block.get("fields", ())):
        yield from text_problems(f".fields[{number}]", item)


def _elements(block: dict[str, Any], kind: str, surface: str) -> Iterator[str]:
    ids = []
    for where, element in elements_of(block):
        if not isinstance(element, dict):
            yield f"{where}: must be an element"
            continue
        ids.append(element.get("action_id"))
        for problem in element_problems(element, kind, surface):
            yield f"{where}{problem}"
    for name in sorted({str(i) for i in ids if i is not None and ids.count(i) > 1}):
        yield f".elements: action_id {name!r} is used twice"
