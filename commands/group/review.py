"""Family reviews: what is to come, calling one, how far invitations are, and what is recorded afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from commands.call import Call
from commands.fields import chosen_many, chosen_one, day_and_time, is_over, typed_text, whole_number
from commands.registry import FieldErrors, Press, Submit, Verb, text
from domain.calendar import local
from domain.errors import BadValue
from domain.programme.group import MEETING_MINUTES
from domain.when import MOST_WORDS, Moment, read_moment
from services.planning.broken import tell_of_broken
from services.reviews import call as calling
from services.reviews import record, show
from services.reviews.call import Called
from services.reviews.record import Recorded
from services.reviews.view import ReviewView
from storage.tables import Invitation, Presence

REVIEW = "group/review"
AGENCY = "agency-"
"""Before an agency's key in the name of its field."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A team as it was typed, perhaps nothing, and when a review is wished for; without a time, its list."""

    team: str
    at: Moment | None


@dataclass(frozen=True, slots=True)
class CallGiven:
    """The modal's fields; the team comes from its private metadata."""

    at: Moment
    minutes: int | None
    office: str
    chair_id: str | None
    members: frozenset[str]
    agencies: frozenset[str]
    reference: str | None


@dataclass(frozen=True, slots=True)
class RecordGiven:
    held: bool
    missing: frozenset[str]
    agencies: Mapping[str, Presence]
    workbook: bool | None


def read_wish(typed: str, today: date) -> Wish:
    """`Tue 10:00`, `North 1 Tue 10:00`, a team, or nothing."""
    words = typed.split()
    for count in range(min(len(words), MOST_WORDS), 1, -1):
        try:
            return Wish(" ".join(words[:-count]), read_moment(" ".join(words[-count:]), today))
        except BadValue:
            continue
    return Wish(typed.strip(), None)


def check_call(values: Mapping[str, Any], now: datetime) -> CallGiven:
    at = day_and_time(values)
    if is_over(at, now):
        raise FieldErrors({"day": "past_time"})
    errors: dict[str, str] = {}
    minutes = whole_number(values, "minutes", MEETING_MINUTES, "meeting_minutes", errors)
    agencies = chosen_many(values, "agencies")
    if not agencies:
        errors["agencies"] = "no_agency"
    if errors:
        raise FieldErrors(errors)
    return CallGiven(
        at=at,
        minutes=minutes,
        office=chosen_one(values, "office") or "",
        chair_id=chosen_one(values, "chair"),
        members=chosen_many(values, "members"),
        agencies=agencies,
        reference=typed_text(values, "reference") or None,
    )


def check_move(values: Mapping[str, Any], now: datetime) -> Moment:
    at = day_and_time(values)
    if is_over(at, now):
        raise FieldErrors({"day": "past_time"})
    return at


def check_invitations(values: Mapping[str, Any], _now: datetime) -> dict[str, Invitation]:
    return {key: Invitation(value) for key, value in _by_agency(values).items()}


def _by_agency(values: Mapping[str, Any]) -> dict[str, str]:
    """What was chosen, by agency's key; each agency has a field of its own."""
    blocks = [block for block in values if block.startswith(AGENCY)]
    found = {block.removeprefix(AGENCY): chosen_one(values, block) for block in blocks}
    return {key: value for key, value in found.items() if value is not None}


def check_record(values: Mapping[str, Any], _now: datetime) -> RecordGiven:
    held = chosen_one(values, "held")
    if held is None:
        raise FieldErrors({"held": "no_answer"})
    workbook = chosen_one(values, "workbook")
    return RecordGiven(
        held == "yes",
        chosen_many(values, "missing"),
        {key: Presence(value) for key, value in _by_agency(values).items()},
        None if workbook is None else workbook == "yes",
    )


async def show_or_call(call: Call, wish: Wish) -> None:
    """The team's reviews; with a time, the modal that calls one."""
    if wish.at is None:
        await call.reply("group/reviews", await call.ask(show.of_team, wish.team, call.now))
        return
    await _open_call(call, wish.team, wish.at)


async def open_call(call: Call, team_code: str) -> None:
    await _open_call(call, team_code, None)


async def _open_call(call: Call, team: str, at: Moment | None) -> None:
    form = await call.ask(calling.to_call, team, at, call.now)
    await call.open("group/review_form", form, state=f"{form.team_code} {call.response_url}")


async def called(call: Call, given: CallGiven) -> None:
    team, _, place = call.state.partition(" ")
    review = Called(
        team,
        _instant(call, given.at),
        given.minutes,
        given.office,
        given.chair_id,
        given.members,
        given.agencies,
        given.reference,
    )
    await call.answer_modal(place, REVIEW, await call.ask(calling.call, review, call.now))
    await call.edge.run(tell_of_broken, call.edge.desk, call.now)


async def show_one(call: Call, review_id: str) -> None:
    await call.reply(REVIEW, await call.ask(show.one, review_id, call.now))


async def open_move(call: Call, review_id: str) -> None:
    view = await call.ask(show.one, review_id, call.now)
    state = f"{review_id} {view.starts_at.isoformat()} {call.response_url}"
    await call.open("group/review_move_form", view, state=state)


async def moved(call: Call, at: Moment) -> None:
    review_id, seen, place = _state(call)
    asked = (review_id, datetime.fromisoformat(seen), _instant(call, at), call.now)
    await call.answer_modal(place, REVIEW, await call.ask(calling.move, *asked))
    await call.edge.run(tell_of_broken, call.edge.desk, call.now)


async def cancel(call: Call, review_id: str) -> None:
    await call.reply(REVIEW, await call.ask(calling.cancel, review_id, call.now), replace=True)


async def open_invitations(call: Call, review_id: str) -> None:
    view = await call.ask(show.one, review_id, call.now)
    await call.open("group/review_agencies_form", view, state=f"{review_id} {view.version} {call.response_url}")


async def invitations_given(call: Call, said: dict[str, Invitation]) -> None:
    review_id, _, place = _state(call)
    await call.answer_modal(place, REVIEW, await call.ask(show.arrange, review_id, said, call.now))


async def held(call: Call, review_id: str) -> None:
    await _answered(call, await call.ask(record.say_held, review_id, held=True, now=call.now))


async def not_held(call: Call, review_id: str) -> None:
    await _answered(call, await call.ask(record.say_held, review_id, held=False, now=call.now))


async def open_record(call: Call, review_id: str) -> None:
    view = await call.ask(record.to_record, review_id, call.now)
    await call.open("group/review_record_form", view, state=f"{review_id} {view.version} {call.response_url}")


async def recorded(call: Call, given: RecordGiven) -> None:
    review_id, version, place = _state(call)
    whole = Recorded(given.held, given.missing, given.agencies, given.workbook, version)
    await call.answer_modal(place, REVIEW, await call.ask(record.record, review_id, whole, call.now))


async def _answered(call: Call, view: ReviewView) -> None:
    await call.reply(REVIEW, view, replace=True)


def _state(call: Call) -> tuple[str, str, str]:
    """The review, how it was seen when the modal was opened, and where the answer goes."""
    review_id, seen, place = (*call.state.split(" "), "", "")[:3]
    return review_id, seen, place


def _instant(call: Call, moment: Moment) -> datetime:
    return local(moment.day, moment.at, call.edge.desk.zone)


VERBS = (
    Verb(
        "review",
        "review",
        "shows your team's family reviews with other agencies",
        read_wish,
        show_or_call,
    ),
    Verb("review", "review Tue 10:00", "calls a family review", read_wish, show_or_call),
)

PRESSES = (
    Press("group.review_call", text, open_call),
    Press("group.review_show", text, show_one),
    Press("group.review_move", text, open_move),
    Press("group.review_cancel", text, cancel),
    Press("group.review_agencies", text, open_invitations),
    Press("group.review_held", text, held),
    Press("group.review_not_held", text, not_held),
    Press("group.review_record", text, open_record),
)

SUBMITS = (
    Submit("group.review_form", check_call, called),
    Submit("group.review_move_form", check_move, moved),
    Submit("group.review_agencies_form", check_invitations, invitations_given),
    Submit("group.review_record_form", check_record, recorded),
)
