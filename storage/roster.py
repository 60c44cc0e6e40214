"""Reading the roster as plain facts: a fixed number of queries, however many people there are."""

from collections import defaultdict
from collections.abc import Iterable

from sqlmodel import Session, col, select

from domain.roster import Absence, Person, Post, Roster, Team
from domain.working_pattern import WorkingPattern
from storage.tables import (
    AbsenceRow,
    InstallationRow,
    MembershipRow,
    PersonRow,
    PostRow,
    PostTeamRow,
    SupervisorLinkRow,
    TeamRow,
    TravelRow,
)

_held: dict[str, tuple[int, Roster]] = {}
"""The last roster read from each database: it changes with an import only, and is asked for by every command."""


def load_roster(session: Session) -> Roster:
    """Everybody, whenever they are in service; who counts on a day is the caller's question."""
    version = session.exec(select(InstallationRow.roster_version)).first()
    if version is None:
        return read_roster(session)
    database = str(session.get_bind().engine.url)
    held = _held.get(database)
    if held is None or held[0] != version:
        held = _held[database] = (version, read_roster(session))
    return held[1]


def next_version(session: Session) -> None:
    """Say that the roster changes with this transaction."""
    row = session.get(InstallationRow, 1, with_for_update=True)
    if row is not None:
        row.roster_version += 1
        session.add(row)


def read_roster(session: Session) -> Roster:
    """The roster as this transaction sees it, changes that are not stored yet included."""
    teams_of = _grouped(
        session.exec(
            select(MembershipRow.staff_id, MembershipRow.team_code).order_by(
                col(MembershipRow.staff_id), col(MembershipRow.position)
            )
        )
    )
    served = _grouped(
        session.exec(
            select(PostTeamRow.post_id, PostTeamRow.team_code).order_by(
                col(PostTeamRow.post_id), col(PostTeamRow.position)
            )
        )
    )
    patterns: dict[str, WorkingPattern] = {}
    people = session.exec(select(PersonRow).order_by(col(PersonRow.staff_id)))
    teams = session.exec(select(TeamRow).order_by(col(TeamRow.position)))
    posts = session.exec(select(PostRow).order_by(col(PostRow.post_id)))
    links = session.exec(select(SupervisorLinkRow).order_by(col(SupervisorLinkRow.staff_id)))
    return Roster(
        people={row.staff_id: _person(row, teams_of[row.staff_id], patterns) for row in people},
        teams={row.code: _team(row) for row in teams},
        posts={row.post_id: _post(row, served[row.post_id]) for row in posts},
        supervisors={(row.staff_id, row.kind): row.supervisor_id for row in links},
        absences=_absences(session),
    )


def load_travel(session: Session) -> dict[tuple[str, str], int]:
    """Minutes between offices, keyed by the pair in alphabetical order."""
    return {(row.office_a, row.office_b): row.minutes for row in session.exec(select(TravelRow))}


def _person(row: PersonRow, teams: list[str], patterns: dict[str, WorkingPattern]) -> Person:
    pattern = patterns.get(row.working_pattern)
    if pattern is None:
        pattern = patterns[row.working_pattern] = WorkingPattern.parse(row.working_pattern)
    return Person(
        staff_id=row.staff_id,
        name=row.name,
        email=row.email,
        discipline=row.discipline,
        role=row.role,
        employer=row.employer,
        employment=row.employment,
        fte=row.fte,
        pattern=pattern,
        teams=tuple(teams),
        line_manager_id=row.line_manager_id,
        qualified_on=row.qualified_on,
        starts_on=row.starts_on,
        leaves_on=row.leaves_on,
        on_slack=row.on_slack,
    )


def _team(row: TeamRow) -> Team:
    return Team(row.code, row.name, row.locality, row.office, row.channel, row.manager_id)


def _post(row: PostRow, teams: list[str]) -> Post:
    return Post(
        post_id=row.post_id,
        discipline=row.discipline,
        employer=row.employer,
        teams=tuple(teams),
        state=row.state,
        holder_id=row.holder_id,
        funded_from=row.funded_from,
        funded_until=row.funded_until,
    )


def _absences(session: Session) -> dict[str, tuple[Absence, ...]]:
    columns = select(col(AbsenceRow.staff_id), col(AbsenceRow.first_day), col(AbsenceRow.last_day))
    rows = session.exec(columns.order_by(col(AbsenceRow.staff_id), col(AbsenceRow.first_day)))
    found: dict[str, list[Absence]] = defaultdict(list)
    for staff_id, first, last in rows:
        found[staff_id].append(Absence(first, last))
    return {staff_id: tuple(spans) for staff_id, spans in found.items()}


def _grouped(pairs: Iterable[tuple[str, str]]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
