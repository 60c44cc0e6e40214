"""A board's meetings: found by rule and by what people set; added, moved, cancelled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from domain import access
from domain.access import Action, Actor
from domain.errors import AlreadySettled, BadValue, NotFound, Stale
from domain.governance.meetings import BoardMeeting, Change, meetings
from domain.programme.governance import Meeting
from domain.words import closest
from services.desk import Desk
from services.governance.holders import holders
from storage import governance
from storage.roster import load_roster
from storage.tables import BoardMeetingRow
from storage.unit_of_work import UnitOfWork

LOOK_AHEAD = timedelta(days=200)
LOOK_BACK = timedelta(days=100)


@dataclass(frozen=True, slots=True)
class When:
    day: date
    at: time | None = None


def find_board(desk: Desk, typed: str) -> str:
    """A board's key from its key or name, or the beginning of one. Raises `NotFound` with the nearest."""
    words = " ".join(typed.casefold().replace("-", " ").replace("_", " ").split())
    names = {key: rule.name.casefold() for key, rule in desk.programme.governance.items()}
    exact = [key for key, name in names.items() if words in (name, key.replace("_", " ").replace("-", " "))]
    begun = [key for key, name in names.items() if words and name.startswith(words)]
    for found in (exact, begun):
        if len(found) == 1:
            return found[0]
    known = [rule.name for rule in desk.programme.governance.values()]
    raise NotFound(what="board", typed=typed, suggestions=closest(typed, known) or known)


def known_board(desk: Desk, board: str) -> Meeting:
    """The programme's rule of a board by its key. Raises `NotFound` where the programme has it no more."""
    rule = desk.programme.governance.get(board)
    if rule is None:
        raise NotFound(what="board", typed="", suggestions=[])
    return rule


def all_meetings(desk: Desk, session: Session, first: date, last: date) -> Mapping[str, list[BoardMeeting]]:
    """Every board's meetings between two days, cancelled ones included."""
    changes: dict[str, list[Change]] = {}
    for row in governance.board_changes(session):
        change = Change(row.id, row.planned_on, row.day, row.at, row.cancelled)
        changes.setdefault(row.board, []).append(change)
    return {
        key: meetings(key, rule, changes.get(key, ()), first, last, desk.holidays)
        for key, rule in desk.programme.governance.items()
    }


def next_meeting(desk: Desk, session: Session, board: str, today: date) -> BoardMeeting | None:
    """A board's next meeting, today's included."""
    known_board(desk, board)
    found = all_meetings(desk, session, today, today + LOOK_AHEAD)[board]
    return next((meeting for meeting in found if not meeting.cancelled), None)


def find_meeting(desk: Desk, session: Session, board: str, reference: str, today: date) -> BoardMeeting:
    """A meeting by what names it for good. Raises `NotFound`."""
    found = all_meetings(desk, session, today - LOOK_BACK, today + 2 * LOOK_AHEAD).get(board, [])
    meeting = next((one for one in found if one.reference == reference), None)
    if meeting is None:
        raise NotFound(what="meeting", typed="", suggestions=[])
    return meeting


def meeting_on(desk: Desk, session: Session, board: str, day: date, today: date) -> BoardMeeting:
    """A board's meeting of one day. Raises `NotFound`."""
    found = all_meetings(desk, session, today - LOOK_BACK, today + 2 * LOOK_AHEAD)[board]
    meeting = next((one for one in found if one.day == day and not one.cancelled), None)
    if meeting is None:
        name = desk.programme.governance[board].name
        near = [one.day for one in found if one.day >= today and not one.cancelled][:3]
        raise NotFound(what="board_day", typed="", suggestions=[], board=name, day=day, near=near)
    return meeting


def require_running(desk: Desk, session: Session, actor: Actor, board: str, today: date) -> None:
    """Those who run all boards, and whoever is the clerk of this one."""
    rule = desk.programme.governance.get(board)
    clerks = holders(session, load_roster(session), rule.clerk_role if rule else None, today)
    access.require(access.may(actor, Action.RUN_BOARDS) or actor.staff_id in clerks, Action.RUN_BOARDS)


def add(desk: Desk, actor: Actor, board: str, when: When, now: datetime) -> BoardMeeting:
    """One more meeting of a board. Raises `BadValue` for a day that is over or on which it meets already."""
    with desk.database.work(actor.staff_id, now) as uow:
        today = desk.today(now)
        known_board(desk, board)
        require_running(desk, uow.session, actor, board, today)
        _possible(desk, uow.session, board, when.day, today)
        at = when.at or desk.programme.governance[board].at
        row = BoardMeetingRow(board=board, day=when.day, at=at, changed_at=now, changed_by=actor.staff_id)
        uow.session.add(row)
        uow.session.flush()
        uow.record("board.add", row.id, {"board": board, "day": when.day.isoformat()})
        uow.commit()
        return find_meeting(desk, uow.session, board, row.id, today)


def move(desk: Desk, actor: Actor, board: str, reference: str, seen: date, when: When, now: datetime) -> BoardMeeting:
    """Another day or time for one meeting, which was on `seen` when it was looked at. Raises `Stale`, `BadValue`."""
    with desk.database.work(actor.staff_id, now) as uow:
        today = desk.today(now)
        known_board(desk, board)
        require_running(desk, uow.session, actor, board, today)
        row, meeting = _to_change(desk, uow, board, reference, seen, today)
        if when.day != meeting.day:
            _possible(desk, uow.session, board, when.day, today)
        row.day, row.at, row.cancelled = when.day, when.at or meeting.at, False
        _store(uow, row)
        uow.record("board.move", row.id, {"board": board, "before": seen.isoformat(), "after": when.day.isoformat()})
        uow.commit()
        return find_meeting(desk, uow.session, board, reference, today)


def cancel(desk: Desk, actor: Actor, board: str, reference: str, seen: date, now: datetime) -> BoardMeeting:
    """One meeting does not take place; what was on its agenda comes to the next. Raises `AlreadySettled`, `Stale`."""
    with desk.database.work(actor.staff_id, now) as uow:
        today = desk.today(now)
        known_board(desk, board)
        require_running(desk, uow.session, actor, board, today)
        row, meeting = _to_change(desk, uow, board, reference, seen, today)
        if meeting.cancelled:
            raise AlreadySettled(what="board_meeting", answer="cancelled")
        row.cancelled = True
        _store(uow, row)
        uow.record("board.cancel", row.id, {"board": board, "day": meeting.day.isoformat()})
        uow.commit()
        return find_meeting(desk, uow.session, board, reference, today)


def _possible(desk: Desk, session: Session, board: str, day: date, today: date) -> None:
    if day < today:
        raise BadValue(what="past_due", typed="", example="", day=day)
    if desk.holidays.is_holiday(day) or day.weekday() > 4:
        raise BadValue(what="board_day_off", typed="", example="", day=day)
    if any(m.day == day and not m.cancelled for m in all_meetings(desk, session, day, day)[board]):
        raise BadValue(what="board_meets", typed="", example="", day=day)


def _to_change(
    desk: Desk, uow: UnitOfWork, board: str, reference: str, seen: date, today: date
) -> tuple[BoardMeetingRow, BoardMeeting]:
    """The row of a meeting, locked, made where only the rule gave it; and the meeting as it stands."""
    planned = _planned(reference)
    if planned is None:
        row = uow.session.get(BoardMeetingRow, reference, with_for_update=True)
    else:
        row = governance.board_change(uow.session, board, planned)
    meeting = find_meeting(desk, uow.session, board, reference, today)
    if meeting.day != seen:
        raise Stale(what="board_meeting")
    if meeting.day < today:
        raise AlreadySettled(what="board_meeting", answer="past")
    if row is None:
        row = BoardMeetingRow(
            board=board, planned_on=planned, day=meeting.day, at=meeting.at, changed_at=uow.now, changed_by=uow.actor_id
        )
    return row, meeting


def _store(uow: UnitOfWork, row: BoardMeetingRow) -> None:
    row.changed_at, row.changed_by, row.version = uow.now, uow.actor_id, row.version + 1
    uow.session.add(row)
    try:
        uow.session.flush()
    except IntegrityError:
        # Somebody else changed the same meeting at this moment.
        raise Stale(what="board_meeting") from None


def _planned(reference: str) -> date | None:
    try:
        return date.fromisoformat(reference)
    except ValueError:
        return None
