"""What is recorded of a meeting: held or not, who was there by discipline, three numbers, and the Workbook.

Each answer is stored at once, so that nothing is lost when somebody stops half way. What nobody said stays empty and
never counts as a yes. An answer that stands is changed by a correction only, which is audited with before and after.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete

from domain.access import Action, Actor
from domain.errors import AlreadySettled, BadValue, NothingToDo, Stale
from domain.group.families import Families, wrong_with
from domain.roster import Roster
from services import by_link
from services.desk import Desk
from services.group.expected import Coming, Seat, expected
from services.group.meetings import Meeting, find, require
from services.group.record_view import RecordView, families_of, name_of, show, version_of
from services.team import find_team
from storage import meetings
from storage.roster import load_roster
from storage.tables import GroupOccurrenceRow, MeetingAttendanceRow, MeetingRecordRow, OccurrenceState
from storage.unit_of_work import UnitOfWork

LOOK_BACK = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Recorded:
    """Everything at once, as the modal gives it. `missing` are the staff ids of members who were not there."""

    held: bool
    missing: frozenset[str]
    families: Families | None
    workbook: bool | None
    version: str


def last_of(desk: Desk, actor: Actor, typed: str, now: datetime) -> RecordView:
    """The meeting of a team that most needs a record: the oldest begun one without, else the newest."""
    with desk.database.read() as session:
        roster = load_roster(session)
        code = find_team(roster, actor, typed)
        rows = meetings.of_team(session, code, now - LOOK_BACK, now)
        if not rows:
            raise NothingToDo(what="record")
        known = meetings.records(session, [row.id for row in rows])
        open_ = [row for row in rows if row.id not in known]
        chosen = open_[0] if open_ else rows[-1]
        _, meeting = find(desk, session, roster, chosen.id)
        require(actor, Action.RECORD_GROUP, meeting)
        return show(desk, session, roster, chosen, meeting)


def to_record(desk: Desk, actor: Actor, meeting_id: str, now: datetime) -> RecordView:
    with desk.database.read() as session:
        roster, row, meeting = _open(desk, session, actor, meeting_id, now)
        return show(desk, session, roster, row, meeting)


def say_held(
    desk: Desk, actor: Actor, meeting_id: str, *, held: bool, now: datetime, link: str | None = None
) -> RecordView:
    """Did it happen? The first answer stands; the same again changes nothing. By a link, its digest is `link`."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster, row, _ = _open(desk, uow.session, actor, meeting_id, now, lock=True)
        by_link.use_for_meeting(uow, link, row.id)
        known = uow.session.get(MeetingRecordRow, row.id)
        if known is None:
            uow.session.add(_new(row, actor, held=held, now=now))
            uow.record("meeting.record", row.id, {"held": held, **by_link.how(link)})
            uow.commit()
        elif known.held is not held:
            raise _settled(roster, known)
    return to_record(desk, actor, meeting_id, now)


def say_there(desk: Desk, actor: Actor, meeting_id: str, missing: Collection[str] | None, now: datetime) -> RecordView:
    """Who was there: everybody expected where `missing` is None, else everybody but these."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster, row, meeting = _open(desk, uow.session, actor, meeting_id, now, lock=True)
        known = _held(uow, row)
        if meetings.attendance(uow.session, [row.id]):
            raise _settled(roster, known)
        attend(desk, uow, roster, meeting, missing)
        uow.record("meeting.attendance", row.id, _counts(uow, row.id))
        uow.commit()
    return to_record(desk, actor, meeting_id, now)


def say_families(desk: Desk, actor: Actor, meeting_id: str, families: Families, now: datetime) -> RecordView:
    """The three numbers. Raises `BadValue` where they can't be."""
    _must_fit(families)
    with desk.database.work(actor.staff_id, now) as uow:
        roster, row, _ = _open(desk, uow.session, actor, meeting_id, now, lock=True)
        known = _held(uow, row)
        if known.families_open is not None and families_of(known) != families:
            raise _settled(roster, known)
        _number(known, families)
        uow.session.add(known)
        uow.record("meeting.families", row.id, asdict(families))
        uow.commit()
    return to_record(desk, actor, meeting_id, now)


def say_workbook(desk: Desk, actor: Actor, meeting_id: str, *, recorded: bool, now: datetime) -> RecordView:
    """Is it recorded in the Workbook? A no may become a yes later; a yes is taken back by a correction."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster, row, _ = _open(desk, uow.session, actor, meeting_id, now, lock=True)
        known = _held(uow, row)
        if known.workbook is True and not recorded:
            raise _settled(roster, known)
        known.workbook = recorded
        uow.session.add(known)
        uow.record("meeting.workbook", row.id, {"workbook": recorded})
        uow.commit()
    return to_record(desk, actor, meeting_id, now)


def record(desk: Desk, actor: Actor, meeting_id: str, given: Recorded, now: datetime) -> RecordView:
    """Everything at once: a first record or a correction. Raises `Stale` when it changed since it was seen."""
    if given.families is not None:
        _must_fit(given.families)
    with desk.database.work(actor.staff_id, now) as uow:
        roster, row, meeting = _open(desk, uow.session, actor, meeting_id, now, lock=True)
        known = uow.session.get(MeetingRecordRow, row.id)
        if version_of(uow.session, row.id) != given.version:
            raise Stale(what="record")
        before = None if known is None else _plain(uow, known, "before")
        target = known or _new(row, actor, held=given.held, now=now)
        if known is not None:
            target.changed_at, target.changed_by = now, actor.staff_id
        target.held = given.held
        _number(target, given.families if given.held else None)
        target.workbook = given.workbook if given.held else None
        uow.session.add(target)
        uow.session.execute(delete(MeetingAttendanceRow).where(col(MeetingAttendanceRow.occurrence_id) == row.id))
        if given.held:
            attend(desk, uow, roster, meeting, given.missing)
        uow.session.flush()
        what = "meeting.record" if known is None else "meeting.correct"
        uow.record(what, row.id, (before or {}) | _plain(uow, target, "after"))
        uow.commit()
    return to_record(desk, actor, meeting_id, now)


def _open(
    desk: Desk, session: Session, actor: Actor, meeting_id: str, now: datetime, *, lock: bool = False
) -> tuple[Roster, GroupOccurrenceRow, Meeting]:
    roster = load_roster(session)
    row, meeting = find(desk, session, roster, meeting_id, lock=lock)
    require(actor, Action.RECORD_GROUP, meeting)
    if row.state is OccurrenceState.CANCELLED:
        raise AlreadySettled(what="meeting", answer="cancelled")
    if row.starts_at > now:
        raise BadValue(what="future_meeting", typed="", at=row.starts_at, example="")
    return roster, row, meeting


def _new(row: GroupOccurrenceRow, actor: Actor, *, held: bool, now: datetime) -> MeetingRecordRow:
    return MeetingRecordRow(occurrence_id=row.id, held=held, recorded_at=now, recorded_by=actor.staff_id)


def _held(uow: UnitOfWork, row: GroupOccurrenceRow) -> MeetingRecordRow:
    """The record of a meeting that was held; who answers the second question first has answered this one too."""
    known = uow.session.get(MeetingRecordRow, row.id)
    if known is None:
        known = MeetingRecordRow(occurrence_id=row.id, held=True, recorded_at=uow.now, recorded_by=uow.actor_id)
        uow.session.add(known)
        uow.record("meeting.record", row.id, {"held": True})
    if not known.held:
        raise AlreadySettled(what="meeting", answer="not_held")
    return known


def attend(desk: Desk, uow: UnitOfWork, roster: Roster, meeting: Meeting, missing: Collection[str] | None) -> None:
    found = expected(desk, uow.session, roster, meeting)
    for key in found.disciplines:
        states = [_was(seat, missing) for seat in found.of(key)]
        counts = {state: states.count(state) for state in Coming}
        uow.session.add(
            MeetingAttendanceRow(
                occurrence_id=meeting.meeting_id,
                discipline=key,
                attended=counts[Coming.EXPECTED],
                absent=counts[Coming.UNAVAILABLE],
                excused=counts[Coming.EXCUSED],
                elsewhere=counts[Coming.ELSEWHERE],
                vacant=counts[Coming.VACANT],
            )
        )
    uow.session.flush()


def _was(seat: Seat, missing: Collection[str] | None) -> Coming:
    """What became of a seat. Whoever was not expected and is not named as missing came after all."""
    if missing is None or seat.staff_id is None:
        return seat.coming
    if seat.staff_id not in missing:
        return Coming.EXPECTED
    return Coming.UNAVAILABLE if seat.coming is Coming.EXPECTED else seat.coming


def _must_fit(families: Families) -> None:
    wrong = wrong_with(families)
    if wrong:
        raise BadValue(what="families", typed="", example="", wrong=wrong)


def _number(known: MeetingRecordRow, families: Families | None) -> None:
    known.families_open = None if families is None else families.open
    known.families_discussed = None if families is None else families.discussed
    known.families_waiting = None if families is None else families.waiting


def _plain(uow: UnitOfWork, known: MeetingRecordRow, when: str) -> dict[str, int | None]:
    """The record's answers for the audit trail, each under the name of when it stood so."""
    return {
        f"{when}_held": known.held,
        f"{when}_open": known.families_open,
        f"{when}_discussed": known.families_discussed,
        f"{when}_waiting": known.families_waiting,
        f"{when}_workbook": known.workbook,
    } | {f"{when}_there_{key}": count for key, count in _counts(uow, known.occurrence_id).items()}


def _counts(uow: UnitOfWork, meeting_id: str) -> Mapping[str, int]:
    return {row.discipline: row.attended for row in meetings.attendance(uow.session, [meeting_id])}


def _settled(roster: Roster, known: MeetingRecordRow) -> AlreadySettled:
    by = name_of(roster, known.changed_by or known.recorded_by)
    return AlreadySettled(what="record", answer="held" if known.held else "not_held", by=by)
