"""What can be typed, pressed and submitted: tables from which listeners, help, manifest and docs are made."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from commands.call import Call

Parse = Callable[[str, date], Any]
Answer = Callable[[Call, Any], Awaitable[None]]
Check = Callable[[Mapping[str, Any], datetime], Any]


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing a command does. `usage` is what to type after the command; `parse` reads the words behind the verb."""

    word: str
    usage: str
    summary: str
    parse: Parse
    answer: Answer


@dataclass(frozen=True, slots=True)
class Noun:
    """One slash command. Without words its verb of the empty word answers; `free_text` lets that verb take any text."""

    command: str
    summary: str
    hint: str
    verbs: tuple[Verb, ...]
    free_text: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """A button: `parse` reads its value."""

    action_id: str
    parse: Parse
    answer: Answer


class FieldErrors(Exception):
    """What is wrong in a modal, by block id: a code that `templates/fields.j2` puts into words."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__()
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Submit:
    """A modal: `check` reads its fields against the local time without input or output, or raises `FieldErrors`."""

    callback_id: str
    check: Check
    answer: Answer


@dataclass(frozen=True, slots=True)
class Commands:
    nouns: tuple[Noun, ...]
    presses: tuple[Press, ...] = ()
    submits: tuple[Submit, ...] = field(default=())


def nothing(_text: str, _today: date) -> None:
    """The parser of what takes no words."""


def text(typed: str, _today: date) -> str:
    """The parser of what takes the words as they are."""
    return typed.strip()
