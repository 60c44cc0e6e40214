"""The agenda of one meeting: numbered slots that presenters take, swap and give back, and the chair puts in order."""

import re
from datetime import datetime

from domain.access import Action, Actor
from domain.errors import AlreadySettled, BadValue, NotAllowed, NotFound, SlotTaken, Stale
from domain.roster import Roster
from services.desk import Desk
from services.find import find_person
from services.group.meetings import Meeting, find, require
from services.group.show import MeetingView, meeting_view
from storage import meetings
from storage.roster import load_roster
from storage.tables import AgendaSlotRow, GroupOccurrenceRow, NoticeRow, OccurrenceState
from storage.unit_of_work import UnitOfWork

SLOT_SWAP = "slot_swap"


class Agenda:
    """One meeting's agenda, locked for the length of a unit of work: two people at once take turns."""

    def __init__(self, desk: Desk, uow: UnitOfWork, actor: Actor, meeting_id: str, now: datetime) -> None:
        self.desk, self.uow, self.actor, self.now = desk, uow, actor, now
        self.roster: Roster = load_roster(uow.session)
        self.row: GroupOccurrenceRow
        self.meeting: Meeting
        self.row, self.meeting = find(desk, uow.session, self.roster, meeting_id, lock=True)
        self.taken = {slot.number: slot for slot in meetings.agenda(uow.session, meeting_id)}

    def open_for(self, action: Action) -> None:
        """Raise unless the actor may do this and the meeting is still to come."""
        require(self.actor, action, self.meeting)
        still_to_come(self.row, self.now)
        if self.row.order_fixed and action is Action.CLAIM_SLOT:
            try:
                require(self.actor, Action.RUN_GROUP, self.meeting)
            except NotAllowed:
                raise AlreadySettled(what="agenda", answer="fixed") from None

    @property
    def free(self) -> list[int]:
        return [number for number in range(1, self.meeting.slots + 1) if number not in self.taken]

    def numbered(self, number: int) -> int:
        if not 1 <= number <= self.meeting.slots:
            raise BadValue(what="slot_number", typed=str(number), most=self.meeting.slots, example="")
        return number

    def give(self, number: int, staff_id: str, reference: str | None = None) -> None:
        """Put somebody into a free slot. Raises `SlotTaken`."""
        held = self.taken.get(self.numbered(number))
        if held is not None:
            by = self.roster.people[held.presenter_id].name if held.presenter_id in self.roster.people else ""
            raise SlotTaken(number=number, by=by, free=self.free, mine=held.presenter_id == self.actor.staff_id)
        slot = AgendaSlotRow(
            occurrence_id=self.row.id,
            number=number,
            presenter_id=staff_id,
            reference=reference,
            claimed_at=self.now,
            claimed_by=self.actor.staff_id,
        )
        self.uow.session.add(slot)
        self.taken[number] = slot
        self.uow.record("agenda.claim", self.row.id, {"slot": number, "presenter": staff_id})

    def held(self, number: int) -> AgendaSlotRow:
        """The slot the actor has, or any for the chair. Raises `NotFound` and `SlotTaken`."""
        slot = self.taken.get(self.numbered(number))
        if slot is None:
            raise NotFound(what="presenter", typed="", suggestions=[])
        if slot.presenter_id != self.actor.staff_id:
            require(self.actor, Action.RUN_GROUP, self.meeting)
        return slot


def still_to_come(row: GroupOccurrenceRow, now: datetime) -> None:
    """Raise `AlreadySettled` when the meeting was cancelled or has begun."""
    if row.state is OccurrenceState.CANCELLED:
        raise AlreadySettled(what="meeting", answer="cancelled")
    if row.starts_at <= now:
        raise AlreadySettled(what="meeting", answer="begun")


def claim(
    desk: Desk, actor: Actor, meeting_id: str, number: int, now: datetime, reference: str | None = None
) -> MeetingView:
    """Take a free slot. Raises `SlotTaken`, `BadValue`, `AlreadySettled`; nothing of a family is ever stored."""
    with desk.database.work(actor.staff_id, now) as uow:
        agenda = Agenda(desk, uow, actor, meeting_id, now)
        agenda.open_for(Action.CLAIM_SLOT)
        agenda.give(number, actor.staff_id, None if reference is None else opaque(desk, reference))
        uow.commit()
    return meeting_view(desk, actor, meeting_id, now, "taken", number)


def assign(desk: Desk, actor: Actor, meeting_id: str, number: int, typed: str, now: datetime) -> MeetingView:
    """The chair gives a free slot to a member of the team. What is no member's name is refused as a case would be."""
    with desk.database.work(actor.staff_id, now) as uow:
        agenda = Agenda(desk, uow, actor, meeting_id, now)
        members = {person.staff_id for person in agenda.roster.members(agenda.meeting.team_code)}
        try:
            person = find_person(uow.session, agenda.roster, typed, members)
            agenda.open_for(Action.RUN_GROUP)
        except (NotFound, NotAllowed):
            raise BadValue(what="slot_words", typed="", example="/group slot 3") from None
        agenda.give(number, person.staff_id)
        uow.commit()
    return meeting_view(desk, actor, meeting_id, now, "assigned", person.name)


def release(desk: Desk, actor: Actor, meeting_id: str, number: int, now: datetime) -> MeetingView:
    """Give a slot back: one's own, or the chair anybody's."""
    with desk.database.work(actor.staff_id, now) as uow:
        agenda = Agenda(desk, uow, actor, meeting_id, now)
        agenda.open_for(Action.CLAIM_SLOT)
        slot = agenda.held(number)
        uow.session.delete(slot)
        uow.record("agenda.release", agenda.row.id, {"slot": number, "presenter": slot.presenter_id})
        uow.session.flush()
        uow.commit()
    return meeting_view(desk, actor, meeting_id, now, "released", number)


def swap(desk: Desk, actor: Actor, meeting_id: str, number: int, with_number: int, now: datetime) -> MeetingView:
    """Move to a free slot, or ask its presenter to change places. The chair changes two slots at once."""
    with desk.database.work(actor.staff_id, now) as uow:
        agenda = Agenda(desk, uow, actor, meeting_id, now)
        agenda.open_for(Action.CLAIM_SLOT)
        mine = agenda.held(number)
        done, about = "swapped", ""
        other = agenda.taken.get(agenda.numbered(with_number))
        if other is None:
            mine.number = with_number
            uow.session.add(mine)
            uow.record("agenda.move", agenda.row.id, {"from": number, "to": with_number})
            uow.session.flush()
        elif _runs(agenda) or other.presenter_id == actor.staff_id:
            _exchange(agenda, mine, other)
        else:
            asked = agenda.roster.people.get(other.presenter_id)
            done, about = "asked", "" if asked is None else asked.name
            facts = {"from": number, "to": with_number, "by": actor.staff_id}
            notice = NoticeRow(
                staff_id=other.presenter_id, kind=SLOT_SWAP, subject=agenda.row.id, facts=facts, created_at=now
            )
            uow.session.add(notice)
            uow.record("agenda.ask_swap", agenda.row.id, {"from": number, "to": with_number})
        uow.commit()
    return meeting_view(desk, actor, meeting_id, now, done, about)


def agree(
    desk: Desk, actor: Actor, meeting_id: str, number: int, with_number: int, by: str, now: datetime
) -> MeetingView:
    """The other presenter's yes to a swap: it holds only if both still have these slots. Raises `Stale`."""
    with desk.database.work(actor.staff_id, now) as uow:
        agenda = Agenda(desk, uow, actor, meeting_id, now)
        agenda.open_for(Action.CLAIM_SLOT)
        theirs, mine = agenda.taken.get(number), agenda.taken.get(with_number)
        if theirs is None or mine is None or (theirs.presenter_id, mine.presenter_id) != (by, actor.staff_id):
            raise Stale(what="swap")
        _exchange(agenda, theirs, mine)
        uow.commit()
    return meeting_view(desk, actor, meeting_id, now, "swapped")


def fix_order(desk: Desk, actor: Actor, meeting_id: str, *, fixed: bool, now: datetime) -> MeetingView:
    """The chair fixes the agenda, so that only they change it, or opens it again."""
    with desk.database.work(actor.staff_id, now) as uow:
        agenda = Agenda(desk, uow, actor, meeting_id, now)
        agenda.open_for(Action.RUN_GROUP)
        agenda.row.order_fixed = fixed
        uow.session.add(agenda.row)
        uow.record("agenda.fix" if fixed else "agenda.open", agenda.row.id)
        uow.commit()
    return meeting_view(desk, actor, meeting_id, now, "fixed" if fixed else "opened")


def _exchange(agenda: Agenda, one: AgendaSlotRow, other: AgendaSlotRow) -> None:
    # Presenters change places and not numbers, so that no two rows ever have one number.
    one.presenter_id, other.presenter_id = other.presenter_id, one.presenter_id
    one.reference, other.reference = other.reference, one.reference
    agenda.uow.session.add_all([one, other])
    agenda.uow.record("agenda.swap", agenda.row.id, {"from": one.number, "to": other.number})
    agenda.uow.session.flush()


def _runs(agenda: Agenda) -> bool:
    try:
        require(agenda.actor, Action.RUN_GROUP, agenda.meeting)
    except NotAllowed:
        return False
    return True


def opaque(desk: Desk, reference: str) -> str:
    """A case reference where the programme has turned them on, in its pattern and nothing else."""
    pattern = desk.programme.group_supervision.case_reference_pattern
    if not pattern or re.fullmatch(pattern, reference) is None:
        raise BadValue(what="case_reference" if pattern else "slot_words", typed="", example="/group slot 3")
    return reference
