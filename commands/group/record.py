"""Afterwards: did it happen, who was there, the three numbers, and the Workbook; by presses or in one modal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commands.call import Call
from commands.fields import chosen_many, chosen_one, typed_text
from commands.registry import FieldErrors, Press, Submit, Verb, text
from domain.group.families import Families, wrong_with
from services.group import record
from services.group.record import Recorded
from services.group.record_view import RecordView

RECORD = "group/record"


@dataclass(frozen=True, slots=True)
class Form:
    """The whole modal; the meeting and the version come from its private metadata."""

    held: bool
    missing: frozenset[str]
    families: Families | None
    workbook: bool | None


def check_missing(values: Mapping[str, Any], _now: datetime) -> frozenset[str]:
    return chosen_many(values, "missing")


def check_families(values: Mapping[str, Any], _now: datetime) -> Families:
    """Three whole numbers that fit together, or an error beside the field that is wrong."""
    numbers = {name: _number(values, name) for name in ("open", "discussed", "waiting")}
    wrong = {name: "count" for name, number in numbers.items() if number is None}
    if not wrong:
        found = Families(*(number or 0 for number in numbers.values()))
        wrong = wrong_with(found)
        if not wrong:
            return found
    raise FieldErrors(wrong)


def check_form(values: Mapping[str, Any], now: datetime) -> Form:
    held = chosen_one(values, "held")
    if held is None:
        raise FieldErrors({"held": "no_answer"})
    workbook = chosen_one(values, "workbook")
    given = any(typed_text(values, name) for name in ("open", "discussed", "waiting"))
    families = check_families(values, now) if given and held == "yes" else None
    return Form(held == "yes", check_missing(values, now), families, None if workbook is None else workbook == "yes")


def _number(values: Mapping[str, Any], name: str) -> int | None:
    typed = typed_text(values, name)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 6 else None


async def open_last(call: Call, typed: str) -> None:
    """What is still open of the meeting that needs a record most; the modal is one press away."""
    await call.reply(RECORD, await call.ask(record.last_of, typed, call.now))


async def show(call: Call, meeting_id: str) -> None:
    await call.reply(RECORD, await call.ask(record.to_record, meeting_id, call.now))


async def held(call: Call, meeting_id: str) -> None:
    await _answered(call, await call.ask(record.say_held, meeting_id, held=True, now=call.now))


async def not_held(call: Call, meeting_id: str) -> None:
    await _answered(call, await call.ask(record.say_held, meeting_id, held=False, now=call.now))


async def all_there(call: Call, meeting_id: str) -> None:
    await _answered(call, await call.ask(record.say_there, meeting_id, None, call.now))


async def workbook_yes(call: Call, meeting_id: str) -> None:
    await _answered(call, await call.ask(record.say_workbook, meeting_id, recorded=True, now=call.now))


async def workbook_no(call: Call, meeting_id: str) -> None:
    await _answered(call, await call.ask(record.say_workbook, meeting_id, recorded=False, now=call.now))


async def someone_missing(call: Call, meeting_id: str) -> None:
    await _open(call, "group/missing_form", meeting_id)


async def families(call: Call, meeting_id: str) -> None:
    await _open(call, "group/families_form", meeting_id)


async def form(call: Call, meeting_id: str) -> None:
    await _open(call, "group/record_form", meeting_id)


async def missing_given(call: Call, missing: frozenset[str]) -> None:
    meeting_id, *_ = _state(call)
    await _submitted(call, await call.ask(record.say_there, meeting_id, missing, call.now))


async def families_given(call: Call, given: Families) -> None:
    meeting_id, *_ = _state(call)
    await _submitted(call, await call.ask(record.say_families, meeting_id, given, call.now))


async def form_given(call: Call, given: Form) -> None:
    meeting_id, version, _ = _state(call)
    recorded = Recorded(given.held, given.missing, given.families, given.workbook, version)
    await _submitted(call, await call.ask(record.record, meeting_id, recorded, call.now))


async def _open(call: Call, template: str, meeting_id: str) -> None:
    view = await call.ask(record.to_record, meeting_id, call.now)
    await call.open(template, view, state=f"{meeting_id} {view.version} {call.response_url}")


def _state(call: Call) -> tuple[str, str, str]:
    """The meeting, the record's version when the modal was opened, and where the answer goes."""
    meeting_id, version, place = (*call.state.split(" "), "", "")[:3]
    return meeting_id, version, place


async def _answered(call: Call, view: RecordView) -> None:
    await call.reply(RECORD, view, replace=True)


async def _submitted(call: Call, view: RecordView) -> None:
    await call.answer_modal(_state(call)[2], RECORD, view)


VERBS = (Verb("record", "record", "records your team's last meeting, or corrects it", text, open_last),)

PRESSES = (
    Press("group.held", text, held),
    Press("group.not_held", text, not_held),
    Press("group.all_there", text, all_there),
    Press("group.someone_missing", text, someone_missing),
    Press("group.families", text, families),
    Press("group.workbook_yes", text, workbook_yes),
    Press("group.workbook_no", text, workbook_no),
    Press("group.record_form", text, form),
    *(Press(f"group.record_{number}", text, show) for number in range(1, 6)),
)

SUBMITS = (
    Submit("group.missing_form", check_missing, missing_given),
    Submit("group.families_form", check_families, families_given),
    Submit("group.record_form", check_form, form_given),
)
