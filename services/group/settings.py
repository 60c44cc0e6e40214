"""How one team meets: its own rhythm, place, agenda and chair, each over what the programme says."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlmodel import Session

from domain.access import Action, Actor
from domain.errors import BadValue
from domain.group.link import read_link
from domain.programme.group import AGENDA_SLOTS, MEETING_MINUTES
from domain.roster import Roster
from services.desk import Desk
from services.group.meetings import find, require
from services.group.rhythm import change_of
from services.group.rhythm_view import SlotProposal, show_change
from services.group.settings_view import SettingsView, fit_to_chair, offices, usual_meeting, view_of
from services.team import find_team
from storage.locks import Turn, take_turn
from storage.roster import load_roster
from storage.tables import TeamMeetingRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RhythmChoice:
    """The first half of the settings, as a modal gives them."""

    cadence_weeks: int | None
    minutes: int | None
    weekday: int | None
    chair_id: str | None
    deputy_id: str | None


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    office: str | None
    link: str | None
    slots: int | None


def settings(desk: Desk, actor: Actor, typed: str, now: datetime) -> SettingsView:
    """The settings of the team named, or of the asker's own. Raises `NotFound`, `NotAllowed`."""
    with desk.database.read() as session:
        roster = load_roster(session)
        return _shown(desk, session, roster, actor, find_team(roster, actor, typed), now)


def settings_of(desk: Desk, actor: Actor, meeting_id: str, now: datetime) -> SettingsView:
    """The settings of the team that has this meeting."""
    with desk.database.read() as session:
        roster = load_roster(session)
        row, _ = find(desk, session, roster, meeting_id)
        return _shown(desk, session, roster, actor, row.team_code, now)


def set_rhythm(
    desk: Desk, actor: Actor, team_code: str, choice: RhythmChoice, now: datetime
) -> SettingsView | SlotProposal:
    """Keep how often, how long and when the team wishes to meet and who chairs.

    Meetings that are planned stay as they are: where they don't fit any more, the nearest slot that does is proposed.
    Raises `BadValue` for a length that can't be or somebody who can't chair.
    """
    with desk.database.work(actor.staff_id, now) as uow:
        roster, row = _to_change(desk, uow, actor, team_code, now)
        _must_be_within("meeting_length", choice.minutes, MEETING_MINUTES)
        for staff_id in (choice.chair_id, choice.deputy_id):
            _must_be_fit(desk, roster, team_code, staff_id, desk.today(now))
        if choice.chair_id is not None and choice.chair_id == choice.deputy_id:
            raise BadValue(what="deputy", typed="", example="")
        row.cadence_weeks, row.minutes, row.weekday = choice.cadence_weeks, choice.minutes, choice.weekday
        row.chair_id, row.deputy_id = choice.chair_id, choice.deputy_id
        _keep(uow, row, asdict(choice))
        change = change_of(desk, uow.session, roster, team_code, now)
        if change is not None and (change.choice is None or change.choice.slot != change.before):
            return show_change(desk, roster, team_code, change)
        return view_of(desk, uow.session, roster, team_code, now, saved=True)


def set_place(desk: Desk, actor: Actor, team_code: str, choice: PlaceChoice, now: datetime) -> SettingsView:
    """Keep where the team meets and how many slots its agenda has. Raises `BadValue`."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster, row = _to_change(desk, uow, actor, team_code, now)
        if choice.office is not None and choice.office not in offices(roster):
            raise BadValue(what="office", typed=choice.office, example=", ".join(offices(roster)))
        _must_be_within("slot_count", choice.slots, AGENDA_SLOTS)
        row.office, row.slots = choice.office, choice.slots
        row.link = None if choice.link is None else read_link(choice.link)
        _keep(uow, row, {"office": choice.office, "link": row.link is not None, "slots": choice.slots})
        return view_of(desk, uow.session, roster, team_code, now, saved=True)


def _shown(desk: Desk, session: Session, roster: Roster, actor: Actor, code: str, now: datetime) -> SettingsView:
    require(actor, Action.RUN_GROUP, usual_meeting(desk, session, roster, code, now))
    return view_of(desk, session, roster, code, now)


def _to_change(
    desk: Desk, uow: UnitOfWork, actor: Actor, team_code: str, now: datetime
) -> tuple[Roster, TeamMeetingRow]:
    """Two people at once take turns: the later one's choice holds."""
    take_turn(uow.session, Turn.PLANNING)
    roster = load_roster(uow.session)
    code = find_team(roster, actor, team_code)
    require(actor, Action.RUN_GROUP, usual_meeting(desk, uow.session, roster, code, now))
    known = uow.session.get(TeamMeetingRow, code)
    return roster, known or TeamMeetingRow(team_code=code, changed_at=now, changed_by=actor.staff_id)


def _keep(uow: UnitOfWork, row: TeamMeetingRow, facts: dict[str, object]) -> None:
    row.changed_at, row.changed_by = uow.now, uow.actor_id
    uow.session.add(row)
    uow.session.flush()
    uow.record("group.settings", row.team_code, facts)
    uow.commit()


def _must_be_within(what: str, count: int | None, span: tuple[int, int]) -> None:
    if count is not None and not span[0] <= count <= span[1]:
        raise BadValue(what=what, typed=str(count), least=span[0], most=span[1], example="")


def _must_be_fit(desk: Desk, roster: Roster, team_code: str, staff_id: str | None, today: date) -> None:
    if staff_id is not None and staff_id not in {p.staff_id for p in fit_to_chair(desk, roster, team_code, today)}:
        person = roster.people.get(staff_id)
        raise BadValue(what="chair", typed="", example="", name=None if person is None else person.name)
