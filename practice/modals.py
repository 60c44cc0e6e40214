"""The modals each person has open: a stack of at most three views, in memory as in Slack."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from practice.elements import name_parts
from practice.errors import ApiError
from practice.people import APP_ID, BOT_ID, TEAM_ID

DEEPEST = 3


@dataclass(slots=True)
class View:
    """One open view; `hash` changes with each update."""

    id: str
    root_id: str
    previous_id: str | None
    content: dict[str, Any]
    hash: str = field(default_factory=lambda: secrets.token_hex(8))

    def payload(self, values: dict[str, Any] | None = None) -> dict[str, Any]:
        """The view as Slack sends it, with what was filled in."""
        identity = {"id": self.id, "team_id": TEAM_ID, "app_id": APP_ID, "bot_id": BOT_ID, "hash": self.hash}
        stack = {"root_view_id": self.root_id, "previous_view_id": self.previous_id}
        defaults = {"private_metadata": "", "callback_id": "", "external_id": "", "clear_on_close": False}
        return {**defaults, **self.content, **identity, **stack, "state": {"values": values or {}}}


class Modals:
    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._stacks: dict[str, list[View]] = {}

    def top(self, user_id: str) -> View | None:
        stack = self._stacks.get(user_id)
        return stack[-1] if stack else None

    def depth(self, user_id: str) -> int:
        return len(self._stacks.get(user_id, ()))

    def open(self, user_id: str, content: dict[str, Any]) -> View:
        """A first view; an earlier stack of this person gives way to it."""
        name = _view_id()
        return self._put(user_id, [View(name, name, None, _named(content))])

    def push(self, user_id: str, content: dict[str, Any]) -> View:
        """Raises `ApiError` not_found without an open modal, push_limit_reached above three views."""
        stack = self._stacks.get(user_id)
        if not stack:
            raise ApiError("not_found")
        if len(stack) >= DEEPEST:
            raise ApiError("push_limit_reached")
        view = View(_view_id(), stack[0].id, stack[-1].id, _named(content))
        return self._put(user_id, [*stack, view])

    def update(self, view: View, content: dict[str, Any]) -> View:
        view.content = _named(content)
        view.hash = secrets.token_hex(8)
        self._changed()
        return view

    def find(self, *, view_id: str | None, external_id: str | None) -> View:
        """Raises `ApiError` not_found."""
        for stack in self._stacks.values():
            for view in stack:
                if view.id == view_id or (external_id and view.content.get("external_id") == external_id):
                    return view
        raise ApiError("not_found")

    def close(self, user_id: str, *, whole_stack: bool = False) -> None:
        """Take away the top view, or all of them."""
        stack = self._stacks.get(user_id, [])
        self._stacks[user_id] = [] if whole_stack else stack[:-1]
        self._changed()

    def _put(self, user_id: str, stack: list[View]) -> View:
        self._stacks[user_id] = stack
        self._changed()
        return stack[-1]


def _view_id() -> str:
    return f"V{secrets.token_hex(5).upper()}"


def _named(content: dict[str, Any]) -> dict[str, Any]:
    return {**content, "blocks": name_parts(content["blocks"])}
