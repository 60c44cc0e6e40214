"""Who may stand in for a supervisor: a manager of the same discipline who already supervises people in that role."""

from datetime import date

from domain.programme import Programme
from domain.roster import Person, Roster

MOST = 3


def cover_for(roster: Roster, programme: Programme, staff_id: str, kind: str, first: date, last: date) -> list[str]:
    """Staff ids, the nearest first: of the same place of work, then whoever supervises fewest people."""
    person = roster.people[staff_id]
    below = _below(roster, staff_id, kind)
    load: dict[str, int] = {}
    used_to: set[str] = set()
    for (who, of_kind), boss in roster.supervisors.items():
        if of_kind == kind and who in roster.people:
            load[boss] = load.get(boss, 0) + 1
            if roster.people[who].role == person.role:
                used_to.add(boss)
    own = roster.supervisors.get((staff_id, kind))
    fit = [
        roster.people[boss]
        for boss in used_to
        if boss in roster.people
        and boss not in (staff_id, own)
        and boss not in below
        and _fits(roster, programme, roster.people[boss], person, first, last)
    ]
    fit.sort(key=lambda boss: (not _near(roster, boss, person), load[boss.staff_id], boss.staff_id))
    return [boss.staff_id for boss in fit[:MOST]]


def _fits(roster: Roster, programme: Programme, boss: Person, person: Person, first: date, last: date) -> bool:
    span = range((last - first).days + 1)
    return (
        programme.roles[boss.role].manager
        and programme.may_supervise(boss.discipline, person.discipline)
        and any(roster.available(boss.staff_id, date.fromordinal(first.toordinal() + n)) for n in span)
    )


def _below(roster: Roster, staff_id: str, kind: str) -> set[str]:
    """Everybody whom `staff_id` supervises, directly or through others."""
    found: set[str] = set()
    fresh = {staff_id}
    while fresh:
        fresh = {
            who for (who, of_kind), boss in roster.supervisors.items() if of_kind == kind and boss in fresh
        } - found
        found |= fresh
    return found


def _near(roster: Roster, boss: Person, person: Person) -> bool:
    """In the same locality; a manager above teams is near to everybody of the same employer."""
    places = [{roster.teams[code].locality for code in p.teams if code in roster.teams} for p in (boss, person)]
    return bool(places[0] & places[1]) if boss.teams else boss.employer == person.employer
