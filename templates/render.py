"""Turning a template and a view into a Slack message, a modal, or plain words."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from templates import blocks, dialogs, filters, limits
from templates.blocks import SHEET, Block, Sheet, TemplateMistake, plain, plain_text
from templates.letter import Link, Written, answers, write
from templates.shorten import fit


@dataclass(frozen=True, slots=True)
class Message:
    """A Slack message. `text` stands alone and says all that matters."""

    text: str
    blocks: list[Block]

    def plain(self) -> "Message":
        """The same with the oldest blocks only, for a workspace that does not know the newer ones."""
        return Message(self.text, [_plainer(block) for block in self.blocks])


class Renderer:
    """Renders `templates/NAME.j2` with `view` and the programme's own words."""

    def __init__(
        self,
        zone: str = "Europe/London",
        small_count: int = 5,
        service_name: str = "Family Safeguarding",
        loader: BaseLoader | None = None,
    ) -> None:
        self._environment = _environment(zone, small_count, service_name, loader)

    def message(self, template: str, view: object) -> Message:
        sheet = self._run(template, view)
        if sheet.text is None:
            raise TemplateMistake(f"{template}: no fallback")
        return Message(sheet.text, _within(sheet.blocks))

    def letter(self, template: str, view: object, link: Link | None = None) -> Written:
        """The same message for somebody without Slack; `link` gives the address of a button's answer, or None."""
        sheet = self._run(template, view, mail=True, links=link is not None)
        if sheet.text is None:
            raise TemplateMistake(f"{template}: no fallback")
        foot = self._run("mail/foot", answers(sheet.blocks, link), mail=True, links=link is not None)
        return write(sheet.text, [*sheet.blocks, *foot.blocks], link)

    def page(self, template: str, view: object) -> str:
        """A web page, whole."""
        return self._environment.get_template(f"{template}.j2").render(view=view)

    def modal(self, template: str, view: object, *, private_metadata: str = "") -> dict[str, Any]:
        sheet = self._run(template, view)
        if sheet.dialog is None:
            raise TemplateMistake(f"{template}: no dialog")
        return {**sheet.dialog, "blocks": sheet.blocks, "private_metadata": private_metadata}

    def words(self, template: str, view: object) -> str:
        """Plain text in one line, for a field's error or the command line."""
        text = self._environment.get_template(f"{template}.j2").render(view=view)
        return blocks.raw(Markup(" ".join(text.split())))  # noqa: S704  Jinja has escaped every value in it

    def _run(self, template: str, view: object, *, mail: bool = False, links: bool = False) -> Sheet:
        sheet = Sheet(mail=mail, links=links)
        token = SHEET.set(sheet)
        try:
            rest = self._environment.get_template(f"{template}.j2").render(view=view)
        finally:
            SHEET.reset(token)
        if rest.strip():
            raise TemplateMistake(f"{template}: text outside a call: {rest.strip()[:60]!r}")
        return sheet


@cache
def _environment(zone: str, small_count: int, service_name: str, loader: BaseLoader | None) -> Environment:
    """Templates are compiled at their first use: once a process, however many renderers there are."""
    made = Environment(
        loader=loader or FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for module in (blocks, dialogs):
        for name in _CALLS[module.__name__]:
            made.globals[name] = getattr(module, name)
    made.globals.update(service=service_name, small_count=small_count, plural=filters.plural)
    made.filters.update(
        day=filters.day,
        day_long=filters.day_long,
        iso_day=filters.iso_day,
        capital=filters.capital,
        month=filters.month,
        weekday=filters.weekday,
        clock=filters.clock,
        duration=filters.duration,
        listed=filters.listed,
        first_name=filters.first_name,
        **filters.in_zone(ZoneInfo(zone)),
    )
    return made


_CALLS = {
    "templates.blocks": (
        "header",
        "section",
        "context",
        "fields",
        "divider",
        "actions",
        "button",
        "table",
        "fallback",
        "by_mail",
        "has_links",
        "joined",
    ),
    "templates.dialogs": (
        "dialog",
        "input",
        "datepicker",
        "timepicker",
        "static_select",
        "radio_buttons",
        "multi_select",
        "number_input",
        "text_input",
    ),
}


def _within(found: list[Block]) -> list[Block]:
    """As many blocks as a message may hold; buttons at the end are kept, and what is missing is said."""
    if len(found) <= limits.BLOCKS["message"] and limits.size(found) <= limits.MESSAGE_JSON:
        return found
    tail = found[-1:] if found[-1]["type"] == "actions" else []
    kept = found[: len(found) - len(tail)]
    room = limits.BLOCKS["message"] - 1 - len(tail)
    kept, left = kept[:room], len(kept) - len(kept[:room])
    while kept and limits.size([*kept, *tail]) > limits.MESSAGE_JSON - 200:
        kept.pop()
        left += 1
    note: Block = {"type": "context", "elements": [{"type": "mrkdwn", "text": f"and {left} more parts, left out here"}]}
    return [*kept, note, *tail]


def _plainer(block: Block) -> Block:
    if block["type"] != "table":
        return block
    lines = [" · ".join(plain(cell["text"]) for cell in row if cell["text"].strip()) for row in block["rows"]]
    return {"type": "section", "text": {"type": "mrkdwn", "text": fit("\n".join(lines), limits.SECTION)}}


__all__ = ["Message", "Renderer", "TemplateMistake", "plain_text"]
