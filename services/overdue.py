"""What is overdue and what is not booked, from the records; and what is said about it, re-checked when it is sent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, select

from domain.calendar import to_local
from domain.roster import Roster
from domain.supervision.chain import chain
from domain.supervision.due import due_kinds
from domain.supervision.overdue import History, Key, Overdue, overdue, unbooked
from domain.supervision.states import COUNTS, SessionState
from services.desk import Desk
from services.notices import Drop, Subject
from services.sessions import SessionView, view
from storage import sessions
from storage.roster import load_roster
from storage.tables import InstallationRow, SessionRow

LOOK_BACK = timedelta(days=200)
LOOK_AHEAD = timedelta(days=40)
"""To the end of the month, or of the week, in which a session is due."""


@dataclass(frozen=True, slots=True)
class OverdueLine:
    """`kind` in words; `days` is 1 on the first day late."""

    name: str
    kind: str
    days: int


@dataclass(frozen=True, slots=True)
class OverdueView:
    """`own` are the reader's, `others` those of people they answer for; `next` is the reader's next session."""

    own: tuple[OverdueLine, ...]
    others: tuple[OverdueLine, ...]
    next: SessionView | None


@dataclass(frozen=True, slots=True)
class UnbookedLine:
    name: str
    kind: str
    last_day: date


@dataclass(frozen=True, slots=True)
class UnbookedView:
    lines: tuple[UnbookedLine, ...]
    again: str = ""


def history(
    desk: Desk,
    session: Session,
    roster: Roster,
    after: datetime,
    until: datetime,
    *,
    as_of: datetime,
    told_from: date | None = None,
    of: Collection[str] | None = None,
) -> History:
    """Sessions around a span. Those booked after `as_of` are taken to be held: nobody can know better yet.

    People are told from the morning after the installation on, or from `told_from` where that is earlier. `of` are the
    supervisees, where not everybody's sessions are wanted.
    """
    horizon = after - LOOK_BACK
    rows = sessions.between(session, horizon, until + LOOK_AHEAD, states=COUNTS, of=of)
    took_place = [row for row in rows if row.state is SessionState.HELD or row.starts_at > as_of]
    held = _days(desk, took_place)
    # Whoever had none for so long: few people, so that their last one is quickly found.
    due = due_kinds(roster, desk.programme)
    wanted = due.keys() if of is None else due.keys() & set(of)
    missing = {staff_id for staff_id in wanted if any((staff_id, kind) not in held for kind in due[staff_id])}
    for key, row in sessions.last_held_for(session, missing, horizon).items():
        held.setdefault(key, [desk.today(row.starts_at)])
    first = session.exec(select(sa.func.min(SessionRow.starts_at))).first()
    installation = session.get(InstallationRow, 1)
    began = after if installation is None else installation.created_at
    # The first morning after the bot began: what was late before is told from then on, in the chain's own order.
    morning = desk.today(began) + timedelta(days=1)
    return History(
        held=held,
        booked=_days(desk, rows),
        since=desk.today(first or after),
        told_from=min(morning, told_from or morning),
    )


def still_overdue(desk: Desk, about: Subject, now: datetime) -> OverdueView | Drop:
    """Only what is open at this moment, and only what the reader's place in the chain lets them see."""
    today = desk.today(now)
    with desk.database.read() as session:
        roster = load_roster(session)
        named = {text.split("|")[0] for text in about.facts["about"]}
        facts = history(desk, session, roster, now, now, as_of=now, of=named)
        reader = about.staff_id or ""
        own: list[OverdueLine] = []
        others: list[OverdueLine] = []
        for staff_id, kind, since in (text.split("|") for text in about.facts["about"]):
            found = _open(desk, roster, facts, (staff_id, kind), date.fromisoformat(since), today)
            if found is not None and _may_hear(desk, roster, found, reader):
                line = OverdueLine(roster.people[staff_id].name, _kind_name(desk, kind), found.days_late(today))
                (own if staff_id == reader else others).append(line)
        coming = sessions.next_for(session, [reader], now).get((reader, desk.programme.supervision.default_kind))
        following = None if coming is None or not own else view(desk, roster, coming)
    if not own and not others:
        return Drop("no_longer_overdue")
    return OverdueView(tuple(own), tuple(sorted(others, key=lambda line: (-line.days, line.name))), following)


def still_unbooked(desk: Desk, about: Subject, now: datetime) -> UnbookedView | Drop:
    today = desk.today(now)
    with desk.database.read() as session:
        roster = load_roster(session)
        named = {text.split("|")[0] for text in about.facts["about"]}
        facts = history(desk, session, roster, now, now, as_of=now, of=named)
    lines = []
    for staff_id, kind, first, last in (text.split("|") for text in about.facts["about"]):
        span = (date.fromisoformat(first), date.fromisoformat(last))
        if span[1] < today or roster.supervisors.get((staff_id, kind)) != about.staff_id:
            continue
        left = unbooked(roster, desk.programme, facts, (staff_id, kind), *span)
        if any((window.first_day, window.last_day) == span for window in left):
            lines.append(UnbookedLine(roster.people[staff_id].name, _kind_name(desk, kind), span[1]))
    if not lines:
        return Drop("booked")
    ordered = tuple(sorted(lines, key=lambda line: (line.last_day, line.name)))
    return UnbookedView(ordered, again=f"supervision_unbooked|{about.subject}")


def _open(desk: Desk, roster: Roster, facts: History, key: Key, since: date, today: date) -> Overdue | None:
    """The same time of being late, if it is not over; while the person is away nothing is said."""
    if key[0] not in roster.people or not roster.available(key[0], today):
        return None
    found = overdue(roster, desk.programme, facts, key, today)
    return next((one for one in found if one.since == since and one.open_on(today)), None)


def _may_hear(desk: Desk, roster: Roster, found: Overdue, reader: str) -> bool:
    return any(reader in step.staff_ids for step in chain(roster, desk.programme, found.staff_id, found.kind))


def _days(desk: Desk, rows: Sequence[SessionRow]) -> dict[Key, list[date]]:
    found: dict[Key, list[date]] = {}
    for row in rows:
        found.setdefault((row.staff_id, row.kind), []).append(to_local(row.starts_at, desk.zone).date())
    return found


def _kind_name(desk: Desk, kind: str) -> str:
    return desk.programme.supervision.kinds[kind].name
