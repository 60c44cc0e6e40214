"""Who hears, in turn, that somebody's supervision is overdue, and where nobody is left to hear.

The supervisee; the supervisor; the supervisor's line manager and the person's team managers; the service manager of
those teams. A named overdue item goes to nobody else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from domain.programme import Programme
from domain.roster import Person, Roster
from domain.supervision.due import due_kinds

ABOVE_TEAMS = frozenset({"service", "county"})


@dataclass(frozen=True, slots=True)
class Step:
    """`delay` working days after something is overdue these people hear of it."""

    delay: int
    staff_ids: tuple[str, ...]


def chain(roster: Roster, programme: Programme, staff_id: str, kind: str) -> tuple[Step, ...]:
    """The four steps. Somebody who stands in two of them hears at the first."""
    delays = programme.escalation
    person = roster.people[staff_id]
    boss = roster.supervisors.get((staff_id, kind))
    managers = [roster.teams[code].manager_id for code in person.teams if code in roster.teams]
    above = [_line_manager(roster, boss), *managers]
    service = [_service_manager(roster, programme, manager) for manager in managers]
    heard: set[str] = set()
    return (
        Step(delays.supervisee, _new(roster, [staff_id], heard)),
        Step(delays.supervisor, _new(roster, [boss], heard)),
        Step(delays.manager, _new(roster, above, heard)),
        Step(delays.service_manager, _new(roster, service, heard)),
    )


def gaps(roster: Roster, programme: Programme, today: date) -> Iterator[str]:
    """Supervisors and team managers of the council above whom there is nobody, so that a chain ends with them.

    Partners' profession leads have no line manager here, and nobody stands above whoever oversees the county.
    """
    council = {employer.name for employer in programme.employers.values() if employer.kind == "council"}
    for staff_id in sorted(_links(roster, programme, today)):
        person = roster.people[staff_id]
        if person.employer not in council or not person.in_service(today):
            continue
        if programme.roles[person.role].oversees == "county":
            continue
        leads = any(team.manager_id == staff_id for team in roster.teams.values())
        above = _service_manager(roster, programme, staff_id) if leads else person.line_manager_id
        if above is None or above not in roster.people or not roster.people[above].in_service(today):
            yield staff_id


def _links(roster: Roster, programme: Programme, today: date) -> set[str]:
    """Supervisors of those who are due, and the managers of teams."""
    found = {team.manager_id for team in roster.teams.values()}
    for staff_id, kinds in due_kinds(roster, programme).items():
        if roster.people[staff_id].in_service(today):
            found |= {roster.supervisors.get((staff_id, kind), "") for kind in kinds} - {staff_id}
    return found & roster.people.keys()


def _new(roster: Roster, staff_ids: Iterable[str | None], heard: set[str]) -> tuple[str, ...]:
    found = [key for key in dict.fromkeys(staff_ids) if key is not None and key in roster.people and key not in heard]
    heard.update(found)
    return tuple(found)


def _line_manager(roster: Roster, staff_id: str | None) -> str | None:
    person = roster.people.get(staff_id or "")
    return None if person is None else person.line_manager_id


def _service_manager(roster: Roster, programme: Programme, manager_id: str) -> str | None:
    """The team manager's line manager, when that is somebody who answers for teams."""
    above: Person | None = roster.people.get(_line_manager(roster, manager_id) or "")
    return above.staff_id if above is not None and programme.roles[above.role].oversees in ABOVE_TEAMS else None
