"""A group template as it is stored, read for people."""

from collections.abc import Iterator

from sqlmodel import Session

from domain.calendar import to_local
from domain.roster import Roster
from services.desk import Desk
from services.planning.group_store import fell_out, no_slots, span_of
from services.planning.group_views import AbsentLine, GroupView, MeetingLine, NoSlotLine, SlotLine, VacantSeat
from storage import groups
from storage.tables import GroupAbsentRow, GroupOccurrenceRow, GroupSeriesRow, PlanRunRow


def show(desk: Desk, session: Session, roster: Roster, run: PlanRunRow) -> GroupView:
    """What a run proposed, or what is live of it."""
    first, last = span_of(run)
    rows = groups.of_run(session, run.id)
    ids = [row.id for row in rows]
    absent: dict[str, list[GroupAbsentRow]] = {}
    for one in groups.absent(session, ids):
        absent.setdefault(one.series_id, []).append(one)
    before = {code: old for code, old in groups.live_before(session, last).items() if old.run_id != run.id}
    return GroupView(
        run_id=run.id,
        first=first,
        last=last,
        status=run.status or "",
        gap=run.gap,
        cost=run.cost or 0,
        cost_by_term=run.cost_by_term,
        measures=run.measures,
        slots=tuple(_slot(desk, roster, row, absent.get(row.id, []), before.get(row.team_code)) for row in rows),
        meetings=tuple(_meeting(desk, row) for row in groups.occurrences(session, ids)),
        unplaced=tuple(_unplaced(roster, run)),
    )


def vacant_seats(desk: Desk, roster: Roster, code: str) -> Iterator[VacantSeat]:
    """Posts that serve the team and that nobody fills."""
    shape = [seat.role for seat in desk.programme.team_shape if seat.shared]
    for post in sorted(roster.posts.values(), key=lambda post: post.post_id):
        state = desk.programme.post_states[post.state]
        if code in post.teams and not state.filled:
            roles = [role for role in shape if post.discipline in desk.programme.roles[role].disciplines]
            role = desk.programme.roles[roles[0]].name if roles else desk.programme.disciplines[post.discipline].name
            yield VacantSeat(post.post_id, post.discipline, role, post.state)


def _slot(
    desk: Desk, roster: Roster, row: GroupSeriesRow, absent: list[GroupAbsentRow], before: GroupSeriesRow | None
) -> SlotLine:
    was = None if before is None else (before.weeks, before.weekday, before.start)
    return SlotLine(
        team=row.team_code,
        name=roster.teams[row.team_code].name,
        weeks=row.weeks,
        weekday=row.weekday,
        start=row.start,
        minutes=row.minutes,
        chair_id=row.chair_id,
        chair=None if row.chair_id is None else roster.people[row.chair_id].name,
        absent=tuple(AbsentLine(a.staff_id, roster.people[a.staff_id].name, a.cause.value) for a in absent),
        vacant=tuple(vacant_seats(desk, roster, row.team_code)),
        before=was if was != (row.weeks, row.weekday, row.start) else None,
    )


def _meeting(desk: Desk, row: GroupOccurrenceRow) -> MeetingLine:
    here = to_local(row.starts_at, desk.zone)
    day = None if fell_out(desk, row) else here.date()
    return MeetingLine(row.team_code, day, here.time(), row.minutes, row.starts_at, row.moved_from)


def _unplaced(roster: Roster, run: PlanRunRow) -> Iterator[NoSlotLine]:
    for none in no_slots(run):
        team = roster.teams.get(none.team)
        manager = None if team is None else roster.people.get(team.manager_id)
        name = none.team if team is None else team.name
        yield NoSlotLine(none.team, name, none.cause.value, None if manager is None else manager.name)
