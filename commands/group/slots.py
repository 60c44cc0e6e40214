"""The agenda's slots: taken, given back, swapped and assigned, typed or pressed."""

import re
from dataclasses import dataclass
from datetime import date

from commands.call import Call
from commands.group.own import MEETING
from commands.registry import Press, Verb, text
from domain.errors import BadValue
from services.group import agenda, show


@dataclass(frozen=True, slots=True)
class SlotAsked:
    """A slot's number and what to do with it: `take`, `release`, `swap`, `ref` or `assign`; `words` go with it."""

    number: int
    what: str = "take"
    words: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    meeting_id: str
    number: int
    other: int = 0
    by: str = ""


_ASKED = re.compile(r"(?P<number>\d{1,2})(?:\s+(?P<words>.*?))??(?:\s+in\s+(?P<team>.+))?", re.IGNORECASE)


def read_asked(typed: str, _today: date) -> SlotAsked:
    """`3`, `3 release`, `3 swap 5`, `3 ref ABC-123`, `3 Nia O'Connor`, each with `in North 1` if need be.

    Raises `BadValue` with words that an agenda has no place for a case.
    """
    match = _ASKED.fullmatch(typed.strip())
    if match is None:
        raise BadValue(what="slot_words", typed="", example="/group slot 3")
    words, team, number = (match["words"] or "").strip(), match["team"] or "", int(match["number"])
    first, _, rest = words.partition(" ")
    if not words:
        return SlotAsked(number, team=team)
    if first.casefold() in ("release", "free", "back") and not rest:
        return SlotAsked(number, "release", team=team)
    if first.casefold() in ("swap", "ref") and rest:
        return SlotAsked(number, first.casefold(), rest.strip(), team)
    return SlotAsked(number, "assign", words, team)


def read_slot(value: str, _today: date) -> Slot:
    """A button's or a choice's value: the meeting's id, one or two numbers, and who asked."""
    meeting_id, number, other, by = (*value.split("|"), "", "", "")[:4]
    return Slot(meeting_id, int(number), int(other or 0), by)


async def slot(call: Call, asked: SlotAsked) -> None:
    found = await call.ask(show.screen, asked.team, call.now)
    key, number = found.meeting_id, asked.number
    match asked.what:
        case "release":
            view = await call.ask(agenda.release, key, number, call.now)
        case "swap":
            view = await call.ask(agenda.swap, key, number, _other(asked.words), call.now)
        case "ref":
            view = await call.ask(agenda.claim, key, number, call.now, asked.words)
        case "assign":
            view = await call.ask(agenda.assign, key, number, asked.words, call.now)
        case _:
            view = await call.ask(agenda.claim, key, number, call.now)
    await call.reply(MEETING, view)


def _other(words: str) -> int:
    number = words.casefold().removeprefix("with ").strip()
    if not number.isascii() or not number.isdigit():
        raise BadValue(what="slot_words", typed="", example="/group slot 3 swap 5")
    return int(number)


async def take(call: Call, chosen: Slot) -> None:
    view = await call.ask(agenda.claim, chosen.meeting_id, chosen.number, call.now)
    await call.reply(MEETING, view, replace=True)


async def give_back(call: Call, chosen: Slot) -> None:
    view = await call.ask(agenda.release, chosen.meeting_id, chosen.number, call.now)
    await call.reply(MEETING, view, replace=True)


async def swap(call: Call, chosen: Slot) -> None:
    view = await call.ask(agenda.swap, chosen.meeting_id, chosen.number, chosen.other, call.now)
    await call.reply(MEETING, view, replace=True)


async def agree(call: Call, chosen: Slot) -> None:
    view = await call.ask(agenda.agree, chosen.meeting_id, chosen.number, chosen.other, chosen.by, call.now)
    await call.reply(MEETING, view, replace=True)


async def keep(call: Call, chosen: Slot) -> None:
    view = await call.ask(show.meeting_view, chosen.meeting_id, call.now)
    await call.reply(MEETING, view, replace=True)


async def fix(call: Call, meeting_id: str) -> None:
    await call.reply(MEETING, await call.ask(agenda.fix_order, meeting_id, fixed=True, now=call.now), replace=True)


async def open_again(call: Call, meeting_id: str) -> None:
    await call.reply(MEETING, await call.ask(agenda.fix_order, meeting_id, fixed=False, now=call.now), replace=True)


VERBS = (
    Verb("slot", "slot 3", "takes slot 3 of the next agenda; `slot 3 release` gives it back", read_asked, slot),
    Verb("slot", "slot 3 swap 5", "changes slot 3 for slot 5; its presenter is asked", read_asked, slot),
    Verb("slot", "slot 3 Nia O'Connor", "gives a free slot to somebody (the chair)", read_asked, slot),
)

PRESSES = (
    Press("group.take", read_slot, take),
    Press("group.release", read_slot, give_back),
    Press("group.swap", read_slot, swap),
    Press("group.swap_agree", read_slot, agree),
    Press("group.swap_keep", read_slot, keep),
    Press("group.fix", text, fix),
    Press("group.open", text, open_again),
)
