"""What is typed and filled in about posts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from commands.fields import chosen_day, chosen_one
from commands.registry import FieldErrors
from domain.errors import BadValue
from domain.when import read_day
from services.posts.change import Change

EXAMPLE = "/timeline post ME04 offered starts 1 Jun"


@dataclass(frozen=True, slots=True)
class Asked:
    """`words` is a post's id, or whose posts to show; `change` what to change of a post."""

    words: str
    change: Change | None = None


_PART = re.compile(r"\s+(starts|since|sustainable|funded until)\s+", re.IGNORECASE)
_POST = re.compile(r"(?P<post>\w*\d\w*)(?:\s+(?P<state>.+))?")


def read_asked(typed: str, today: date) -> Asked:
    """`ME04`, `ME04 recruiting`, `ME04 offered starts 1 Jun`, `ME04 sustainable yes`, a discipline, employer or team.

    A post's id is the first word where it has a figure in it and is not the number of a team. Raises `BadValue`.
    """
    first, *parts = _PART.split(f"{typed.strip()} " if not typed.strip() else typed.strip())
    found = _POST.fullmatch(first.strip())
    if found is None:
        if parts:
            raise BadValue(what="post_words", typed=typed.strip(), example=EXAMPLE)
        return Asked(first.strip())
    given = {parts[n].casefold(): parts[n + 1].strip() for n in range(0, len(parts), 2)}
    if not given and not found["state"]:
        return Asked(found["post"])
    days = {word: read_day(given[word], today) for word in ("starts", "since", "funded until") if word in given}
    sustainable = given.get("sustainable")
    return Asked(
        found["post"],
        Change(
            state=found["state"],
            since=days.get("since"),
            starts_on=days.get("starts"),
            sustainable=None if sustainable is None else sustainable.casefold(),
            funded_until=days.get("funded until"),
        ),
    )


def check_form(values: Mapping[str, Any], now: datetime) -> Change:
    since = chosen_day(values, "since")
    if since is not None and since > now.date():
        raise FieldErrors({"since": "future_since"})
    return Change(
        state=chosen_one(values, "state"),
        since=since,
        starts_on=chosen_day(values, "starts"),
        sustainable=chosen_one(values, "sustainable"),
        funded_until=chosen_day(values, "funded"),
    )
