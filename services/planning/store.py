"""Keeping what a planning run answered: per supervisor and month, one row a session or a person not placed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.calendar import Month, local
from domain.supervision.causes import Cause
from planning.month.made import Made
from planning.month.model import Booking, MonthPlan, Remedy, Unplaced
from services.desk import Desk
from storage import proposals
from storage.tables import ItemState, PlanRunRow, ProposalItemRow, ProposalRow
from storage.unit_of_work import UnitOfWork

Sessions = Mapping[Booking, str]
"""By booking, the id of the session that is booked so."""


def store(desk: Desk, uow: UnitOfWork, month: Month, made: Made, run: PlanRunRow, sessions: Sessions) -> None:
    """Keep a plan; of a repair, only what changes: each new booking with the session in whose place it comes."""
    replaces = {new: sessions[old] for old, new in made.replaced if new is not None}
    gone = [old for old, new in made.replaced if new is None]
    bookings = [b for b in made.plan.bookings if not sessions or b in replaces]
    rows: dict[str | None, ProposalRow] = {}

    def of(supervisor_id: str | None) -> str:
        if supervisor_id not in rows:
            rows[supervisor_id] = _proposal(uow, month, supervisor_id, made.plan, run)
        return rows[supervisor_id].id

    for booking in bookings:
        uow.session.add(_proposed(desk, of(booking.supervisor_id), booking, replaces.get(booking)))
    for left in made.plan.unplaced:
        lost = next((b for b in gone if (b.staff_id, b.kind) == (left.staff_id, left.kind)), None)
        if lost is not None:
            gone.remove(lost)
        uow.session.add(_unplaced(of(left.supervisor_id), left, None if lost is None else sessions[lost]))
    for lost in gone:
        left = Unplaced(lost.staff_id, lost.kind, lost.supervisor_id, Cause.NOT_IN_SERVICE, _length(lost))
        uow.session.add(_unplaced(of(lost.supervisor_id), left, sessions[lost]))
    uow.session.flush()


def _proposal(
    uow: UnitOfWork, month: Month, supervisor_id: str | None, plan: MonthPlan, run: PlanRunRow
) -> ProposalRow:
    row = proposals.find(uow.session, str(month), supervisor_id) or ProposalRow(
        month=str(month), supervisor_id=supervisor_id, status="", made_at=uow.now, made_by=run.asked_by
    )
    row.status, row.gap, row.made_at, row.made_by, row.run_id = plan.status, plan.gap, uow.now, run.asked_by, run.id
    uow.session.add(row)
    uow.session.flush()
    return row


def _proposed(desk: Desk, proposal_id: str, booking: Booking, replaces_id: str | None) -> ProposalItemRow:
    starts_at = local(booking.day, booking.start, desk.zone)
    return ProposalItemRow(
        proposal_id=proposal_id,
        staff_id=booking.staff_id,
        kind=booking.kind,
        state=ItemState.PROPOSED,
        starts_at=starts_at,
        minutes=_minutes(starts_at, local(booking.day, booking.end, desk.zone)),
        replaces_id=replaces_id,
    )


def _unplaced(proposal_id: str, left: Unplaced, replaces_id: str | None) -> ProposalItemRow:
    return ProposalItemRow(
        proposal_id=proposal_id,
        staff_id=left.staff_id,
        kind=left.kind,
        state=ItemState.UNPLACED,
        minutes=left.minutes,
        cause=left.cause,
        facts=dict(left.facts),
        remedies=[remedy_facts(remedy) for remedy in left.remedies],
        replaces_id=replaces_id,
    )


def remedy_facts(remedy: Remedy) -> dict[str, Any]:
    """A remedy as plain values that can be stored."""
    b = remedy.booking
    return {
        **remedy.facts,
        "kind": remedy.kind.value,
        "supervisor_id": b.supervisor_id,
        "day": b.day.isoformat(),
        "start": f"{b.start:%H:%M}",
        "minutes": _length(b),
    }


def _length(b: Booking) -> int:
    return (b.end.hour - b.start.hour) * 60 + b.end.minute - b.start.minute


def _minutes(first: datetime, last: datetime) -> int:
    return int((last - first).total_seconds()) // 60
