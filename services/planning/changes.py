"""Telling each person concerned what changed and what stays."""

from collections.abc import Collection, Iterable

from domain.roster import Roster
from storage.tables import NoticeRow, SessionRow
from storage.unit_of_work import UnitOfWork

CHANGED = "sessions_changed"


def tell_changes(
    uow: UnitOfWork,
    roster: Roster,
    moved: Iterable[tuple[str, str]],
    gone: Iterable[str] = (),
    new: Iterable[str] = (),
    but: Collection[str] = (),
    *,
    mail: bool = False,
) -> set[str]:
    """One notice a person: `moved` are pairs of old and new session ids; `gone` cancelled; `new` booked besides.

    Whoever made the change is left out by `but`; `mail` says that letters go out. Returns who will be told.
    """
    by_person: dict[str, dict[str, list[object]]] = {}
    for old, fresh in moved:
        for staff_id in sorted(_people(uow, old) | _people(uow, fresh)):
            by_person.setdefault(staff_id, {}).setdefault("moved", []).append([old, fresh])
    for name, ids in (("gone", gone), ("new", new)):
        for session_id in ids:
            for staff_id in sorted(_people(uow, session_id)):
                by_person.setdefault(staff_id, {}).setdefault(name, []).append(session_id)
    told = {s for s in by_person if s not in but and s in roster.people and roster.people[s].reachable(mail=mail)}
    for staff_id in sorted(told):
        uow.session.add(
            NoticeRow(staff_id=staff_id, kind=CHANGED, subject=staff_id, facts=by_person[staff_id], created_at=uow.now)
        )
    return told


def _people(uow: UnitOfWork, session_id: str) -> set[str]:
    row = uow.session.get_one(SessionRow, session_id)
    return {row.staff_id} | ({row.supervisor_id} if row.supervisor_id else set())
