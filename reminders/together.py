"""Several reminders in one message: each part is checked and said as it would be alone."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.errors import Refusal
from reminders.kinds import Kind
from services.desk import Desk
from services.notices import Drop, Subject


class Says(Protocol):
    """A rule, as far as it is needed here."""

    @property
    def template(self) -> str: ...

    @property
    def view(self) -> Callable[[Desk, Subject, datetime], object]: ...


@dataclass(frozen=True, slots=True)
class Part:
    template: str
    view: object


@dataclass(frozen=True, slots=True)
class TogetherView:
    parts: tuple[Part, ...]


def together(rules: Mapping[Kind, Says]) -> Callable[[Desk, Subject, datetime], TogetherView | Drop]:
    """The view of a gathered message: what is left of its parts at this moment."""

    def view(desk: Desk, about: Subject, now: datetime) -> TogetherView | Drop:
        parts = []
        for text in about.facts["about"]:
            kind, subject, key, lead, things = json.loads(text)
            facts = {"lead": lead, "about": things}
            rule = rules[Kind(kind)]
            try:
                found = rule.view(desk, Subject(subject, about.staff_id, None, facts, about.due_at, key), now)
            except Refusal:
                continue
            if not isinstance(found, Drop):
                parts.append(Part(rule.template, found))
        return TogetherView(tuple(parts)) if parts else Drop("nothing_left")

    return view
