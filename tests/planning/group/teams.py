"""Small counties of teams: made up by hand for one test, or drawn at random."""

from dataclasses import replace
from datetime import date, time

from hypothesis import strategies as st

from domain.roster import Absence
from domain.working_pattern import WorkingPattern
from planning.group.model import Fixed, GroupRequest, GroupSlot, TeamNeed, Weeks
from planning.month.model import Diary
from tests.planning.counties import diary, patterns

FIRST, LAST = date(2020, 5, 1), date(2020, 7, 31)
ANCHOR = date(2020, 1, 6)
TRAVEL = {("East", "West"): 45, ("East", "North"): 30}


def team(code: str, *members: str, **facts: object) -> TeamNeed:
    """A fortnightly team of 2.5 hours in the office East; its first member chairs it."""
    plain = TeamNeed(code, "East", members[0] if members else None, 2, 150, members)
    return replace(plain, **facts)  # type: ignore[arg-type]  # each test names real fields


def term(*teams: TeamNeed, fixed: tuple[Fixed, ...] = (), **diaries: Diary) -> GroupRequest:
    """May to July 2020 for these teams; whoever has no diary given works office hours."""
    named = {staff_id for need in teams for staff_id in need.members}
    return GroupRequest(
        teams=teams,
        diaries={staff_id: diaries.get(staff_id, diary()) for staff_id in sorted(named)},
        travel=TRAVEL,
        first_day=FIRST,
        last_day=LAST,
        anchor_monday=ANCHOR,
        fixed=fixed,
    )


def slot(weeks: str, weekday: int, hour: int, minute: int = 0, minutes: int = 150) -> GroupSlot:
    return GroupSlot(Weeks(weeks), weekday, time(hour, minute), minutes)


slots = st.builds(slot, st.sampled_from(["every", "a", "b"]), st.integers(0, 4), st.integers(9, 14))


@st.composite
def _diaries(draw: st.DrawFn) -> Diary:
    gone = draw(st.sampled_from([()] * 5 + [(Absence(date(2020, 5, 11), date(2020, 7, 20)),)]))
    leaves = draw(st.sampled_from([None] * 5 + [date(2020, 5, 20)]))
    hours = draw(st.just(WorkingPattern.parse("Mon-Fri 09:00-17:00")) | patterns)
    return Diary(hours, date(2019, 7, 1), leaves, gone)


@st.composite
def _teams(draw: st.DrawFn, code: str, shared: list[str]) -> TeamNeed:
    own = [f"{code}-{n}" for n in range(draw(st.integers(1, 2)))]
    members = [*own, *draw(st.lists(st.sampled_from(shared), unique=True, max_size=2))]
    return team(
        code,
        *members,
        chair_id=draw(st.sampled_from([members[0], members[0], members[-1], None])),
        office=draw(st.sampled_from(["East", "West", "North"])),
        cadence_weeks=draw(st.sampled_from([1, 2])),
        minutes=draw(st.sampled_from([120, 150, 180])),
        preferred=draw(st.sampled_from([(), (1,), (2, 3)])),
        last=draw(st.none() | slots),
        fixed=draw(st.sampled_from([None] * 5) | slots),
    )


@st.composite
def terms(draw: st.DrawFn) -> GroupRequest:
    """Up to four teams that share up to three people, in a morning or a whole day."""
    shared = ["P1", "P2", "P3"]
    teams = [draw(_teams(f"T{n}", shared)) for n in range(draw(st.integers(1, 4)))]
    people = sorted({staff_id for need in teams for staff_id in need.members})
    commitments = st.builds(
        Fixed, st.sampled_from(people), st.sampled_from(Weeks), st.integers(0, 4), st.just(time(10)), st.just(time(12))
    )
    return replace(
        term(*teams, fixed=tuple(draw(st.lists(commitments, max_size=3)))),
        diaries={staff_id: draw(_diaries()) for staff_id in people},
        latest=draw(st.sampled_from([time(12, 30), time(17)])),
        grid_minutes=draw(st.sampled_from([30, 60])),
    )
