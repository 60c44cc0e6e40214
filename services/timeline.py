"""The implementation timeline as a project lead reads it."""

from dataclasses import dataclass
from datetime import date, datetime

from domain import access
from domain.access import Action, Actor
from domain.programme import Programme
from domain.timeline.rag import Milestone, Rag, Status, status
from services.desk import Desk
from storage import timeline
from storage.locks import Turn, take_turn
from storage.tables import MilestoneRow


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """`planned` and `actual` are in the precision of the promise; `waits_for` is another milestone's title."""

    key: str
    title: str
    planned: date
    precision: str
    forecast: date
    actual: date | None
    rag: str
    reason: str
    days: int
    waits_for: str | None
    source: str
    workstream: str


@dataclass(frozen=True, slots=True)
class TimelineView:
    """`attention` are the red and amber ones, worst first; `coming` the next green ones; `done` the finished."""

    service_name: str
    today: date
    go_live: MilestoneLine | None
    attention: tuple[MilestoneLine, ...]
    coming: tuple[MilestoneLine, ...]
    done: tuple[MilestoneLine, ...]


def overview(desk: Desk, actor: Actor, now: datetime) -> TimelineView:
    access.require(access.may(actor, Action.SEE_TIMELINE), Action.SEE_TIMELINE)
    lines = milestone_lines(desk, now)
    order = {Rag.RED.value: 0, Rag.AMBER.value: 1}
    return TimelineView(
        service_name=desk.programme.name,
        today=desk.today(now),
        go_live=next((line for line in lines if line.key == desk.programme.go_live), None),
        attention=tuple(sorted((x for x in lines if x.rag in order), key=lambda x: (order[x.rag], x.planned))),
        coming=tuple(x for x in lines if x.rag == Rag.GREEN),
        done=tuple(x for x in lines if x.rag == Rag.DONE),
    )


def milestone_lines(desk: Desk, now: datetime) -> list[MilestoneLine]:
    """Every milestone with its status, by planned date."""
    with desk.database.read() as session:
        stored = timeline.milestones(session)
    today = desk.today(now)
    rows = {row.key: row for row in desk.programme.timeline if row.key in stored}
    lines = []
    for row in sorted(rows.values(), key=lambda r: r.planned.last_day):
        before = [stored[link.before] for link in desk.programme.dependencies if link.after == row.key]
        found = _status(desk.programme, stored[row.key], before, today)
        lines.append(
            MilestoneLine(
                key=row.key,
                title=row.title,
                planned=row.planned.last_day,
                precision=row.planned.precision,
                forecast=stored[row.key].forecast,
                actual=stored[row.key].actual,
                rag=found.rag.value,
                reason=found.reason.value,
                days=found.days,
                waits_for=None if found.other is None else rows[found.other].title,
                source=row.source,
                workstream=row.workstream,
            )
        )
    return lines


def ensure_timeline(desk: Desk, now: datetime) -> int:
    """Store the programme's promises that are not stored yet, with forecast as promised. Returns how many."""
    with desk.database.work("system", now) as uow:
        take_turn(uow.session, Turn.FIRST_START)
        known = timeline.milestones(uow.session)
        new = [row for row in desk.programme.timeline if row.key not in known]
        for row in new:
            day = row.planned.last_day
            uow.session.add(MilestoneRow(key=row.key, baseline=day, forecast=day))
            uow.record("milestone.add", row.key, {"baseline": day.isoformat()})
        if new:
            uow.commit()
        return len(new)


def _status(programme: Programme, milestone: Milestone, before: list[Milestone], today: date) -> Status:
    return status(
        milestone,
        before,
        today,
        amber_days_before=programme.rag.amber_days_before,
        red_days_late=programme.rag.red_days_late,
    )
