"""Actions, the register, decisions and posts as the practice workspace starts with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlmodel import select

from domain.calendar import local
from domain.governance.actions import ActionState
from domain.governance.decisions import DecisionKind, DecisionState
from domain.governance.risks import RiskKind, RiskState
from services.desk import Desk
from storage.tables import (
    ActionRow,
    BoardMeetingRow,
    DecisionRow,
    GovernanceChangeRow,
    PostProgressRow,
    PostRow,
    RiskRow,
)
from storage.unit_of_work import UnitOfWork

NOON = time(12)


@dataclass(frozen=True, slots=True)
class GovernanceSeed:
    """The file's tables as they are written; each row is described in it. `posts` is by post id."""

    actions: Sequence[Mapping[str, Any]] = ()
    risks: Sequence[Mapping[str, Any]] = ()
    decisions: Sequence[Mapping[str, Any]] = ()
    meetings: Sequence[Mapping[str, Any]] = ()
    posts: Mapping[str, Mapping[str, Any]] | None = None


def plant(desk: Desk, seed: GovernanceSeed, now: datetime) -> None:
    """Store the seed once, after the roster and the timeline. Safe to repeat."""
    with desk.database.work("system", now) as uow:
        if uow.session.exec(select(ActionRow.id)).first() is not None:
            return
        for number, raw in enumerate(seed.actions, start=1):
            _action(desk, uow, number, raw)
        for number, raw in enumerate(seed.risks, start=1):
            _risk(desk, uow, number, raw)
        for number, raw in enumerate(seed.decisions, start=1):
            _decision(desk, uow, number, raw)
        for raw in seed.meetings:
            uow.session.add(BoardMeetingRow(**raw, changed_at=now, changed_by="system"))
        for post_id, raw in (seed.posts or {}).items():
            _post(uow, post_id, raw)
        uow.record("practice.governance", "1")
        uow.commit()


def _action(desk: Desk, uow: UnitOfWork, number: int, raw: Mapping[str, Any]) -> None:
    kind, _, key = str(raw["source"]).partition("/")
    done_on: date | None = raw.get("done_on")
    row = ActionRow(
        number=number,
        text=raw["text"],
        owner_id=raw["owner"],
        due_on=raw["due_on"],
        source_kind=kind,
        source_key=key,
        state=ActionState.DONE if done_on else ActionState.OPEN,
        done_on=done_on,
        settled_at=_at(desk, done_on) if done_on else None,
        settled_by=raw["owner"] if done_on else None,
        added_at=_at(desk, raw["added_on"]),
        added_by=raw["added_by"],
    )
    uow.session.add(row)
    _history(uow, row.id, "add", row.added_at, row.added_by, after=row.owner_id)
    if row.settled_at is not None:
        _history(uow, row.id, "done", row.settled_at, row.owner_id)


def _risk(desk: Desk, uow: UnitOfWork, number: int, raw: Mapping[str, Any]) -> None:
    row = RiskRow(
        number=number,
        kind=RiskKind(raw["kind"]),
        text=raw["text"],
        mitigation=raw.get("mitigation", ""),
        probability=raw["probability"],
        impact=raw["impact"],
        owner_id=raw["owner"],
        review_on=raw["review_on"],
        milestone_key=raw.get("milestone", ""),
        state=RiskState.OPEN,
        raised_at=_at(desk, raw["raised_on"]),
        raised_by=raw["owner"],
    )
    uow.session.add(row)
    _history(uow, row.id, "raise", row.raised_at, row.raised_by, after=f"{row.probability}x{row.impact}")


def _decision(desk: Desk, uow: UnitOfWork, number: int, raw: Mapping[str, Any]) -> None:
    row = DecisionRow(
        number=number,
        board=raw["board"],
        kind=DecisionKind(raw["kind"]),
        text=raw["text"],
        owner_id=raw["owner"],
        milestone_key=raw.get("milestone", ""),
        state=DecisionState.ASKED,
        asked_at=_at(desk, raw["asked_on"]),
        asked_by=raw["owner"],
    )
    uow.session.add(row)
    _history(uow, row.id, "ask", row.asked_at, row.asked_by)


def _post(uow: UnitOfWork, post_id: str, raw: Mapping[str, Any]) -> None:
    post = uow.session.get_one(PostRow, post_id)
    state = raw.get("state", post.state)
    row = PostProgressRow(
        post_id=post_id,
        state=state,
        roster_state=post.state,
        since=raw.get("since", uow.now.date()),
        empty_since=post.funded_from if post.holder_id is None else None,
        starts_on=raw.get("starts_on"),
        sustainable=raw.get("sustainable"),
        changed_at=uow.now,
        changed_by="system",
    )
    uow.session.add(row)
    if state != post.state:
        _history(uow, post_id, "state", uow.now, "system", before=post.state, after=state)


def _history(uow: UnitOfWork, subject: str, what: str, at: datetime, by: str, **facts: str) -> None:
    uow.session.add(GovernanceChangeRow(subject=subject, what=what, at=at, by=by, facts=facts))


def _at(desk: Desk, day: date) -> datetime:
    return local(day, NOON, desk.zone)
