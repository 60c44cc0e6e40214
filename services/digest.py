"""The weekly digest of a team's channel: what matters this week, counts only, never a name with something overdue."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain import access
from domain.access import Action, Actor
from domain.calendar import Month, local, week_start
from domain.privacy import is_small, small_count
from domain.roster import Roster
from domain.supervision.due import due_kinds, due_windows
from domain.supervision.states import COUNTS, LIVE, SessionState
from services.desk import Desk
from services.notices import Subject
from services.team import EmptySeat, find_team, team_view
from services.timeline import MilestoneLine, milestone_lines
from storage import sessions
from storage.roster import load_roster


@dataclass(frozen=True, slots=True)
class SupervisionCounts:
    """A team's month: `covered` of `due` people have a session. `missing` is said instead where those left are few."""

    due: int
    covered: str
    missing: str | None
    this_week: str
    rule: str


@dataclass(frozen=True, slots=True)
class DigestView:
    """`empty_seats`, `joiners` and bank holidays are not about anybody's supervision, so they are shown as they are."""

    code: str
    team: str
    service_name: str
    week: date
    supervision: SupervisionCounts | None
    empty_seats: tuple[EmptySeat, ...]
    joiners: tuple[tuple[str, date], ...]
    leavers: tuple[tuple[str, date], ...]
    bank_holidays: tuple[tuple[date, str], ...]
    milestones: tuple[MilestoneLine, ...]
    month: Month

    @property
    def quiet(self) -> bool:
        return not (self.empty_seats or self.joiners or self.leavers or self.bank_holidays or self.milestones)


def preview(desk: Desk, actor: Actor, typed: str, now: datetime) -> DigestView:
    """The digest as it would be posted now. Raises `NotFound` or `NotAllowed`."""
    with desk.database.read() as session:
        roster = load_roster(session)
    code = find_team(roster, actor, typed)
    access.require(access.may_about_team(actor, Action.PREVIEW_DIGEST, code), Action.PREVIEW_DIGEST)
    return build(desk, code, now)


def for_delivery(desk: Desk, about: Subject, now: datetime) -> DigestView:
    assert about.team_code is not None
    return build(desk, about.team_code, now)


def build(desk: Desk, code: str, now: datetime) -> DigestView:
    today = desk.today(now)
    week = week_start(today)
    with desk.database.read() as session:
        roster = load_roster(session)
        month = Month.of(today)
        first = local(month.first, datetime.min.time(), desk.zone)
        until = local(month.next().first, datetime.min.time(), desk.zone)
        rows = sessions.between(session, first, until, states=COUNTS)
    found = team_view(desk, roster, code, today)
    days = [week + timedelta(days=n) for n in range(7)]
    return DigestView(
        code=code,
        team=found.name,
        service_name=desk.programme.name,
        week=week,
        supervision=_supervision(desk, roster, code, month, [(r.staff_id, r.starts_at, r.state) for r in rows], week),
        empty_seats=found.empty_seats,
        joiners=tuple(
            (p.name, p.starts_on) for p in roster.members(code) if week <= p.starts_on <= week + timedelta(days=13)
        ),
        leavers=tuple(
            (p.name, p.leaves_on)
            for p in roster.members(code)
            if p.leaves_on is not None and week <= p.leaves_on <= week + timedelta(days=13)
        ),
        bank_holidays=tuple((d, desk.holidays.name(d) or "") for d in days if desk.holidays.is_holiday(d)),
        milestones=tuple(
            line for line in milestone_lines(desk, now) if line.actual is None and line.key == desk.programme.go_live
        ),
        month=month,
    )


def _supervision(
    desk: Desk,
    roster: Roster,
    code: str,
    month: Month,
    rows: list[tuple[str, datetime, SessionState]],
    week: date,
) -> SupervisionCounts | None:
    """Whole-team counts under the small-count rule: a team of two shows nothing that points at one person."""
    kind = desk.programme.supervision.default_kind
    due = due_kinds(roster, desk.programme)
    people = {
        p.staff_id
        for p in roster.members(code)
        if kind in due.get(p.staff_id, ()) and due_windows(p, kind, month, desk.programme)
    }
    if not people:
        return None
    covered = {staff_id for staff_id, _, _ in rows if staff_id in people}
    this_week = sum(
        staff_id in people and state in LIVE and week <= desk.today(at) < week + timedelta(days=7)
        for staff_id, at, state in rows
    )
    limit = desk.programme.small_count
    missing = len(people) - len(covered)
    return SupervisionCounts(
        due=len(people),
        covered=small_count(len(covered), limit, whole=len(people)),
        missing=small_count(missing, limit) if is_small(missing, limit) else None,
        this_week=small_count(this_week, limit),
        rule=desk.programme.supervision.timescale_rule,
    )
