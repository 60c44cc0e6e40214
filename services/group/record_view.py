"""A meeting's record as people see it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from domain.group.families import Families
from domain.roster import Roster
from services.desk import Desk
from services.group.expected import Coming, expected
from services.group.meetings import Meeting
from storage import meetings
from storage.tables import GroupOccurrenceRow, MeetingRecordRow

LATE = timedelta(days=2)
"""A record that is entered later than this is shown with both of its dates."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """One discipline: how many came, and what became of its other seats."""

    discipline: str
    attended: int
    absent: int
    excused: int
    elsewhere: int
    vacant: int


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who could have been there; `there` as recorded or, before that, as expected."""

    staff_id: str
    name: str
    there: bool


@dataclass(frozen=True, slots=True)
class RecordView:
    """A meeting's record as it stands; `held` and what follows are None where nothing was said.

    `by` and `changed_by` are names; `version` tells whether it changed since somebody saw it.
    """

    meeting_id: str
    team: str
    starts_at: datetime
    held: bool | None
    attendance: tuple[Attendance, ...]
    families: Families | None
    workbook: bool | None
    by: str | None
    recorded_at: datetime | None
    late: bool
    changed_by: str | None
    version: str
    members: tuple[Member, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Disciplines nobody came from."""
        return tuple(line.discipline for line in self.attendance if not line.attended)

    @property
    def complete(self) -> bool:
        if self.held is not True:
            return self.held is False
        return bool(self.attendance) and self.families is not None and self.workbook is not None


def show(desk: Desk, session: Session, roster: Roster, row: GroupOccurrenceRow, meeting: Meeting) -> RecordView:
    known = session.get(MeetingRecordRow, row.id)
    rows = {line.discipline: line for line in meetings.attendance(session, [row.id])}
    names = desk.programme.disciplines
    attendance = tuple(
        Attendance(names[key].name, a.attended, a.absent, a.excused, a.elsewhere, a.vacant)
        for key in names
        if (a := rows.get(key)) is not None
    )
    seats = expected(desk, session, roster, meeting).seats
    return RecordView(
        meeting_id=row.id,
        team=meeting.team,
        starts_at=row.starts_at,
        held=None if known is None else known.held,
        attendance=attendance,
        families=None if known is None else families_of(known),
        workbook=None if known is None else known.workbook,
        by=None if known is None else name_of(roster, known.recorded_by),
        recorded_at=None if known is None else known.recorded_at,
        late=known is not None and known.recorded_at - meeting.ends_at > LATE,
        changed_by=None if known is None or known.changed_by is None else name_of(roster, known.changed_by),
        version=version_of(session, row.id),
        members=tuple(
            Member(seat.staff_id, seat.name or "", seat.coming is Coming.EXPECTED)
            for seat in seats
            if seat.staff_id is not None
        ),
    )


def families_of(known: MeetingRecordRow) -> Families | None:
    numbers = known.families_open, known.families_discussed, known.families_waiting
    return None if None in numbers else Families(*(number or 0 for number in numbers))


def version_of(session: Session, meeting_id: str) -> str:
    """Changes with each answer that is added or corrected; "0" before the first."""
    known = session.get(MeetingRecordRow, meeting_id)
    if known is None:
        return "0"
    answers = (known.held, known.families_open, known.families_discussed, known.families_waiting, known.workbook)
    there = len(meetings.attendance(session, [meeting_id]))
    at = (known.changed_at or known.recorded_at).timestamp()
    return "-".join(str(part) for part in (*answers, there, f"{at:.6f}"))


def name_of(roster: Roster, staff_id: str) -> str:
    person = roster.people.get(staff_id)
    return "" if person is None else person.name
