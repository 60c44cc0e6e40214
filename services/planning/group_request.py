"""Gathering what a term's group supervision template is made from: the teams, their chairs, when people work."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from domain.roster import Person, Roster
from planning.group.model import Fixed, GroupRequest, GroupSlot, TeamNeed
from planning.month.model import Diary
from services.desk import Desk
from storage.roster import load_travel


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

    `before` are the slots of the template before, by team code; `staying` those that must not change. Vacant seats
    are nobody: `roster.posts` tells them apart from absent people.
    """
    members = {code: _members(roster, code, first, last) for code in roster.teams}
    people = {person.staff_id: person for found in members.values() for person in found}
    return GroupRequest(
        teams=tuple(
            _need(desk, roster, code, found, (before or {}).get(code), (staying or {}).get(code))
            for code, found in sorted(members.items())
        ),
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
    return [
        person
        for person in roster.members(code)
        if person.starts_on <= last and (person.leaves_on is None or person.leaves_on >= first)
    ]


def _need(
    desk: Desk,
    roster: Roster,
    code: str,
    members: list[Person],
    before: GroupSlot | None,
    staying: GroupSlot | None,
) -> TeamNeed:
    rules = desk.programme.group_supervision
    return TeamNeed(
        code=code,
        office=roster.teams[code].office,
        chair_id=_chair(roster, code, members, rules.chairing_role(code)),
        cadence_weeks=rules.cadence(code),
        minutes=rules.length(code),
        members=tuple(sorted(person.staff_id for person in members)),
        last=before,
        fixed=staying,
    )


def _chair(roster: Roster, code: str, members: list[Person], role: str) -> str | None:
    """The team's manager where they have the role that chairs, else another member who has it."""
    able = sorted(person.staff_id for person in members if person.role == role)
    manager_id = roster.teams[code].manager_id
    return manager_id if manager_id in able else next(iter(able), None)
