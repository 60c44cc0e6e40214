"""The interactive elements Slack knows: where each may stand, and how much it may hold."""

import secrets
from collections.abc import Iterator
from typing import Any

SELECTS = frozenset(
    f"{many}{kind}_select"
    for many in ("", "multi_")
    for kind in ("static", "external", "users", "conversations", "channels")
)
CHOICES = SELECTS | {"checkboxes", "radio_buttons", "datepicker", "timepicker"}
TYPED = frozenset({"plain_text_input", "number_input", "email_text_input", "url_text_input"})
ALLOWED = {
    "section": CHOICES | {"button", "overflow", "image"},
    "actions": CHOICES | {"button", "overflow", "datetimepicker"},
    "input": CHOICES | TYPED | {"datetimepicker"},
}
MODAL_ONLY = frozenset({"number_input", "email_text_input", "url_text_input"})
MOST_OPTIONS = {"checkboxes": 10, "radio_buttons": 10, "overflow": 5}
NEEDS_OPTIONS = frozenset({*MOST_OPTIONS, "static_select", "multi_static_select"})
CONFIRM = {"title": 100, "text": 300, "confirm": 30, "deny": 30}


def elements_of(block: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each interactive element of `block`, with its place."""
    kind = block.get("type")
    if kind == "section" and "accessory" in block:
        yield ".accessory", block["accessory"]
    if kind == "input":
        yield ".element", block.get("element")
    if kind == "actions":
        for number, element in enumerate(block.get("elements") or ()):
            yield f".elements[{number}]", element


def element_problems(element: dict[str, Any], block_kind: str, surface: str) -> Iterator[str]:
    kind = str(element.get("type"))
    if kind not in ALLOWED[block_kind]:
        yield f".type: {kind} is not allowed in a block of type {block_kind}"
    if kind in MODAL_ONLY and surface != "modal":
        yield f".type: {kind} works in a modal only"
    if kind == "button":
        yield from text_problems(".text", element.get("text"), plain=True)
        if element.get("style") not in (None, "primary", "danger"):
            yield ".style: must be primary or danger"
    yield from _option_problems(element, kind)
    yield from _confirm_problems(element.get("confirm"))


def text_problems(where: str, text: Any, *, plain: bool = False) -> Iterator[str]:
    """A text object that Slack would refuse; `plain` where only plain_text may stand."""
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if not isinstance(text, dict) or text.get("type") not in kinds or not isinstance(text.get("text"), str):
        yield f"{where}: must be a text object of type {' or '.join(kinds)}"


def name_parts(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A copy in which every block and element has an id, as Slack adds them."""
    return [_named(block) for block in blocks]


def _named(block: dict[str, Any]) -> dict[str, Any]:
    named = {**block, "block_id": block.get("block_id") or secrets.token_urlsafe(4)}
    for key in ("accessory", "element"):
        if isinstance(named.get(key), dict):
            named[key] = _with_action(named[key])
    if named.get("type") == "actions":
        named["elements"] = [_with_action(element) for element in named["elements"]]
    return named


def _with_action(element: dict[str, Any]) -> dict[str, Any]:
    if element.get("type") == "image":
        return element
    return {**element, "action_id": element.get("action_id") or secrets.token_urlsafe(4)}


def _option_problems(element: dict[str, Any], kind: str) -> Iterator[str]:
    options = element.get("options")
    if kind in NEEDS_OPTIONS and not options and not element.get("option_groups"):
        yield ".options: empty"
    if len(options or ()) > MOST_OPTIONS.get(kind, 100):
        yield f".options: {len(options or ())}, at most {MOST_OPTIONS.get(kind, 100)}"
    if len(element.get("option_groups") or ()) > 100:
        yield ".option_groups: more than 100"


def _confirm_problems(confirm: Any) -> Iterator[str]:
    if confirm is None:
        return
    for name, most in CONFIRM.items():
        text = confirm.get(name)
        yield from text_problems(f".confirm.{name}", text, plain=name != "text")
        if isinstance(text, dict) and len(str(text.get("text"))) > most:
            yield f".confirm.{name}: more than {most} characters"
