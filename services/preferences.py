"""What somebody hears by themselves, and changing it: one's own, and a team manager their team's group supervision."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain import access
from domain.access import Action, Actor, Role
from domain.programme.rhythm import Lead
from domain.reminders.preferences import CHANGEABLE, CHOICES, GROUP_KINDS, LEADS, REVIEW_KINDS, usual_leads
from services.desk import Desk
from services.notices import Drop, Subject
from storage import preferences
from storage.roster import load_roster
from storage.tables import GroupOccurrenceRow, PersonRow, PreferenceRow, TeamRow
from storage.unit_of_work import UnitOfWork

View = Callable[[Desk, Subject, datetime], object]


@dataclass(frozen=True, slots=True)
class LeadChoice:
    """`text` is `7 days`; `chosen` tells that it holds now."""

    text: str
    count: int
    unit: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind of reminder; `leads` is empty where it has no lead times to change."""

    kind: str
    muted: bool
    leads: tuple[LeadChoice, ...]
    own_leads: bool


@dataclass(frozen=True, slots=True)
class PreferencesView:
    """`team` is empty for one's own, else a code with its `name`; `teams` are those whose the reader may change."""

    team: str
    name: str
    kinds: tuple[KindLine, ...]
    daily: bool
    paused_until: date | None
    changed: bool
    teams: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Kinds to mute, lead times by kind (written `7 days`), and for oneself one message a morning and a pause."""

    muted: frozenset[str]
    leads: Mapping[str, Sequence[str]]
    daily: bool = False
    paused_until: date | None = None


def show(desk: Desk, actor: Actor, team: str, now: datetime) -> PreferencesView:
    """One's own for an empty `team`, else that team's. Raises `NotAllowed`."""
    _require(actor, team)
    with desk.database.read() as session:
        rows = preferences.of_team(session, team) if team else preferences.of_person(session, actor.staff_id)
        names = {code: found.name for code, found in load_roster(session).teams.items()}
    today = desk.today(now)
    by_kind = {row.kind: row for row in rows}
    habits = by_kind.get("")
    paused = None if habits is None else habits.paused_until
    return PreferencesView(
        team=team,
        name=names.get(team, ""),
        kinds=tuple(_line(desk, kind, by_kind.get(kind)) for kind in _kinds(actor, team)),
        daily=habits is not None and habits.daily,
        paused_until=paused if paused is not None and today < paused else None,
        changed=bool(rows),
        teams=() if team else tuple((code, names[code]) for code in sorted(actor.led) if code in names),
    )


def choose(desk: Desk, actor: Actor, team: str, choice: Choice, now: datetime) -> PreferencesView:
    """Replace what was chosen before."""
    _require(actor, team)
    with desk.database.work(actor.staff_id, now) as uow:
        _forget(uow, actor, team)
        for kind in _kinds(actor, team):
            leads = _own_leads(desk, kind, choice.leads.get(kind, ()))
            if kind in choice.muted or leads:
                uow.session.add(_row(actor, team, now, kind=kind, muted=kind in choice.muted, leads=leads))
        if not team and (choice.daily or choice.paused_until is not None):
            uow.session.add(_row(actor, team, now, daily=choice.daily, paused_until=choice.paused_until))
        facts = {"muted": sorted(choice.muted), "leads": {kind: list(found) for kind, found in choice.leads.items()}}
        uow.record("preferences.choose", team or actor.staff_id, facts)
        uow.commit()
    return show(desk, actor, team, now)


def reset(desk: Desk, actor: Actor, team: str, now: datetime) -> PreferencesView:
    """Back to what the programme says."""
    _require(actor, team)
    with desk.database.work(actor.staff_id, now) as uow:
        if _forget(uow, actor, team):
            uow.record("preferences.reset", team or actor.staff_id)
            uow.commit()
    return show(desk, actor, team, now)


def respecting(kind: str, view: View) -> View:
    """The same view, unless its reader has muted the kind since it fell due, or paused."""
    if kind not in CHANGEABLE:
        return view

    def asked(desk: Desk, about: Subject, now: datetime) -> object:
        staff_id = about.staff_id or ""
        with desk.database.read() as session:
            meeting = session.get(GroupOccurrenceRow, about.subject) if kind in GROUP_KINDS else None
            found = preferences.concerning(session, staff_id, None if meeting is None else meeting.team_code)
        why = found.silence(kind, staff_id, desk.today(now), None if meeting is None else meeting.team_code)
        return view(desk, about, now) if why is None else Drop(why)

    return asked


def _require(actor: Actor, team: str) -> None:
    if team:
        access.require(access.may_about_team(actor, Action.SET_TEAM_REMINDERS, team), Action.SET_TEAM_REMINDERS)
    else:
        access.require(access.may(actor, Action.SET_REMINDERS), Action.SET_REMINDERS)


def _kinds(actor: Actor, team: str) -> Iterator[str]:
    """Those that the person, or the team, can come to hear at all."""
    if team:
        yield from GROUP_KINDS
        return
    yield from ("supervision_coming", "supervision_unconfirmed")
    if Role.SUPERVISOR in actor.roles:
        yield from ("supervision_diary", "supervision_unbooked")
    if Role.PROJECT_LEAD in actor.roles or Role.COUNTY_MANAGER in actor.roles:
        yield "milestones"
    if actor.teams:
        yield from GROUP_KINDS
        yield from REVIEW_KINDS


def _line(desk: Desk, kind: str, row: PreferenceRow | None) -> KindLine:
    own = tuple(row.leads) if row is not None else ()
    if kind not in LEADS:
        return KindLine(kind, row is not None and row.muted, (), own_leads=False)
    usual = usual_leads(desk.programme.reminders, kind)
    known = {_text(lead): lead for lead in (*usual, *CHOICES)}
    held = set(own or (_text(lead) for lead in usual))
    leads = sorted(known.items(), key=lambda item: _distance(item[1]))
    choices = tuple(LeadChoice(text, lead.count, lead.unit, text in held) for text, lead in leads)
    return KindLine(kind, row is not None and row.muted, choices, own_leads=bool(own))


def _own_leads(desk: Desk, kind: str, texts: Sequence[str]) -> list[str]:
    """What differs from the programme's; the same stays the programme's, also when that changes."""
    if kind not in LEADS:
        return []
    usual = {_text(lead) for lead in usual_leads(desk.programme.reminders, kind)}
    known = usual | {_text(lead) for lead in CHOICES}
    chosen = [text for text in dict.fromkeys(texts) if text in known]
    return [] if set(chosen) == usual else sorted(chosen, key=lambda text: _distance(Lead.model_validate(text)))


def _distance(lead: Lead) -> tuple[float, str]:
    """The longest first; a working day is a little longer than a day."""
    return (-lead.count * (1.2 if lead.unit == "working_days" else 1.0), lead.unit)


def _text(lead: Lead) -> str:
    return f"{lead.count} {lead.unit}"


def _forget(uow: UnitOfWork, actor: Actor, team: str) -> bool:
    # Two who save at once take turns; the later one's choice stands.
    if team:
        uow.session.get(TeamRow, team, with_for_update=True)
    else:
        uow.session.get(PersonRow, actor.staff_id, with_for_update=True)
    rows = preferences.of_team(uow.session, team) if team else preferences.of_person(uow.session, actor.staff_id)
    for row in rows:
        uow.session.delete(row)
    uow.session.flush()
    return bool(rows)


def _row(
    actor: Actor,
    team: str,
    now: datetime,
    *,
    kind: str = "",
    muted: bool = False,
    leads: Sequence[str] = (),
    daily: bool = False,
    paused_until: date | None = None,
) -> PreferenceRow:
    return PreferenceRow(
        staff_id=None if team else actor.staff_id,
        team_code=team or None,
        kind=kind,
        muted=muted,
        leads=list(leads),
        daily=daily,
        paused_until=paused_until,
        changed_at=now,
        changed_by=actor.staff_id,
    )
