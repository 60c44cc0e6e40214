"""`/timeline board`: when boards meet, what is on their agenda, and what they are asked to decide."""

from datetime import date

from commands.call import Call
from commands.registry import Press, Submit, Verb, text
from commands.timeline import fields
from commands.timeline.board_words import (
    Asked,
    Meeting,
    Outcome,
    Question,
    check_outcome,
    check_question,
    check_when,
    read_asked,
    read_meeting,
)
from domain.errors import BadValue
from domain.governance.decisions import DecisionKind
from services.governance import agenda, board_meetings, decisions, forms
from services.governance.board_meetings import When
from services.governance.decisions import DecisionLine, NewDecision

LIST = "timeline/boards"
AGENDA = "timeline/agenda"


async def board(call: Call, asked: Asked) -> None:
    match asked.what:
        case "list":
            await call.reply(LIST, await call.ask(agenda.boards, call.now))
        case "ask" | "change":
            await _ask(call, asked)
        case "decide" | "withdraw":
            await _settle(call, asked)
        case "show":
            key = board_meetings.find_board(call.edge.desk, asked.board)
            await call.reply(AGENDA, await call.ask(agenda.agenda, key, asked.day, call.now))
        case _:
            await _change(call, asked)


async def _change(call: Call, asked: Asked) -> None:
    key = board_meetings.find_board(call.edge.desk, asked.board)
    if asked.what == "add":
        assert asked.to is not None
        added = await call.ask(board_meetings.add, key, asked.to, call.now)
        await _show(call, key, added.reference, "added")
        return
    found = (await call.ask(agenda.agenda, key, asked.day, call.now)).meeting
    if found is None:
        raise BadValue(what="board_words", typed="", example="/timeline board add Partnership Board 11 Jun 14:00")
    if asked.what == "move":
        assert asked.to is not None
        await call.ask(board_meetings.move, key, found.reference, found.day, asked.to, call.now)
        await _show(call, key, found.reference, "moved")
        return
    await call.ask(board_meetings.cancel, key, found.reference, found.day, call.now)
    await _show(call, key, "", "cancelled")


async def _ask(call: Call, asked: Asked) -> None:
    key = board_meetings.find_board(call.edge.desk, asked.board)
    if not asked.words:
        await call.open(
            "timeline/decision_form",
            await call.ask(forms.new_decision, key, call.now),
            state=f"{key} {call.response_url}",
        )
        return
    line = await fields.or_keep(call, call.response_url, asked.words, _asked(call, key, asked))
    if line is not None:
        await _show(call, key, "", "asked")


async def _asked(call: Call, key: str, asked: Asked) -> DecisionLine:
    kind = DecisionKind.CHANGE if asked.what == "change" else DecisionKind.DECISION
    known = [row.key for row in call.edge.desk.programme.timeline]
    words, milestone = fields.split_re(asked.words, known, "milestone")
    return await call.ask(decisions.ask, NewDecision(key, words, milestone=milestone, kind=kind), call.now)


async def _settle(call: Call, asked: Asked) -> None:
    if asked.what == "withdraw":
        await call.reply("timeline/decision", await call.ask(decisions.withdraw, asked.board, call.now))
        return
    if not asked.words:
        await call.open("timeline/outcome_form", None, state=f"{asked.board} {call.response_url}")
        return
    line = await call.ask(decisions.decide, asked.board, asked.words, None, call.now)
    await call.reply("timeline/decision", line)


async def _show(call: Call, key: str, reference: str, done: str) -> None:
    await call.reply(AGENDA, await call.ask(agenda.agenda_of, key, reference, call.now, done))


async def show(call: Call, meeting: Meeting) -> None:
    await _show(call, meeting.board, meeting.reference, "")


async def cancel(call: Call, meeting: Meeting) -> None:
    assert meeting.day is not None
    await call.ask(board_meetings.cancel, meeting.board, meeting.reference, meeting.day, call.now)
    view = await call.ask(agenda.agenda_of, meeting.board, "", call.now, "cancelled")
    await call.reply(AGENDA, view, replace=True)


async def open_move(call: Call, meeting: Meeting) -> None:
    view = await call.ask(agenda.agenda_of, meeting.board, meeting.reference, call.now)
    day = meeting.day.isoformat() if meeting.day else ""
    state = f"{meeting.board} {meeting.reference} {day} {call.response_url}"
    await call.open("timeline/board_move_form", view, state=state)


async def move_given(call: Call, when: When) -> None:
    key, reference, day, place = (*call.state.split(" "), "")[:4]
    seen = date.fromisoformat(day)
    await call.ask(board_meetings.move, key, reference, seen, when, call.now)
    await call.answer_modal(place, AGENDA, await call.ask(agenda.agenda_of, key, reference, call.now, "moved"))


async def open_add(call: Call, meeting: Meeting) -> None:
    view = await call.ask(forms.new_meeting, meeting.board, call.now)
    await call.open("timeline/board_add_form", view, state=f"{meeting.board} {call.response_url}")


async def add_given(call: Call, when: When) -> None:
    key, _, place = call.state.partition(" ")
    added = await call.ask(board_meetings.add, key, when, call.now)
    await call.answer_modal(place, AGENDA, await call.ask(agenda.agenda_of, key, added.reference, call.now, "added"))


async def open_ask(call: Call, meeting: Meeting) -> None:
    view = await call.ask(forms.new_decision, meeting.board, call.now)
    await call.open("timeline/decision_form", view, state=f"{meeting.board} {call.response_url}")


async def ask_given(call: Call, question: Question) -> None:
    key, _, place = call.state.partition(" ")
    new = NewDecision(key, question.text, question.owner, question.milestone, question.kind)
    line = await fields.or_keep(call, place, question.text, call.ask(decisions.ask, new, call.now))
    if line is not None:
        await call.answer_modal(place, AGENDA, await call.ask(agenda.agenda_of, key, "", call.now, "asked"))


async def open_outcome(call: Call, key: str) -> None:
    await call.open("timeline/outcome_form", None, state=f"{key} {call.response_url}")


async def outcome_given(call: Call, outcome: Outcome) -> None:
    key, _, place = call.state.partition(" ")
    asked = call.ask(decisions.decide, key, outcome.text, outcome.day, call.now)
    line = await fields.or_keep(call, place, outcome.text, asked)
    if line is not None:
        await call.answer_modal(place, "timeline/decision", line)


async def withdraw(call: Call, key: str) -> None:
    await call.reply("timeline/decision", await call.ask(decisions.withdraw, key, call.now))


VERBS = (
    Verb("board", "board", "shows when each board meets next and when its papers are due", read_asked, board),
    Verb(
        "board",
        "board Partnership Board",
        "shows the agenda of its next meeting, or with a day that one",
        read_asked,
        board,
    ),
    Verb("board", "board add Partnership Board 11 Jun 14:00", "adds a meeting", read_asked, board),
    Verb(
        "board",
        "board move Partnership Board 20 May to 27 May",
        "moves a meeting; `cancel` cancels one",
        read_asked,
        board,
    ),
    Verb(
        "board", "board ask Partnership Board: approve the new date", "asks a board for a decision", read_asked, board
    ),
    Verb(
        "board", "board change Partnership Board: go live in November", "asks a board for a change", read_asked, board
    ),
    Verb(
        "board", "board decide 3: approved", "records what was decided; `withdraw 3` takes it back", read_asked, board
    ),
)

PRESSES = (
    Press("timeline.board_show", read_meeting, show),
    Press("timeline.board_cancel", read_meeting, cancel),
    Press("timeline.board_move", read_meeting, open_move),
    Press("timeline.board_add", read_meeting, open_add),
    Press("timeline.board_ask", read_meeting, open_ask),
    Press("timeline.decision_settle", text, open_outcome),
    Press("timeline.decision_withdraw", text, withdraw),
)

SUBMITS = (
    Submit("timeline.board_move_form", check_when, move_given),
    Submit("timeline.board_add_form", check_when, add_given),
    Submit("timeline.decision_form", check_question, ask_given),
    Submit("timeline.outcome_form", check_outcome, outcome_given),
)
