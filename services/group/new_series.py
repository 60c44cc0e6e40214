"""Approving another rhythm: the old series ends before its next meeting, the new one takes over what it can."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select

from domain.access import Action, Actor
from domain.errors import Stale
from domain.roster import Roster
from services.desk import Desk
from services.group.carry import Carried, carry
from services.group.meetings import require
from services.group.rhythm import Change, change_of
from services.group.rhythm_view import SlotProposal, rhythm_of, show_change
from services.group.settings_view import usual_meeting
from services.planning.group_store import occurrence_row
from services.planning.group_tell import GROUP_SLOT
from storage.locks import Turn, take_turn
from storage.roster import load_roster
from storage.tables import (
    GroupAbsentRow,
    GroupOccurrenceRow,
    GroupSeriesRow,
    NoticeRow,
    OccurrenceState,
    SeriesState,
)
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RhythmChanged:
    """A new rhythm that holds now; `told` people get a notice."""

    proposal: SlotProposal
    told: int
    off_slack: tuple[str, ...]


def approve(desk: Desk, actor: Actor, team_code: str, seen: str, now: datetime) -> RhythmChanged:
    """Make the proposal that was `seen` the team's rhythm, and tell everybody concerned once.

    What has been stays. Raises `Stale` where anything that it follows from has changed, approved already included.
    """
    with desk.database.work(actor.staff_id, now) as uow:
        take_turn(uow.session, Turn.PLANNING)
        roster = load_roster(uow.session)
        require(actor, Action.RUN_GROUP, usual_meeting(desk, uow.session, roster, team_code, now))
        _lock(uow, team_code)
        change = change_of(desk, uow.session, roster, team_code, now)
        if change is None or change.choice is None or change.seen() != seen or change.choice.slot == change.before:
            raise Stale(what="rhythm")
        proposal = show_change(desk, roster, team_code, change)
        new = _begin(uow, team_code, change)
        rows = [occurrence_row(desk, new.id, one) for one in change.dated]
        uow.session.add_all(rows)
        uow.session.flush()
        carried = carry(uow, change.ended, rows)
        _end(desk, uow, change)
        told, off_slack = _tell(uow, roster, change, new, carried, mail=desk.reach.mail)
        uow.record("group.rhythm", new.id, {"team": team_code, "meetings": len(rows), "ended": len(change.ended)})
        uow.commit()
    return RhythmChanged(proposal, told, off_slack)


def _lock(uow: UnitOfWork, team_code: str) -> None:
    """Whoever takes a slot at this moment has it before, or finds the meeting cancelled."""
    coming = select(GroupOccurrenceRow.id).where(
        col(GroupOccurrenceRow.team_code) == team_code, col(GroupOccurrenceRow.starts_at) > uow.now
    )
    uow.session.exec(coming.with_for_update()).all()


def _begin(uow: UnitOfWork, team_code: str, change: Change) -> GroupSeriesRow:
    assert change.choice is not None
    slot = change.choice.slot
    new = GroupSeriesRow(
        team_code=team_code,
        state=SeriesState.LIVE,
        first_day=change.first,
        last_day=change.last,
        weeks=slot.weeks.value,
        weekday=slot.weekday,
        start=slot.start,
        minutes=slot.minutes,
        chair_id=change.chair_id,
    )
    uow.session.add(new)
    uow.session.flush()
    for absent in change.choice.absent:
        uow.session.add(GroupAbsentRow(series_id=new.id, staff_id=absent.staff_id, cause=absent.cause))
    uow.record("group.begin", new.id, {"team": team_code})
    return new


def _end(desk: Desk, uow: UnitOfWork, change: Change) -> None:
    """Their meetings still to come are cancelled; those that were are kept, and so is what people cancelled."""
    last_day = desk.today(change.ended[0].starts_at) - timedelta(days=1)
    for series in change.series:
        series.state, series.last_day = SeriesState.ENDED, min(series.last_day, last_day)
        uow.session.add(series)
        uow.record("group.end", series.id, {"team": series.team_code})
    for row in change.ended:
        row.state = OccurrenceState.CANCELLED
        uow.session.add(row)
    uow.session.flush()


def _tell(
    uow: UnitOfWork, roster: Roster, change: Change, new: GroupSeriesRow, carried: Carried, *, mail: bool
) -> tuple[int, tuple[str, ...]]:
    """Members on some day of the new series, and whoever chairs; but not whoever approved it."""
    people = {
        person.staff_id
        for person in roster.members(new.team_code)
        if person.starts_on <= new.last_day and (person.leaves_on is None or person.leaves_on >= new.first_day)
    }
    people |= {key for key in (new.chair_id, *carried.kept, *carried.lost) if key is not None and key in roster.people}
    concerned = sorted(people - {uow.actor_id})
    before = rhythm_of(change.before)
    was = {
        "weeks": before.weeks,
        "weekday": before.weekday,
        "start": f"{before.start:%H:%M}",
        "minutes": before.minutes,
    }
    told = [staff_id for staff_id in concerned if roster.people[staff_id].reachable(mail=mail)]
    for staff_id in told:
        facts = {
            "series": [new.id],
            "stopped": [],
            "before": was,
            "chair": change.series[0].chair_id,
        } | carried.facts_for(staff_id)
        uow.session.add(NoticeRow(staff_id=staff_id, kind=GROUP_SLOT, subject=new.id, facts=facts, created_at=uow.now))
    return len(told), tuple(roster.people[key].name for key in concerned if key not in told)
