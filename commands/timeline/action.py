"""`/timeline action`: who does what by when, whatever it came from."""

from datetime import date

from commands.call import Call
from commands.registry import Press, Submit, Verb, text
from commands.timeline import fields
from commands.timeline.action_words import (
    LISTS,
    Asked,
    Form,
    check_done,
    check_due,
    check_form,
    check_owner,
    check_reason,
    read_asked,
)
from services.governance import action_lists, actions, forms
from services.governance.action_views import ActionView
from services.governance.actions import NewAction
from services.governance.sources import keys, read_origin

LIST = "timeline/actions"
ONE = "timeline/action"


async def action(call: Call, asked: Asked) -> None:
    match asked.what:
        case "mine" | "team" | "overdue" | "all":
            await call.reply(LIST, await _listed(call, asked.what, asked.words))
        case "add":
            await _add(call, asked)
        case "drop" if not asked.words:
            await _open(call, "timeline/action_drop_form", asked.reference)
        case _:
            await call.reply(ONE, await _changed(call, asked))


async def _listed(call: Call, scope: str, team: str = "") -> object:
    if scope == "team":
        return await call.ask(action_lists.of_team, team, call.now)
    lists = {"mine": action_lists.mine, "overdue": action_lists.overdue, "all": action_lists.everything}
    return await call.ask(lists[scope], call.now)


async def _changed(call: Call, asked: Asked) -> object:
    key = asked.reference
    if asked.what == "done":
        return await call.ask(actions.done, key, asked.day, call.now)
    if asked.what == "drop":
        return await call.ask(actions.drop, key, asked.words, call.now)
    if asked.what == "give":
        return await call.ask(actions.hand_on, key, asked.words, call.now)
    if asked.what == "move":
        assert asked.day is not None
        return await call.ask(actions.move, key, asked.day, call.now)
    if asked.what == "reopen":
        return await call.ask(actions.reopen, key, call.now)
    return await call.ask(actions.show, key, call.now)


async def _add(call: Call, asked: Asked) -> None:
    if asked.day is None:
        await open_add(call, "")
        return
    view = await fields.or_keep(call, call.response_url, asked.words, _added(call, asked, asked.day))
    if view is not None:
        await call.reply(ONE, view)


async def _added(call: Call, asked: Asked, due_on: date) -> ActionView:
    programme = call.edge.desk.programme
    words, source = fields.split_re(asked.words, keys(programme), "source")
    new = NewAction(words, asked.reference, due_on, read_origin(programme, source))
    return await call.ask(actions.add, new, call.now)


async def open_add(call: Call, source: str) -> None:
    view = await call.ask(forms.new_action, source, call.now)
    await call.open("timeline/action_form", view, state=call.response_url)


async def add_given(call: Call, form: Form) -> None:
    new = NewAction(form.text, form.owner, form.due_on, form.source)
    view = await fields.or_keep(call, call.state, form.text, call.ask(actions.add, new, call.now))
    if view is not None:
        await call.answer_modal(call.state, ONE, view)


async def show(call: Call, key: str) -> None:
    await call.reply(ONE, await call.ask(actions.show, key, call.now))


async def show_list(call: Call, scope: str) -> None:
    await call.reply(LIST, await _listed(call, scope), replace=True)


async def done(call: Call, key: str) -> None:
    await call.reply(ONE, await call.ask(actions.done, key, None, call.now), replace=True)


async def done_listed(call: Call, key: str) -> None:
    """Done in the list of one's own: the list comes again, without it."""
    await call.ask(actions.done, key, None, call.now)
    await call.reply(LIST, await call.ask(action_lists.mine, call.now), replace=True)


async def reopen(call: Call, key: str) -> None:
    await call.reply(ONE, await call.ask(actions.reopen, key, call.now), replace=True)


async def open_done(call: Call, key: str) -> None:
    await _open(call, "timeline/action_done_form", key)


async def open_drop(call: Call, key: str) -> None:
    await _open(call, "timeline/action_drop_form", key)


async def open_give(call: Call, key: str) -> None:
    await _open(call, "timeline/action_give_form", key)


async def open_move(call: Call, key: str) -> None:
    await _open(call, "timeline/action_move_form", key)


async def _open(call: Call, template: str, key: str) -> None:
    view = await call.ask(actions.show, key, call.now)
    await call.open(template, view, state=f"{view.line.action_id} {view.version} {call.response_url}")


def _state(call: Call) -> tuple[str, int, str]:
    """The action, its version when the modal was opened, and where the answer goes."""
    key, version, place = (*call.state.split(" "), "")[:3]
    return key, int(version), place


async def done_given(call: Call, on: date) -> None:
    key, _, place = _state(call)
    await call.answer_modal(place, ONE, await call.ask(actions.done, key, on, call.now))


async def drop_given(call: Call, reason: str) -> None:
    key, _, place = _state(call)
    view = await fields.or_keep(call, place, reason, call.ask(actions.drop, key, reason, call.now))
    if view is not None:
        await call.answer_modal(place, ONE, view)


async def give_given(call: Call, owner: str) -> None:
    key, version, place = _state(call)
    await call.answer_modal(place, ONE, await call.ask(actions.hand_on, key, owner, call.now, version))


async def move_given(call: Call, due_on: date) -> None:
    key, version, place = _state(call)
    await call.answer_modal(place, ONE, await call.ask(actions.move, key, due_on, call.now, version))


VERBS = (
    Verb("action", "action", "shows your open actions", read_asked, action),
    Verb("action", "action overdue", "shows what is over its date; `team` and `all` show more", read_asked, action),
    Verb("action", "action add Nia O'Connor 12 May: agree the venue", "gives somebody an action", read_asked, action),
    Verb(
        "action",
        "action done 12",
        "records that an action is done; `12` alone shows it with its history",
        read_asked,
        action,
    ),
    Verb("action", "action give 12 Nia O'Connor", "hands an action on", read_asked, action),
    Verb("action", "action move 12 19 Jun", "gives an action another date", read_asked, action),
    Verb("action", "action drop 12 no longer needed", "closes an action undone, with the reason", read_asked, action),
    Verb("action", "action reopen 12", "opens it again", read_asked, action),
)

PRESSES = (
    *(Press(f"timeline.action_list_{scope}", text, show_list) for scope in LISTS),
    Press("timeline.action_add", text, open_add),
    Press("timeline.action_show", text, show),
    Press("timeline.action_done", text, done),
    Press("timeline.action_done_listed", text, done_listed),
    Press("timeline.action_done_on", text, open_done),
    Press("timeline.action_drop", text, open_drop),
    Press("timeline.action_give", text, open_give),
    Press("timeline.action_move", text, open_move),
    Press("timeline.action_reopen", text, reopen),
)

SUBMITS = (
    Submit("timeline.action_form", check_form, add_given),
    Submit("timeline.action_done_form", check_done, done_given),
    Submit("timeline.action_drop_form", check_reason, drop_given),
    Submit("timeline.action_give_form", check_owner, give_given),
    Submit("timeline.action_move_form", check_due, move_given),
)
