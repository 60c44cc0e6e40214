"""From rows of text to table rows, with what each file alone can tell."""

import re
from collections.abc import Collection, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from domain.calendar import local
from domain.programme import Programme
from domain.supervision.states import SessionState
from services.importing.cells import Cells
from storage.tables import PersonRow, PostRow, SchoolTermRow, SessionRow, SupervisorLinkRow, TeamRow, TravelRow

K = TypeVar("K", bound=Hashable)

_CHANNEL = re.compile(r"[\w-]{1,80}")


class Open(frozenset[str]):
    """Ids of which some could not be read: any may be one, so none is called wrong."""

    def __contains__(self, item: object) -> bool:
        return bool(item)


@dataclass(frozen=True, slots=True)
class Known:
    """Ids that a cell may name: those in the files and those stored already."""

    staff: Collection[str]
    teams: Collection[str]


@dataclass
class Parsed:
    """Everything the files say. The lists of codes keep the file's order."""

    teams: dict[str, TeamRow] = field(default_factory=dict)
    people: dict[str, PersonRow] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)
    memberships: dict[str, tuple[str, ...]] = field(default_factory=dict)
    supervisors: dict[tuple[str, str], SupervisorLinkRow] = field(default_factory=dict)
    posts: dict[str, PostRow] = field(default_factory=dict)
    post_teams: dict[str, tuple[str, ...]] = field(default_factory=dict)
    absences: list[tuple[str, date, date]] = field(default_factory=list)
    sessions: dict[tuple[str, str, datetime], SessionRow] = field(default_factory=dict)
    travel: dict[tuple[str, str], TravelRow] = field(default_factory=dict)
    terms: dict[str, SchoolTermRow] = field(default_factory=dict)


def parse_team(cells: Cells, known: Known, out: Parsed) -> None:
    channel = cells.text("channel")
    if not _CHANNEL.fullmatch(channel) or channel != channel.lower():
        cells.wrong("channel", "this is not a channel's name", "small letters, digits and hyphens, without #")
    row = TeamRow(
        code=cells.text("code"),
        name=cells.text("name"),
        locality=cells.text("locality"),
        office=cells.text("office"),
        channel=channel,
        manager_id=cells.one_of("manager_id", known.staff, "staff id"),
        position=len(out.teams),
    )
    _once(cells, "code", row.code, out.teams)
    out.teams[row.code] = row


def parse_person(cells: Cells, known: Known, out: Parsed, programme: Programme, source: str) -> None:
    discipline = cells.one_of("discipline", programme.disciplines, "discipline")
    role = cells.one_of("role", programme.roles, "role")
    if role in programme.roles and discipline not in programme.roles[role].disciplines:
        cells.wrong("role", f"this role is not of the discipline {discipline}", "a role of that discipline")
    manager = cells.raw("line_manager_id")
    if manager:
        cells.one_of("line_manager_id", known.staff, "staff id")
    starts, leaves = cells.day("starts_on"), cells.day("leaves_on", needed=False)
    if starts and leaves and leaves < starts:
        cells.wrong("leaves_on", "this is before starts_on", "a later date, or leave it empty")
    staff_id = cells.text("staff_id")
    row = PersonRow(
        staff_id=staff_id,
        name=cells.text("name"),
        email=cells.email("email"),
        discipline=discipline,
        role=role,
        employer=cells.one_of("employer", [e.name for e in programme.employers.values()], "employer"),
        employment=cells.one_of("employment", programme.employments, "employment"),
        fte=cells.share("fte") or 0.0,
        working_pattern=cells.pattern("working_pattern") or "",
        line_manager_id=manager or None,
        qualified_on=cells.day("qualified_on", needed=False),
        starts_on=starts or date.min,
        leaves_on=leaves,
        on_slack=cells.yes_no("slack"),
        source=source,
    )
    _once(cells, "staff_id", staff_id, out.people)
    if row.email.casefold() in out.addresses:
        cells.wrong("email", "this address is used twice", "each person's own address")
    out.addresses.add(row.email.casefold())
    out.people[staff_id] = row
    out.memberships[staff_id] = _teams(cells, known)


def parse_supervisor(cells: Cells, known: Known, out: Parsed, programme: Programme) -> None:
    row = SupervisorLinkRow(
        staff_id=cells.one_of("staff_id", known.staff, "staff id"),
        kind=cells.one_of("kind", programme.supervision.kinds, "kind of supervision"),
        supervisor_id=cells.one_of("supervisor_id", known.staff, "staff id"),
    )
    key = (row.staff_id, row.kind)
    if key in out.supervisors:
        cells.wrong("staff_id", "this person has a supervisor of this kind already", "one row a person and kind")
    out.supervisors[key] = row


def parse_post(cells: Cells, known: Known, out: Parsed, programme: Programme, people: dict[str, PersonRow]) -> None:
    state = cells.one_of("state", programme.post_states, "state of a post")
    discipline = cells.one_of("discipline", programme.disciplines, "discipline")
    holder = cells.raw("holder_id")
    if state in programme.post_states:
        filled = programme.post_states[state].filled
        if filled and not holder:
            cells.wrong("holder_id", f"a post that is {state} needs its holder", "the holder's staff id")
        if holder and not filled:
            cells.wrong("holder_id", f"a post that is {state} has no holder", "leave it empty, or change the state")
    if holder:
        cells.one_of("holder_id", known.staff, "staff id")
        person = people.get(holder)
        if person is not None and person.discipline != discipline:
            cells.wrong("holder_id", f"this person's discipline is {person.discipline}", f"somebody of {discipline}")
    since, until = cells.day("funded_from", needed=False), cells.day("funded_until", needed=False)
    if since and until and until < since:
        cells.wrong("funded_until", "this is before funded_from", "a later date, or leave it empty")
    row = PostRow(
        post_id=cells.text("post_id"),
        discipline=discipline,
        employer=cells.one_of("employer", [e.name for e in programme.employers.values()], "employer"),
        state=state,
        holder_id=holder or None,
        funded_from=since,
        funded_until=until,
    )
    _once(cells, "post_id", row.post_id, out.posts)
    out.posts[row.post_id] = row
    out.post_teams[row.post_id] = _teams(cells, known)


def parse_absence(cells: Cells, known: Known, out: Parsed) -> None:
    staff_id = cells.one_of("staff_id", known.staff, "staff id")
    first, last = cells.day("first_day"), cells.day("last_day")
    if first and last:
        if last < first:
            cells.wrong("last_day", "this is before first_day", "the last day, inclusive")
        out.absences.append((staff_id, first, last))


def parse_history(
    cells: Cells, known: Known, out: Parsed, programme: Programme, now: datetime, bosses: dict[tuple[str, str], str]
) -> None:
    zone = ZoneInfo(programme.zone)
    staff_id = cells.one_of("staff_id", known.staff, "staff id")
    kind = cells.one_of("kind", programme.supervision.kinds, "kind of supervision")
    day, start, minutes = cells.day("held_on"), cells.at("start"), cells.number("minutes", 5, 480)
    if day is None or start is None or minutes is None:
        return
    at = local(day, start, zone)
    if day > now.astimezone(zone).date():
        cells.wrong("held_on", "this day is still to come", "the day it was held")
    elif at > now:
        cells.wrong("start", "this time is still to come", "when it was held")
    if (staff_id, kind, at) in out.sessions:
        cells.wrong("staff_id", "this session is there twice", "one row a session")
    out.sessions[staff_id, kind, at] = SessionRow(
        staff_id=staff_id,
        supervisor_id=bosses.get((staff_id, kind)),
        kind=kind,
        starts_at=at,
        minutes=minutes,
        state=SessionState.HELD,
        source="history",
        entered_at=now,
        entered_by="import",
    )


def parse_travel(cells: Cells, out: Parsed) -> None:
    first, second = sorted((cells.text("office_a"), cells.text("office_b")))
    minutes = cells.number("minutes", 0, 600)
    if minutes is None:
        return
    before = out.travel.get((first, second))
    if before is not None and before.minutes != minutes:
        cells.wrong("minutes", f"the same two offices are {before.minutes} minutes apart further up", "one row a pair")
    out.travel[first, second] = TravelRow(office_a=first, office_b=second, minutes=minutes)


def parse_term(cells: Cells, staying: Collection[SchoolTermRow], out: Parsed) -> None:
    """A school term. None may share a day with another: of the file, or of the stored ones that stay beside it."""
    name = cells.text("term")
    first, last = cells.day("first_day"), cells.day("last_day")
    if first is None or last is None:
        return
    if last < first:
        cells.wrong("last_day", "this is before first_day", "a later date")
    _once(cells, "term", name, out.terms)
    others = (*staying, *(row for row in out.terms.values() if row.term != name))
    shared = next((row.term for row in others if first <= row.last_day and row.first_day <= last), None)
    if shared is not None:
        cells.wrong("first_day", f"this term shares days with {shared}", "terms one after the other")
    out.terms[name] = SchoolTermRow(term=name, first_day=first, last_day=last)


def _teams(cells: Cells, known: Known) -> tuple[str, ...]:
    codes = cells.codes("teams")
    for code in codes:
        if code not in known.teams:
            cells.problems.unknown(cells.row.file, cells.row.number, "teams", code, known.teams, "team")
    return codes


def _once(cells: Cells, column: str, key: K, seen: Collection[K]) -> None:
    if key in seen:
        cells.wrong(column, "this id is used twice", "an id of its own for each row")
