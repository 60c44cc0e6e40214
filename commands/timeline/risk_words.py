"""What is typed and filled in about the register."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from commands.fields import chosen_day, chosen_one, typed_text
from commands.registry import FieldErrors
from commands.timeline import fields
from domain.errors import BadValue
from domain.governance.risks import RiskKind
from domain.when import read_day, read_day_behind
from services.governance.risks import NewRisk, Revision

EXAMPLE = "/timeline risk add 3x4 Nia O'Connor 12 Jun: partners do not fund the posts"


@dataclass(frozen=True, slots=True)
class Asked:
    """`what` is list, show, form, add, review, give, close or reopen; the rest goes with it."""

    what: str
    reference: str = ""
    words: str = ""
    new: NewRisk | None = None
    revision: Revision | None = None


@dataclass(frozen=True, slots=True)
class Review:
    revision: Revision
    owner: str


_NUMBER = re.compile(r"#?(\d{1,6}):?")
_RATING = re.compile(r"(\d)\s*[x*×]\s*(\d)", re.IGNORECASE)
_KINDS = {
    "risk": RiskKind.RISK,
    "risks": RiskKind.RISK,
    "issue": RiskKind.ISSUE,
    "issues": RiskKind.ISSUE,
    "warning": RiskKind.WARNING,
    "warnings": RiskKind.WARNING,
}


def read_asked(typed: str, today: date) -> Asked:
    """The words behind `risk`. Raises `BadValue`."""
    first, _, rest = typed.strip().partition(" ")
    word, rest = first.casefold(), rest.strip()
    if not first or (word in _KINDS and not rest):
        return Asked("list", words=_KINDS[word].value if first else "")
    if _NUMBER.fullmatch(first) and not rest:
        return Asked("show", first)
    if word == "add":
        return _read_new(rest, today)
    number, _, behind = rest.partition(" ")
    if not _NUMBER.fullmatch(number):
        raise BadValue(what="risk_words", typed=typed.strip(), example=EXAMPLE)
    number, behind = number.strip(":"), behind.strip().lstrip(":").strip()
    if word in ("give", "close", "reopen"):
        return Asked(word, number, behind if word == "give" else fields.plain(behind))
    return Asked("review", number, revision=_revision(word, behind, typed, today))


def _revision(word: str, behind: str, typed: str, today: date) -> Revision:
    """What `rate 3 2x4`, `issue 3` or `review 3 19 Jun` changes."""
    if word == "rate" and (rating := _RATING.fullmatch(behind)):
        return Revision(probability=int(rating[1]), impact=int(rating[2]))
    if word in _KINDS and not behind:
        return Revision(kind=_KINDS[word])
    if word == "review":
        return Revision(review_on=read_day(behind, today) if behind else None)
    raise BadValue(what="risk_words", typed=typed.strip(), example=EXAMPLE)


def _read_new(typed: str, today: date) -> Asked:
    """`issue 3x4 Nia O'Connor 12 Jun: words re go-live`; without words a modal asks."""
    first, _, rest = typed.partition(" ")
    kind = _KINDS.get(first.casefold())
    if not typed or (kind is not None and not rest):
        return Asked("form", words=kind.value if kind else "")
    before, colon, words = (rest if kind else typed).partition(":")
    rating, _, behind = before.strip().partition(" ")
    match = _RATING.fullmatch(rating)
    if match is None or not colon or not words.strip():
        raise BadValue(what="risk_words", typed=typed, example=EXAMPLE)
    owner, review_on = read_day_behind(behind, today)
    new = NewRisk(
        kind=kind or RiskKind.RISK,
        text=fields.plain(words),
        probability=int(match[1]),
        impact=int(match[2]),
        owner=owner,
        review_on=review_on,
    )
    return Asked("add", new=new)


def check_form(values: Mapping[str, Any], now: datetime) -> NewRisk:
    errors: dict[str, str] = {}
    words = fields.note(values, "text", now.date(), errors)
    mitigation = fields.note(values, "mitigation", now.date(), errors, optional=True)
    review_on = _review_day(values, now, errors)
    kind, probability, impact = (chosen_one(values, name) or "" for name in ("kind", "probability", "impact"))
    errors |= {n: "no_answer" for n, v in (("kind", kind), ("probability", probability), ("impact", impact)) if not v}
    if errors:
        raise FieldErrors(errors)
    return NewRisk(
        RiskKind(kind),
        words,
        int(probability),
        int(impact),
        typed_text(values, "owner"),
        review_on,
        chosen_one(values, "milestone") or "",
        mitigation,
    )


def check_review(values: Mapping[str, Any], now: datetime) -> Review:
    errors: dict[str, str] = {}
    mitigation = fields.note(values, "mitigation", now.date(), errors, optional=True)
    review_on = _review_day(values, now, errors)
    if errors:
        raise FieldErrors(errors)
    kind, probability, impact = (chosen_one(values, name) or "" for name in ("kind", "probability", "impact"))
    revision = Revision(
        RiskKind(kind) if kind else None,
        int(probability) if probability else None,
        int(impact) if impact else None,
        mitigation,
        review_on,
    )
    return Review(revision, typed_text(values, "owner"))


def check_reason(values: Mapping[str, Any], now: datetime) -> str:
    errors: dict[str, str] = {}
    words = fields.note(values, "reason", now.date(), errors)
    if errors:
        raise FieldErrors(errors)
    return words


def _review_day(values: Mapping[str, Any], now: datetime, errors: dict[str, str]) -> date | None:
    found = chosen_day(values, "review")
    if found is not None and found < now.date():
        errors["review"] = "past_day"
    return found
