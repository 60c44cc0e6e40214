"""What somebody should look at in the roster: derived afresh each time, so it is never out of date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.programme import Programme
from domain.programme.circle import find_circle
from domain.roster import Person, Roster
from domain.supervision.due import due_kinds

LONG_ABSENCE_DAYS = 28
"""A supervisor away for longer than this cannot keep a monthly rhythm."""

LEAVING_SOON_DAYS = 56


class FindingKind(StrEnum):
    VACANT_POST = "vacant_post"
    NO_SUPERVISOR = "no_supervisor"
    OTHER_DISCIPLINE = "other_discipline"
    SUPERVISOR_LEAVING = "supervisor_leaving"
    SUPERVISOR_AWAY = "supervisor_away"
    OWN_SUPERVISOR = "own_supervisor"
    CIRCLE = "circle"
    MANAGER_WITHOUT_ROW = "manager_without_row"


@dataclass(frozen=True, slots=True)
class Finding:
    """`staff_id` is the person concerned, `other_id` their supervisor, `post_id` the seat, `day` when it matters."""

    kind: FindingKind
    staff_id: str | None = None
    other_id: str | None = None
    post_id: str | None = None
    day: date | None = None
    circle: tuple[str, ...] = ()


def findings(roster: Roster, programme: Programme, today: date) -> list[Finding]:
    """Everything to look at, in a steady order."""
    found = [*_posts(roster, programme), *_supervision(roster, programme, today), *_managers(roster, programme, today)]
    links = [(who, boss) for (who, _), boss in sorted(roster.supervisors.items()) if who != boss]
    circle = find_circle(links)
    if circle:
        found.append(Finding(FindingKind.CIRCLE, circle=tuple(circle)))
    return found


def _posts(roster: Roster, programme: Programme) -> Iterator[Finding]:
    for post_id, post in sorted(roster.posts.items()):
        if not programme.post_states[post.state].filled:
            yield Finding(FindingKind.VACANT_POST, post_id=post_id)


def _supervision(roster: Roster, programme: Programme, today: date) -> Iterator[Finding]:
    for staff_id, kinds in sorted(due_kinds(roster, programme).items()):
        person = roster.people[staff_id]
        if not person.in_service(today):
            continue
        for kind in sorted(kinds):
            yield from _line(roster, programme, person, roster.supervisors.get((staff_id, kind)), today)


def _line(roster: Roster, programme: Programme, person: Person, boss_id: str | None, today: date) -> Iterator[Finding]:
    boss = None if boss_id is None else roster.people.get(boss_id)
    if boss is None:
        yield Finding(FindingKind.NO_SUPERVISOR, person.staff_id)
        return
    if boss.staff_id == person.staff_id:
        yield Finding(FindingKind.OWN_SUPERVISOR, person.staff_id)
        return
    if not programme.may_supervise(boss.discipline, person.discipline):
        yield Finding(FindingKind.OTHER_DISCIPLINE, person.staff_id, boss.staff_id)
    if boss.leaves_on is not None and boss.leaves_on <= today + timedelta(days=LEAVING_SOON_DAYS):
        yield Finding(FindingKind.SUPERVISOR_LEAVING, person.staff_id, boss.staff_id, day=boss.leaves_on)
    for absence in roster.absences.get(boss.staff_id, ()):
        if absence.covers(today) and (absence.last_day - today).days >= LONG_ABSENCE_DAYS:
            yield Finding(FindingKind.SUPERVISOR_AWAY, person.staff_id, boss.staff_id, day=absence.last_day)


def _managers(roster: Roster, programme: Programme, today: date) -> Iterator[Finding]:
    """A council manager above teams needs a row; partners' profession leads are supervised by their employer."""
    council = {e.name for e in programme.employers.values() if e.kind == "council"}
    supervised = {who for who, _ in roster.supervisors}
    for staff_id, person in sorted(roster.people.items()):
        above = programme.roles[person.role].manager and not person.teams
        if above and person.employer in council and staff_id not in supervised and person.in_service(today):
            yield Finding(FindingKind.MANAGER_WITHOUT_ROW, staff_id)
