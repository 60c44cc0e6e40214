"""What somebody should look at in the roster: derived afresh each time, so it is never out of date."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from domain.programme import Programme
from domain.roster import Absence, Person, Roster
from domain.supervision.chain import gaps
from domain.supervision.due import due_kinds
from domain.supervision.room import has_room, open_hours, shortest_session
from domain.working_pattern import WorkingPattern

LONG_ABSENCE_DAYS = 28
"""A supervisor who is away for so many days to come cannot keep a monthly rhythm."""

AHEAD_DAYS = 56
"""Somebody leaving or going away within eight weeks stands in the way of this month's or next month's plan."""


class FindingKind(StrEnum):
    VACANT_POST = "vacant_post"
    HOLDER_GONE = "holder_gone"
    TEAM_WITHOUT_MANAGER = "team_without_manager"
    NO_SUPERVISOR = "no_supervisor"
    OTHER_DISCIPLINE = "other_discipline"
    SUPERVISOR_LEFT = "supervisor_left"
    SUPERVISOR_LEAVING = "supervisor_leaving"
    SUPERVISOR_AWAY = "supervisor_away"
    OWN_SUPERVISOR = "own_supervisor"
    CIRCLE = "circle"
    MANAGER_WITHOUT_ROW = "manager_without_row"
    NO_ROOM = "no_room"
    NOBODY_ABOVE = "nobody_above"


@dataclass(frozen=True, slots=True)
class Finding:
    """`staff_id` is the person concerned, `other_id` their supervisor, `post_id` the seat, `day` when it matters.

    `team` is the code of a team; `circle` the staff ids of people who supervise one another in turn.
    """

    kind: FindingKind
    staff_id: str | None = None
    other_id: str | None = None
    post_id: str | None = None
    team: str | None = None
    day: date | None = None
    circle: tuple[str, ...] = ()


def findings(
    roster: Roster, programme: Programme, today: date, windows: Mapping[str, WorkingPattern] = MappingProxyType({})
) -> list[Finding]:
    """Everything to look at, in a steady order. `windows` are the hours in which supervisors chose to give sessions."""
    return [
        *_posts(roster, programme, today),
        *_teams(roster, today),
        *_supervision(roster, programme, today),
        *_managers(roster, programme, today),
        *(Finding(FindingKind.NOBODY_ABOVE, staff_id) for staff_id in gaps(roster, programme, today)),
        *_windows(roster, programme, today, windows),
        *_circles(roster, programme, today),
    ]


def _posts(roster: Roster, programme: Programme, today: date) -> Iterator[Finding]:
    for post_id, post in sorted(roster.posts.items()):
        holder = roster.people.get(post.holder_id or "")
        if not programme.post_states[post.state].filled:
            yield Finding(FindingKind.VACANT_POST, post_id=post_id)
        elif holder is not None and _gone(holder, today):
            yield Finding(FindingKind.HOLDER_GONE, holder.staff_id, post_id=post_id)


def _teams(roster: Roster, today: date) -> Iterator[Finding]:
    for code, team in sorted(roster.teams.items()):
        manager = roster.people.get(team.manager_id)
        if manager is None or not manager.in_service(today):
            yield Finding(FindingKind.TEAM_WITHOUT_MANAGER, team.manager_id, team=code)


def _supervision(roster: Roster, programme: Programme, today: date) -> Iterator[Finding]:
    for staff_id, kinds in sorted(due_kinds(roster, programme).items()):
        person = roster.people[staff_id]
        if _gone(person, today):
            continue
        for kind in sorted(kinds):
            boss = roster.people.get(roster.supervisors.get((staff_id, kind), ""))
            if boss is None:
                yield Finding(FindingKind.NO_SUPERVISOR, staff_id)
            elif boss is person:
                yield Finding(FindingKind.OWN_SUPERVISOR, staff_id)
            else:
                yield from _line(roster, programme, person, boss, today)


def _line(roster: Roster, programme: Programme, person: Person, boss: Person, today: date) -> Iterator[Finding]:
    if not programme.may_supervise(boss.discipline, person.discipline):
        yield Finding(FindingKind.OTHER_DISCIPLINE, person.staff_id, boss.staff_id)
    if _gone(boss, today):
        yield Finding(FindingKind.SUPERVISOR_LEFT, person.staff_id, boss.staff_id, day=boss.leaves_on)
        return
    if boss.leaves_on is not None and boss.leaves_on <= today + timedelta(days=AHEAD_DAYS):
        yield Finding(FindingKind.SUPERVISOR_LEAVING, person.staff_id, boss.staff_id, day=boss.leaves_on)
    away = long_absence(roster.absences.get(boss.staff_id, ()), today)
    if away is not None:
        yield Finding(FindingKind.SUPERVISOR_AWAY, person.staff_id, boss.staff_id, day=away.last_day)


def long_absence(absences: tuple[Absence, ...], today: date) -> Absence | None:
    """The first stretch, begun or near, that still has `LONG_ABSENCE_DAYS` to come; rows that touch are one stretch."""
    stretches: list[Absence] = []
    for absence in sorted(absences, key=lambda a: a.first_day):
        if stretches and absence.first_day <= stretches[-1].last_day + timedelta(days=1):
            joined = max(absence.last_day, stretches[-1].last_day)
            stretches[-1] = Absence(stretches[-1].first_day, joined)
        else:
            stretches.append(absence)
    for stretch in stretches:
        ahead = (stretch.last_day - max(stretch.first_day, today)).days + 1
        if ahead >= LONG_ABSENCE_DAYS and stretch.first_day <= today + timedelta(days=AHEAD_DAYS):
            return stretch
    return None


def _managers(roster: Roster, programme: Programme, today: date) -> Iterator[Finding]:
    """A council manager above teams needs a row; partners' profession leads are supervised by their employer."""
    council = {employer.name for employer in programme.employers.values() if employer.kind == "council"}
    supervised = {who for who, kind in roster.supervisors if programme.supervision.kinds[kind].planned_here}
    for staff_id, person in sorted(roster.people.items()):
        above = programme.roles[person.role].manager and not person.teams
        if above and person.employer in council and staff_id not in supervised and not _gone(person, today):
            yield Finding(FindingKind.MANAGER_WITHOUT_ROW, staff_id)


def _windows(
    roster: Roster, programme: Programme, today: date, windows: Mapping[str, WorkingPattern]
) -> Iterator[Finding]:
    """Whoever supervises somebody still here needs one stretch that is long enough for a session."""
    planned_here = {key for key, kind in programme.supervision.kinds.items() if kind.planned_here}
    bosses = {
        boss
        for (who, kind), boss in roster.supervisors.items()
        if kind in planned_here and who in roster.people and not _gone(roster.people[who], today)
    }
    for staff_id in sorted(bosses & roster.people.keys()):
        person = roster.people[staff_id]
        hours = open_hours(person.pattern, windows.get(staff_id), programme)
        if not _gone(person, today) and not has_room(hours, shortest_session(programme)):
            yield Finding(FindingKind.NO_ROOM, staff_id)


def _circles(roster: Roster, programme: Programme, today: date) -> Iterator[Finding]:
    """Kinds are kept apart: a circle is one within a single kind."""
    for kind in sorted(programme.supervision.kinds):
        bosses = {
            who: boss
            for (who, of_kind), boss in sorted(roster.supervisors.items())
            if of_kind == kind and who != boss and who in roster.people and not _gone(roster.people[who], today)
        }
        yield from (Finding(FindingKind.CIRCLE, circle=circle) for circle in circles(bosses))


def circles(bosses: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Every circle among people with one supervisor each: its members from the lowest staff id on, once."""
    seen: set[str] = set()
    for start in sorted(bosses):
        path: list[str] = []
        here = start
        while here in bosses and here not in seen:
            seen.add(here)
            path.append(here)
            here = bosses[here]
        if here in path:
            circle = path[path.index(here) :]
            lowest = circle.index(min(circle))
            yield (*circle[lowest:], *circle[:lowest])


def _gone(person: Person, today: date) -> bool:
    return person.leaves_on is not None and person.leaves_on < today
