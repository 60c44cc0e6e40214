"""What a template calls to lay out a modal."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from templates import limits
from templates.blocks import SHEET, TemplateMistake, plain_text, raw
from templates.shorten import fit


def dialog(title: object, *, callback_id: str, submit: object = "", close: object = "Cancel") -> str:
    """The modal's frame; once, first."""
    sheet = SHEET.get()
    if sheet.dialog is not None:
        raise TemplateMistake("more than one dialog")
    sheet.dialog = {"type": "modal", "callback_id": callback_id, "title": _word(title), "close": _word(close)}
    if submit:
        sheet.dialog["submit"] = _word(submit)
    return ""


def input(  # noqa: A001  Slack's word
    label: object, element: dict[str, Any], block_id: str, hint: object = "", *, optional: bool = False
) -> str:
    block: dict[str, Any] = {"type": "input", "block_id": block_id, "label": plain_text(raw(label)), "element": element}
    if optional:
        block["optional"] = True
    if hint:
        block["hint"] = plain_text(raw(hint))
    SHEET.get().blocks.append(block)
    return ""


def datepicker(action_id: str, initial: date | None = None) -> dict[str, Any]:
    return {"type": "datepicker", "action_id": action_id} | ({"initial_date": initial.isoformat()} if initial else {})


def timepicker(action_id: str, initial: time | None = None) -> dict[str, Any]:
    return {"type": "timepicker", "action_id": action_id} | ({"initial_time": f"{initial:%H:%M}"} if initial else {})


def text_input(
    action_id: str, placeholder: object = "", most: int = limits.SECTION, initial: object = ""
) -> dict[str, Any]:
    element: dict[str, Any] = {"type": "plain_text_input", "action_id": action_id, "max_length": most}
    element |= {"initial_value": raw(initial)} if initial else {}
    return element | ({"placeholder": plain_text(fit(raw(placeholder), limits.PLACEHOLDER))} if placeholder else {})


def number_input(action_id: str, initial: int | None = None, least: int = 0) -> dict[str, Any]:
    """A whole number, `least` at least."""
    element = {"type": "number_input", "action_id": action_id, "is_decimal_allowed": False, "min_value": str(least)}
    return element | ({} if initial is None else {"initial_value": str(initial)})


def radio_buttons(action_id: str, options: Iterable[tuple[object, str]], initial: str = "") -> dict[str, Any]:
    """`options` are (label, value) pairs, ten at most."""
    made = _options(options, limits.RADIO_OPTIONS)
    element: dict[str, Any] = {"type": "radio_buttons", "action_id": action_id, "options": made}
    chosen = next((option for option in made if option["value"] == initial), None)
    return element | ({"initial_option": chosen} if chosen else {})


def multi_select(
    action_id: str, options: Iterable[tuple[object, str]], initial: Iterable[str] = (), placeholder: object = ""
) -> dict[str, Any]:
    """Several of `options`, (label, value) pairs; `initial` are the values chosen to begin with."""
    made = _options(options, limits.OPTIONS)
    element: dict[str, Any] = {"type": "multi_static_select", "action_id": action_id, "options": made}
    if placeholder:
        element["placeholder"] = plain_text(raw(placeholder))
    values = set(initial)
    chosen = [option for option in made if option["value"] in values]
    return element | ({"initial_options": chosen} if chosen else {})


def static_select(
    action_id: str, options: Iterable[tuple[object, str]], initial: str = "", placeholder: object = ""
) -> dict[str, Any]:
    """`options` are (label, value) pairs."""
    made = _options(options, limits.OPTIONS)
    element: dict[str, Any] = {"type": "static_select", "action_id": action_id, "options": made}
    if placeholder:
        element["placeholder"] = plain_text(raw(placeholder))
    chosen = next((option for option in made if option["value"] == initial), None)
    return element | ({"initial_option": chosen} if chosen else {})


def _options(options: Iterable[tuple[object, str]], most: int) -> list[dict[str, Any]]:
    return [
        {"text": plain_text(fit(raw(label), limits.OPTION_LABEL)), "value": value}
        for label, value in list(options)[:most]
    ]


def _word(text: object) -> dict[str, Any]:
    return plain_text(fit(raw(text), limits.VIEW_WORD))
