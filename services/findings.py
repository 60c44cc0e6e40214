"""The roster's findings, ready to be read."""

from dataclasses import dataclass
from datetime import datetime

from domain import access
from domain.access import Action, Actor
from domain.roster import Roster
from domain.supervision.findings import Finding, findings
from services.desk import Desk
from storage import planning
from storage.roster import load_roster


@dataclass(frozen=True, slots=True)
class FindingLine:
    """What `fsp/finding` needs; what does not apply is empty."""

    kind: str
    name: str
    role: str
    other: str
    subject: str
    detail: str
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingsView:
    findings: tuple[FindingLine, ...]


def overview(desk: Desk, actor: Actor, now: datetime) -> FindingsView:
    access.require(access.may(actor, Action.SEE_FINDINGS), Action.SEE_FINDINGS)
    with desk.database.read() as session:
        roster = load_roster(session)
    return of_roster(desk, roster, now)


def of_roster(desk: Desk, roster: Roster, now: datetime) -> FindingsView:
    """The findings of a roster at hand, such as one just imported."""
    with desk.database.read() as session:
        windows = planning.window_hours(session)
    found = findings(roster, desk.programme, desk.today(now), windows)
    return FindingsView(tuple(_line(desk, roster, finding) for finding in found))


def _line(desk: Desk, roster: Roster, finding: Finding) -> FindingLine:
    person = roster.people.get(finding.staff_id or "")
    other = roster.people.get(finding.other_id or "")
    post = roster.posts.get(finding.post_id or "")
    day = "" if finding.day is None else f"{finding.day.day} {finding.day:%B %Y}"
    detail = day or ", ".join(roster.people[s].name for s in finding.circle)
    teams = post.teams if post is not None else (finding.team,) if finding.team else ()
    return FindingLine(
        kind=finding.kind.value,
        name="" if person is None else person.name,
        role=desk.programme.disciplines[post.discipline].name
        if post is not None
        else ""
        if person is None
        else desk.programme.roles[person.role].name,
        other="" if other is None else other.name,
        subject=finding.post_id or "",
        detail=desk.programme.post_states[post.state].name if post is not None else detail,
        teams=tuple(roster.teams[t].name for t in teams),
    )
