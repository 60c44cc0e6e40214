"""Gathering what a term's group supervision template is made from: the teams, their chairs, when people work."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from domain.roster import Person, Roster
from planning.group.model import Fixed, GroupRequest, GroupSlot, TeamNeed
from planning.month.model import Diary
from services.desk import Desk
from storage import meetings
from storage.roster import load_travel
from storage.tables import TeamMeetingRow


def group_request(
    desk: Desk,
    session: Session,
    roster: Roster,
    first: date,
    last: date,
    *,
    before: Mapping[str, GroupSlot] | None = None,
    staying: Mapping[str, GroupSlot] | None = None,
    commitments: tuple[Fixed, ...] = (),
) -> GroupRequest:
    """The template's input for every team from `first` to `last`.

    `before` are the slots of the template before, by team code; `staying` those that must not change. What a team has
    chosen for itself goes before the programme. Vacant seats are nobody: `roster.posts` tells them apart from absent
    people.
    """
    members = {code: _members(roster, code, first, last) for code in roster.teams}
    chosen = meetings.chosen(session)
    needs = tuple(
        _need(
            desk,
            roster,
            code,
            found,
            (first, last),
            chosen.get(code),
            (before or {}).get(code),
            (staying or {}).get(code),
        )
        for code, found in sorted(members.items())
    )
    people = {person.staff_id: person for found in members.values() for person in found}
    # Whoever chairs, or is the deputy, may be a manager from outside the team.
    named = {need.chair_id for need in needs} | {row.deputy_id for row in chosen.values()}
    people |= {
        staff_id: roster.people[staff_id] for staff_id in named if staff_id is not None and staff_id in roster.people
    }
    return GroupRequest(
        teams=needs,
        diaries={
            staff_id: Diary(p.pattern, p.starts_on, p.leaves_on, tuple(roster.absences.get(staff_id, ())))
            for staff_id, p in sorted(people.items())
        },
        travel=load_travel(session),
        first_day=first,
        last_day=last,
        anchor_monday=desk.programme.group_supervision.anchor_monday,
        fixed=commitments,
    )


def _members(roster: Roster, code: str, first: date, last: date) -> list[Person]:
    """Who is in the team on any day of the term: one who left before it holds no seat in it."""
    return [person for person in roster.members(code) if _there(person, first, last)]


def _there(person: Person, first: date, last: date) -> bool:
    return person.starts_on <= last and (person.leaves_on is None or person.leaves_on >= first)


def _need(
    desk: Desk,
    roster: Roster,
    code: str,
    members: list[Person],
    span: tuple[date, date],
    own: TeamMeetingRow | None,
    before: GroupSlot | None,
    staying: GroupSlot | None,
) -> TeamNeed:
    rules = desk.programme.group_supervision
    usual = _chair(roster, code, members, rules.chairing_role(code))
    return TeamNeed(
        code=code,
        office=(own and own.office) or roster.teams[code].office,
        chair_id=_chosen_chair(roster, own.chair_id if own else None, *span) or usual,
        cadence_weeks=(own and own.cadence_weeks) or rules.cadence(code),
        minutes=(own and own.minutes) or rules.length(code),
        members=tuple(sorted(person.staff_id for person in members)),
        preferred=() if own is None or own.weekday is None else (own.weekday,),
        last=before,
        fixed=staying,
    )


def _chosen_chair(roster: Roster, staff_id: str | None, first: date, last: date) -> str | None:
    """Whom the team named; one who has left by then chairs nothing."""
    person = roster.people.get(staff_id or "")
    return None if person is None or not _there(person, first, last) else person.staff_id


def _chair(roster: Roster, code: str, members: list[Person], role: str) -> str | None:
    """The team's manager where they have the role that chairs, else another member who has it."""
    able = sorted(person.staff_id for person in members if person.role == role)
    manager_id = roster.teams[code].manager_id
    return manager_id if manager_id in able else next(iter(able), None)
