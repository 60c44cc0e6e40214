"""What the roster makes of a person: their roles and whom they answer for."""

from collections.abc import Collection
from datetime import date

from domain.access import Actor, Role
from domain.programme import Programme
from domain.roster import Roster


def standing(
    roster: Roster,
    programme: Programme,
    staff_id: str,
    *,
    granted: Collection[Role],
    today: date,
    slack_user_id: str | None = None,
) -> Actor | None:
    """The actor that `staff_id` is on `today`, or None when the roster does not know them or they have left.

    The service of a service manager is the teams whose manager has them as line manager.
    """
    person = roster.people.get(staff_id)
    if person is None or not person.in_service(today):
        return None
    led = frozenset(t.code for t in roster.teams.values() if t.manager_id == staff_id)
    supervisees = frozenset(who for (who, _), boss in roster.supervisors.items() if boss == staff_id)
    oversees = programme.roles[person.role].oversees
    roles = {Role.PRACTITIONER, *granted}
    if supervisees:
        roles.add(Role.SUPERVISOR)
    if led:
        roles.add(Role.TEAM_MANAGER)
    if oversees == "service":
        roles.add(Role.SERVICE_MANAGER)
    if oversees == "county":
        roles.add(Role.COUNTY_MANAGER)
    return Actor(
        staff_id=staff_id,
        name=person.name,
        roles=frozenset(roles),
        teams=frozenset(person.teams),
        led=led,
        service=_service(roster, staff_id) if oversees == "service" else frozenset(),
        supervisees=supervisees,
        slack_user_id=slack_user_id,
    )


def _service(roster: Roster, staff_id: str) -> frozenset[str]:
    managers = {p.staff_id for p in roster.people.values() if p.line_manager_id == staff_id}
    return frozenset(t.code for t in roster.teams.values() if t.manager_id in managers)
