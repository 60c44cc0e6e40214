"""A proposal as it is stored, read for people."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from domain.calendar import Month
from domain.roster import Roster
from domain.supervision.causes import Cause
from domain.supervision.states import COUNTS
from domain.working_pattern import WEEKDAYS
from services.desk import Desk
from services.planning.request import month_span
from services.planning.views import ProposalView, ProposedLine, RemedyLine, UnplacedLine
from storage import proposals, sessions
from storage.tables import ItemState, PlanRunRow, ProposalItemRow, ProposalRow, SessionRow

OPTIMAL, BEST_FOUND = "optimal", "best_found"


def show(desk: Desk, session: Session, roster: Roster, month: Month, scope: Collection[str]) -> ProposalView:
    """What is proposed for the people in the scope, whoever asked for it."""
    items = proposals.open_items(session, str(month), scope)
    bosses = proposals.supervisors_of(session, str(month))
    proposed = [item for item in items if item.state is ItemState.PROPOSED]
    rows = [row for key in {item.proposal_id for item in items} if (row := session.get(ProposalRow, key)) is not None]
    run = session.get(PlanRunRow, rows[0].run_id) if rows and rows[0].run_id else None
    gaps = [row.gap for row in rows]
    first, until = month_span(desk, month)
    replaced = {item.replaces_id for item in items}
    booked = sum(
        row.staff_id in scope and row.id not in replaced
        for row in sessions.between(session, first, until, states=COUNTS)
    )
    return ProposalView(
        month=month,
        version=version(items),
        status=OPTIMAL if rows and all(row.status == OPTIMAL for row in rows) else BEST_FOUND,
        gap=None if None in gaps or not gaps else max(gap for gap in gaps if gap is not None),
        new=tuple(_lines(session, roster, bosses, proposed)),
        booked=booked,
        unplaced=tuple(_unplaced(session, roster, bosses, i) for i in items if i.state is ItemState.UNPLACED),
        off_slack=off_slack(roster, [item.staff_id for item in proposed], mail=desk.reach.mail),
        measures={} if run is None else run.measures,
    )


def version(items: Sequence[ProposalItemRow]) -> str:
    lines = sorted(f"{i.staff_id} {i.kind} {i.starts_at} {i.replaces_id}" for i in items)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def off_slack(roster: Roster, staff_ids: Collection[str], *, mail: bool = False) -> tuple[str, ...]:
    """The names of those whom nothing reaches: no Slack, and no letters go out (`mail`)."""
    people = (roster.people[staff_id] for staff_id in set(staff_ids))
    return tuple(sorted(person.name for person in people if not person.reachable(mail=mail)))


def _lines(
    session: Session, roster: Roster, bosses: Mapping[str, str | None], items: Sequence[ProposalItemRow]
) -> Iterator[ProposedLine]:
    for item in items:
        supervisor_id = bosses[item.proposal_id]
        assert supervisor_id is not None
        assert item.starts_at is not None
        own = roster.supervisors.get((item.staff_id, item.kind))
        yield ProposedLine(
            staff_id=item.staff_id,
            supervisor_id=supervisor_id,
            kind=item.kind,
            supervisee=roster.people[item.staff_id].name,
            supervisor=roster.people[supervisor_id].name,
            starts_at=item.starts_at,
            minutes=item.minutes,
            cover_for=_name(roster, own) if own != supervisor_id else None,
            covers=own != supervisor_id,
            moved_from=_was_at(session, item),
        )


def _unplaced(
    session: Session, roster: Roster, bosses: Mapping[str, str | None], item: ProposalItemRow
) -> UnplacedLine:
    assert item.cause is not None
    return UnplacedLine(
        item.staff_id,
        item.kind,
        roster.people[item.staff_id].name,
        item.cause.value,
        named_facts(roster, bosses[item.proposal_id], item.facts),
        tuple(remedy_line(roster, remedy) for remedy in item.remedies),
        _was_at(session, item),
    )


def named_facts(roster: Roster, supervisor_id: str | None, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of `Unplaced` with names in place of staff ids, as `supervision/cause` wants them."""
    boss = roster.people.get(supervisor_id or "")
    leaves = None if boss is None or boss.leaves_on is None else f"{boss.leaves_on.day} {boss.leaves_on:%B %Y}"
    return {
        "days": [WEEKDAYS.index(name) for name in facts.get("days", [])],
        "full_until": _full_until(facts),
        "supervisor": None if boss is None else boss.name,
        "supervisor_leaves": leaves,
        "away": list(dict.fromkeys(roster.people[span["staff_id"]].name for span in facts.get("away", []))),
    }


def _full_until(facts: Mapping[str, Any]) -> date | None:
    """The last of the dates that would do and are full."""
    full = [one["day"] for one in facts.get("dates", []) if one["cause"] == Cause.SUPERVISOR_FULL]
    return date.fromisoformat(max(full)) if full else None


def remedy_line(roster: Roster, stored: Mapping[str, Any]) -> RemedyLine:
    return RemedyLine(
        kind=stored["kind"],
        day=datetime.fromisoformat(stored["day"]).date(),
        start=stored["start"],
        supervisor_id=stored["supervisor_id"],
        supervisor=roster.people[stored["supervisor_id"]].name,
        minutes=stored["minutes"],
        moves=stored.get("moves", 0),
    )


def _was_at(session: Session, item: ProposalItemRow) -> datetime | None:
    row = session.get(SessionRow, item.replaces_id) if item.replaces_id else None
    return None if row is None else row.starts_at


def _name(roster: Roster, staff_id: str | None) -> str | None:
    person = roster.people.get(staff_id or "")
    return None if person is None else person.name
