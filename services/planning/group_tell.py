"""Telling each member of a team when its group supervision is, one notice a person however many teams they serve."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from domain.roster import Roster
from services.group.carry import Carried
from storage import groups
from storage.tables import GroupSeriesRow, NoticeRow, OccurrenceState
from storage.unit_of_work import UnitOfWork

GROUP_SLOT = "group_slot"


@dataclass(frozen=True, slots=True)
class Concerned:
    """`all` are the staff ids of everybody concerned; `told` how many of them have a notice."""

    all: tuple[str, ...]
    told: int


def tell(
    uow: UnitOfWork,
    roster: Roster,
    run_id: str,
    series: Sequence[GroupSeriesRow],
    stopped: Collection[str],
    today: date,
    carried: Carried,
    *,
    mail: bool = False,
) -> Concerned:
    """Write the notices about meetings still to come, and about teams (`stopped`) that have no slot any more.

    Presenters hear where the slots they had went. `mail` says that people without Slack get letters.
    """
    coming = {
        row.series_id
        for row in groups.occurrences(uow.session, [row.id for row in series])
        if row.state is OccurrenceState.PLANNED and row.starts_at > uow.now
    }
    mine: dict[str, list[str]] = {}
    for row in series:
        if row.id in coming:
            for staff_id in _members(roster, row.team_code, row):
                mine.setdefault(staff_id, []).append(row.id)
    lost: dict[str, list[str]] = {}
    for code in stopped:
        for person in roster.members(code):
            if person.in_service(today):
                lost.setdefault(person.staff_id, []).append(code)
    concerned = tuple(sorted({*mine, *lost}))
    told = [staff_id for staff_id in concerned if roster.people[staff_id].reachable(mail=mail)]
    for staff_id in told:
        facts = {"series": mine.get(staff_id, []), "stopped": lost.get(staff_id, [])} | carried.facts_for(staff_id)
        uow.session.add(NoticeRow(staff_id=staff_id, kind=GROUP_SLOT, subject=run_id, facts=facts, created_at=uow.now))
    return Concerned(concerned, len(told))


def _members(roster: Roster, code: str, row: GroupSeriesRow) -> list[str]:
    """Who is in the team on some day of the series."""
    return [
        person.staff_id
        for person in roster.members(code)
        if person.starts_on <= row.last_day and (person.leaves_on is None or person.leaves_on >= row.first_day)
    ]
