"""Writing what differs from what is stored, with an audit row for each change."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import SQLModel, col, delete, select

from services.importing.rows import Parsed
from storage.tables import (
    AbsenceRow,
    MembershipRow,
    PersonRow,
    PostRow,
    PostTeamRow,
    SessionRow,
    SupervisorLinkRow,
    TeamRow,
    TravelRow,
)
from storage.unit_of_work import UnitOfWork

T = TypeVar("T", bound=SQLModel)
Counts = dict[str, Counter[str]]
Span = tuple[date, date]

# What a row says of itself rather than of the world.
_OWN = frozenset({"id", "position", "entered_at", "entered_by", "source"})


def write(uow: UnitOfWork, parsed: Parsed, files: Collection[str], *, full: bool, zone: str) -> Counts:
    """Bring the tables to what the files say. Returns how many of each noun were added, changed, unchanged, left."""
    counts: Counts = defaultdict(Counter)
    people = {r.staff_id: r for r in uow.session.exec(select(PersonRow))}
    _merge(uow, counts, "people", people, parsed.people)
    _merge(uow, counts, "teams", {r.code: r for r in uow.session.exec(select(TeamRow))}, parsed.teams)
    uow.session.flush()
    _memberships(uow, parsed)
    links = {(r.staff_id, r.kind): r for r in uow.session.exec(select(SupervisorLinkRow))}
    _merge(uow, counts, "supervisors", links, parsed.supervisors)
    _merge(uow, counts, "posts", {r.post_id: r for r in uow.session.exec(select(PostRow))}, parsed.posts)
    uow.session.flush()
    _post_teams(uow, parsed)
    _absences(uow, counts, parsed)
    held = {
        (r.staff_id, r.kind, r.starts_at): r
        for r in uow.session.exec(select(SessionRow).where(col(SessionRow.starts_at) <= uow.now))
    }
    new = {key: row for key, row in parsed.sessions.items() if key not in held}
    counts["unchanged"]["sessions"] += len(parsed.sessions) - len(new)
    _merge(uow, counts, "sessions", {}, new)
    travel = {(r.office_a, r.office_b): r for r in uow.session.exec(select(TravelRow))}
    _merge(uow, counts, "travel", travel, parsed.travel)
    if full:
        _mark_left(uow, counts, parsed, files, people, uow.now.astimezone(ZoneInfo(zone)).date())
        if "supervisors" in files:
            for key in links.keys() - parsed.supervisors.keys():
                uow.session.delete(links[key])
                counts["left"]["supervisors"] += 1
                uow.record_soon("import.supervisors", "/".join(key), {"change": "removed"})
    uow.write_records()
    return counts


def _merge(uow: UnitOfWork, counts: Counts, noun: str, stored: Mapping[Any, T], wanted: Mapping[Any, T]) -> None:
    for key, row in wanted.items():
        subject = "/".join(str(part) for part in key) if isinstance(key, tuple) else str(key)
        old = stored.get(key)
        if old is None:
            uow.session.add(row)
            change = "added"
        else:
            new = {n: v for n, v in row.model_dump().items() if n not in _OWN and getattr(old, n) != v}
            change = "changed" if new else "unchanged"
            for name, value in new.items():
                setattr(old, name, value)
            uow.session.add(old)
        counts[change][noun] += 1
        if change != "unchanged":
            uow.record_soon(f"import.{noun}", subject, {"change": change})


def _memberships(uow: UnitOfWork, parsed: Parsed) -> None:
    uow.session.execute(delete(MembershipRow).where(col(MembershipRow.staff_id).in_(list(parsed.memberships))))
    uow.session.add_all(
        MembershipRow(staff_id=staff_id, team_code=code, position=n)
        for staff_id, codes in parsed.memberships.items()
        for n, code in enumerate(codes)
    )


def _post_teams(uow: UnitOfWork, parsed: Parsed) -> None:
    uow.session.execute(delete(PostTeamRow).where(col(PostTeamRow.post_id).in_(list(parsed.post_teams))))
    uow.session.add_all(
        PostTeamRow(post_id=post_id, team_code=code, position=n)
        for post_id, codes in parsed.post_teams.items()
        for n, code in enumerate(codes)
    )


def _absences(uow: UnitOfWork, counts: Counts, parsed: Parsed) -> None:
    stored: dict[str, list[Span]] = defaultdict(list)
    for row in uow.session.exec(select(AbsenceRow)):
        stored[row.staff_id].append((row.first_day, row.last_day))
    wanted: dict[str, list[Span]] = defaultdict(list)
    for staff_id, first, last in parsed.absences:
        wanted[staff_id].append((first, last))
    for staff_id, spans in wanted.items():
        before = sorted(stored[staff_id])
        after = united([*before, *spans])
        new = [span for span in after if span not in before]
        counts["added"]["absences"] += len(new)
        counts["unchanged"]["absences"] += len(after) - len(new)
        if new:
            uow.session.execute(delete(AbsenceRow).where(col(AbsenceRow.staff_id) == staff_id))
            uow.session.add_all(AbsenceRow(staff_id=staff_id, first_day=f, last_day=t) for f, t in after)
            uow.record_soon("import.absences", staff_id, {"added": len(new)})


def united(spans: Iterable[Span]) -> list[Span]:
    """The same days in as few spans as possible; both ends are inclusive."""
    result: list[Span] = []
    for first, last in sorted(spans):
        if result and first <= result[-1][1] + timedelta(days=1):
            result[-1] = (result[-1][0], max(last, result[-1][1]))
        else:
            result.append((first, last))
    return result


def _mark_left(
    uow: UnitOfWork,
    counts: Counts,
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
            counts["left"]["people"] += 1
            uow.record_soon("import.people", row.staff_id, {"change": "left"})
