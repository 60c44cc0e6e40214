"""Binding the tables to Bolt: acknowledge at once, then find out who asks and answer."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from commands import introduce
from commands.boundary import answer_error
from commands.call import Call, Edge
from commands.registry import Commands, FieldErrors, Noun, Press, Submit, Verb
from domain.errors import NotUnderstood
from domain.words import closest
from services import people
from services.ports import Sent
from templates.blocks import PART

Body = Mapping[str, Any]
Listener = Callable[..., Awaitable[None]]


def bind(app: AsyncApp, edge: Edge, commands: Commands) -> None:
    """Give every command, button and modal its listener."""
    for noun in commands.nouns:
        app.command(noun.command)(guarded(edge, command_listener(edge, noun)))
    for press in commands.presses:
        app.action(press.action_id)(guarded(edge, press_listener(edge, press)))
    for submit in commands.submits:
        app.view(submit.callback_id)(guarded(edge, submit_listener(edge, submit)))
    app.action(introduce.ACCEPT)(guarded(edge, introduce.accept_listener(edge)))


def guarded(edge: Edge, listener: Listener) -> Listener:
    """Keep the listener's task where the shutdown waits for it, and give every failure to the boundary.

    Bolt would answer a failure with status 500 even after the acknowledgement, so it never sees one.
    """

    @wraps(listener)
    async def wrapper(ack: AsyncAck, body: Body) -> None:
        task = asyncio.current_task()
        assert task is not None
        edge.tasks.add(task)
        try:
            await listener(ack, body)
        except Exception as error:  # noqa: BLE001  the one error boundary
            await answer_error(edge, error, body)
        finally:
            edge.tasks.discard(task)

    return wrapper


def command_listener(edge: Edge, noun: Noun) -> Listener:
    async def listener(ack: AsyncAck, body: Body) -> None:
        await ack()
        verb, rest = find_verb(noun, body.get("text", ""))
        request = verb.parse(rest, edge.today())
        call = await open_call(edge, body["user_id"], body["response_url"], body["trigger_id"])
        await verb.answer(call, request)

    return listener


def press_listener(edge: Edge, press: Press) -> Listener:
    async def listener(ack: AsyncAck, body: Body) -> None:
        await ack()
        action = body["actions"][0]
        value = action.get("value") or (action.get("selected_option") or {}).get("value", "")
        request = press.parse(value, edge.today())
        container = body.get("container", {})
        message = None
        if "message_ts" in container:
            message = Sent(container["channel_id"], container["message_ts"])
        call = await open_call(
            edge, body["user"]["id"], body.get("response_url", ""), body.get("trigger_id", ""), message
        )
        keeps = str(action.get("block_id", "")).startswith(PART)
        await press.answer(replace(call, keeps=keeps), request)

    return listener


def submit_listener(edge: Edge, submit: Submit) -> Listener:
    async def listener(ack: AsyncAck, body: Body) -> None:
        view = body["view"]
        try:
            request = submit.check(view["state"]["values"], edge.local_now())
        except FieldErrors as wrong:
            words = {block: edge.renderer.words("fields", code) for block, code in wrong.errors.items()}
            await ack(response_action="errors", errors=words)
            return
        await ack()
        state, _, place = view["private_metadata"].partition("|")
        channel, _, ts = place.partition("|")
        message = Sent(channel, ts) if ts else None
        call = await open_call(edge, body["user"]["id"], "", "", message, state)
        await submit.answer(call, request)

    return listener


async def open_call(
    edge: Edge, slack_user_id: str, response_url: str, trigger_id: str, message: Sent | None = None, state: str = ""
) -> Call:
    """Find out who asks. Raises `NotLinked`, which the error boundary turns into an introduction."""
    now = edge.now()
    actor = await edge.run(people.identify, edge.desk, slack_user_id, now)
    return Call(edge, actor, now, response_url, trigger_id, message, state)


def find_verb(noun: Noun, typed: str) -> tuple[Verb, str]:
    """The verb that was typed and the words behind it. Raises `NotUnderstood` with the nearest verbs."""
    word, _, rest = typed.strip().partition(" ")
    by_word = {verb.word: verb for verb in noun.verbs}
    found = by_word.get(word.casefold())
    if found is not None:
        return found, rest.strip()
    default = by_word.get("")
    if default is not None and noun.free_text:
        return default, typed.strip()
    usages = [f"{noun.command} {verb.usage}".strip() for verb in noun.verbs]
    raise NotUnderstood(
        typed=typed.strip(),
        command=noun.command,
        suggestions=[f"{noun.command} {near}" for near in closest(word, [w for w in by_word if w])],
        usages=usages,
    )
