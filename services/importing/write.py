"""Writing what differs from what is stored, with an audit row for each change."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import SQLModel, col, delete, select

from services.importing.absences import write_absences
from services.importing.ledger import Ledger
from services.importing.rows import Parsed
from storage.tables import (
    MembershipRow,
    PersonRow,
    PostRow,
    PostTeamRow,
    SchoolTermRow,
    SessionRow,
    SupervisorLinkRow,
    TeamRow,
    TravelRow,
)
from storage.unit_of_work import UnitOfWork

T = TypeVar("T", bound=SQLModel)
Codes = Mapping[str, tuple[str, ...]]
NO_CODES: tuple[Codes, Codes] = ({}, {})

# What a row says of itself rather than of the world.
_OWN = frozenset({"id", "position", "entered_at", "entered_by"})


def write(uow: UnitOfWork, parsed: Parsed, files: Collection[str], *, full: bool, zone: str) -> Ledger:
    """Bring the tables to what the files say. Returns what changed."""
    ledger = Ledger()
    people = {r.staff_id: r for r in uow.session.exec(select(PersonRow))}
    teams_of_people, teams_of_posts = _stored_codes(uow)
    _merge(uow, ledger, "people", people, parsed.people, (teams_of_people, parsed.memberships))
    _merge(uow, ledger, "teams", {r.code: r for r in uow.session.exec(select(TeamRow))}, parsed.teams)
    uow.session.flush()
    _write_memberships(uow, _differing(teams_of_people, parsed.memberships))
    links = {(r.staff_id, r.kind): r for r in uow.session.exec(select(SupervisorLinkRow))}
    _merge(uow, ledger, "supervisors", links, parsed.supervisors)
    posts = {r.post_id: r for r in uow.session.exec(select(PostRow))}
    _merge(uow, ledger, "posts", posts, parsed.posts, (teams_of_posts, parsed.post_teams))
    uow.session.flush()
    _write_post_teams(uow, _differing(teams_of_posts, parsed.post_teams))
    write_absences(uow, ledger, parsed)
    _sessions(uow, ledger, parsed)
    travel = {(r.office_a, r.office_b): r for r in uow.session.exec(select(TravelRow))}
    _merge(uow, ledger, "travel", travel, parsed.travel)
    terms = {r.term: r for r in uow.session.exec(select(SchoolTermRow))}
    _merge(uow, ledger, "terms", terms, parsed.terms)
    if full:
        _mark_left(uow, ledger, parsed, files, people, uow.now.astimezone(ZoneInfo(zone)).date())
        if "supervisors" in files:
            _remove_links(uow, ledger, links, parsed)
        if "terms" in files:
            _remove_terms(uow, ledger, terms, parsed)
    ledger.record(uow)
    return ledger


def _merge(
    uow: UnitOfWork,
    ledger: Ledger,
    noun: str,
    stored: Mapping[Any, T],
    wanted: Mapping[Any, T],
    teams: tuple[Codes, Codes] = NO_CODES,
) -> None:
    """`teams` is which teams each row served and serves now: a column of the file, another table here."""
    before, after = teams
    for key, row in wanted.items():
        subject = "/".join(str(part) for part in key) if isinstance(key, tuple) else str(key)
        old = stored.get(key)
        if old is None:
            uow.session.add(row)
            ledger.add(noun, subject, "added")
            continue
        new = {n: v for n, v in row.model_dump().items() if n not in _OWN and getattr(old, n) != v}
        for name, value in new.items():
            setattr(old, name, value)
        columns = (*new, *(["teams"] if before.get(key, ()) != after.get(key, ()) else []))
        if columns:
            uow.session.add(old)
            ledger.add(noun, subject, "changed", columns)
        else:
            ledger.unchanged[noun] += 1


def _stored_codes(uow: UnitOfWork) -> tuple[Codes, Codes]:
    people = select(MembershipRow.staff_id, MembershipRow.team_code).order_by(col(MembershipRow.position))
    posts = select(PostTeamRow.post_id, PostTeamRow.team_code).order_by(col(PostTeamRow.position))
    return _in_order(uow.session.exec(people)), _in_order(uow.session.exec(posts))


def _in_order(found: Iterable[tuple[str, str]]) -> Codes:
    codes: dict[str, tuple[str, ...]] = {}
    for key, code in found:
        codes[key] = (*codes.get(key, ()), code)
    return codes


def _differing(before: Codes, after: Codes) -> Codes:
    return {key: codes for key, codes in after.items() if before.get(key, ()) != codes}


def _write_memberships(uow: UnitOfWork, changed: Codes) -> None:
    uow.session.execute(delete(MembershipRow).where(col(MembershipRow.staff_id).in_(list(changed))))
    for key, codes in changed.items():
        uow.session.add_all(MembershipRow(staff_id=key, team_code=c, position=n) for n, c in enumerate(codes))


def _write_post_teams(uow: UnitOfWork, changed: Codes) -> None:
    uow.session.execute(delete(PostTeamRow).where(col(PostTeamRow.post_id).in_(list(changed))))
    for key, codes in changed.items():
        uow.session.add_all(PostTeamRow(post_id=key, team_code=c, position=n) for n, c in enumerate(codes))


def _sessions(uow: UnitOfWork, ledger: Ledger, parsed: Parsed) -> None:
    """A corrected length is taken over; who supervised then, and what people answered here, stays as it is."""
    past = select(SessionRow).where(col(SessionRow.starts_at) <= uow.now)
    held = {(r.staff_id, r.kind, r.starts_at): r for r in uow.session.exec(past)}
    _merge(uow, ledger, "sessions", {}, {key: row for key, row in parsed.sessions.items() if key not in held})
    for key in parsed.sessions.keys() & held.keys():
        old, minutes = held[key], parsed.sessions[key].minutes
        if old.source != "history" or old.minutes == minutes:
            ledger.unchanged["sessions"] += 1
            continue
        old.minutes = minutes
        uow.session.add(old)
        ledger.add("sessions", "/".join(str(part) for part in key), "changed", ("minutes",))


def _mark_left(
    uow: UnitOfWork,
    ledger: Ledger,
    parsed: Parsed,
    files: Collection[str],
    people: Mapping[str, PersonRow],
    today: date,
) -> None:
    for row in people.values():
        gone = row.source in files and row.staff_id not in parsed.people
        if gone and (row.leaves_on is None or row.leaves_on > today):
            row.leaves_on = today
            uow.session.add(row)
            ledger.add("people", row.staff_id, "left")


def _remove_terms(uow: UnitOfWork, ledger: Ledger, stored: Mapping[str, SchoolTermRow], parsed: Parsed) -> None:
    for name in stored.keys() - parsed.terms.keys():
        uow.session.delete(stored[name])
        ledger.add("terms", name, "left")


def _remove_links(
    uow: UnitOfWork, ledger: Ledger, links: Mapping[tuple[str, str], SupervisorLinkRow], parsed: Parsed
) -> None:
    for key in links.keys() - parsed.supervisors.keys():
        uow.session.delete(links[key])
        ledger.add("supervisors", "/".join(key), "left")
