"""Small counties: made up by hand for one test, or drawn at random."""

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import strategies as st

from domain.roster import Absence
from domain.supervision.causes import Cause
from domain.working_pattern import WorkingPattern
from planning.month.model import Busy, Diary, MonthRequest, Need, Window

FIRST, LAST = date(2020, 5, 1), date(2020, 5, 31)
VE_DAY, SPRING = date(2020, 5, 8), date(2020, 5, 25)
WINDOW = Window(time(9), time(17), grid_minutes=30, sessions_a_day=3)


def diary(hours: str = "Mon-Fri 09:00-17:00", *away: tuple[date, date], **facts: date) -> Diary:
    plain = Diary(WorkingPattern.parse(hours), date(2019, 7, 1), None, tuple(Absence(*span) for span in away))
    return replace(plain, **facts)  # type: ignore[arg-type]  # starts_on and leaves_on, as the tests name them


def need(staff_id: str = "S1", supervisor_id: str | None = "M1", **facts: object) -> Need:
    plain = Need(staff_id, "professional", supervisor_id, 90, FIRST, LAST)
    return replace(plain, **facts)  # type: ignore[arg-type]  # each test names real fields


def county(*needs: Need, busy: tuple[Busy, ...] = (), **diaries: Diary) -> MonthRequest:
    """May 2020 for these people; whoever has no diary given works office hours."""
    named = {one for n in needs for one in (n.staff_id, n.supervisor_id) if one is not None}
    return MonthRequest(
        needs=needs,
        diaries={one: diaries.get(one, diary()) for one in sorted(named)},
        busy=busy,
        holidays=frozenset({VE_DAY, SPRING}),
        window=WINDOW,
        not_before=date(2020, 4, 28),
    )


may_days = st.integers(0, 30).map(lambda n: FIRST + timedelta(days=n))
clocks = st.integers(8 * 4, 18 * 4).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
patterns = st.sampled_from(
    [
        "Mon-Fri 09:00-17:00",
        "Tue 09:00-17:00",
        "Wed-Fri 09:00-12:30",
        "Mon,Thu 10:15-14:45; Fri 09:00-11:00",
        "Mon-Tue 09:00-12:00; Mon-Tue 13:00-17:00",
        "Sat 09:00-13:00; Fri 12:00-20:00",
    ]
).map(WorkingPattern.parse)


@st.composite
def _absences(draw: st.DrawFn) -> tuple[Absence, ...]:
    first = draw(st.lists(may_days, max_size=2))
    return tuple(Absence(day, day + timedelta(days=draw(st.integers(0, 21)))) for day in first)


@st.composite
def _diaries(draw: st.DrawFn) -> Diary:
    starts_on = draw(st.sampled_from([date(2019, 7, 1)] * 3 + [date(2020, 5, 12)]))
    leaves_on = draw(st.sampled_from([None, None, None, date(2020, 5, 20)]))
    return Diary(draw(patterns), starts_on, leaves_on, draw(_absences()))


@st.composite
def _busy(draw: st.DrawFn, staff_id: str) -> Busy:
    start, end = sorted(draw(st.lists(clocks, min_size=2, max_size=2, unique=True)))
    supervises = draw(st.booleans())
    passing = [Cause.OTHER_COMMITMENT, Cause.GROUP_SUPERVISION]
    cause = Cause.SUPERVISOR_FULL if supervises else draw(st.sampled_from(passing))
    return Busy(staff_id, draw(may_days), start, end, cause, supervises)


@st.composite
def _needs(draw: st.DrawFn, staff_id: str, bosses: list[str]) -> list[Need]:
    """One monthly session, or two or three weekly ones."""
    boss = draw(st.sampled_from([*bosses, None]))
    blocked = draw(st.sampled_from([None, None, None, Cause.OTHER_DISCIPLINE]))
    plain = need(staff_id, boss, blocked=blocked, minutes=draw(st.sampled_from([45, 60, 90])))
    if draw(st.booleans()):
        last_on = draw(st.none() | st.integers(5, 60).map(lambda n: FIRST - timedelta(days=n)))
        return [replace(plain, last_on=last_on, last_start=None if last_on is None else time(10))]
    weeks = [FIRST + timedelta(days=7 * n) for n in range(draw(st.integers(2, 3)))]
    return [replace(plain, first_day=day, last_day=day + timedelta(days=6), monthly=False) for day in weeks]


@st.composite
def wishes(draw: st.DrawFn, request: MonthRequest) -> MonthRequest:
    """The same county with cover, hours and caps of supervisors' own, history and a look at the month after."""
    bosses = sorted({one.supervisor_id for one in request.needs if one.supervisor_id is not None})
    stand_ins = st.lists(st.sampled_from([*request.diaries]), max_size=2, unique=True).map(tuple)
    june = st.integers(0, 30).map(lambda n: LAST + timedelta(days=1 + n))
    needs = [
        replace(
            one,
            cover=draw(stand_ins),
            next_possible=draw(st.none() | june),
            strain=draw(st.sampled_from([0, 0, 3, 200])),
        )
        for one in request.needs
    ]
    diaries = dict(request.diaries)
    for boss in bosses:
        own_cap = draw(st.sampled_from([None, None, 1, 2]))
        diaries[boss] = replace(diaries[boss], gives=draw(st.none() | patterns), sessions_a_day=own_cap)
    room = st.lists(st.tuples(june, st.integers(1, 2)), max_size=3, unique_by=lambda pair: pair[0])
    ahead = {boss: tuple(sorted(draw(room))) for boss in bosses if draw(st.booleans())}
    return replace(request, needs=tuple(needs), diaries=diaries, ahead=ahead)


@st.composite
def counties(draw: st.DrawFn) -> MonthRequest:
    """Up to two supervisors, the first supervised by the second, and up to five others; short and full days."""
    bosses = [f"M{n}" for n in range(1, draw(st.integers(1, 2)) + 1)]
    staff = [f"S{n}" for n in range(1, draw(st.integers(1, 5)) + 1)]
    needs = [one for staff_id in staff for one in draw(_needs(staff_id, bosses))]
    if len(bosses) == 2:
        needs += draw(_needs("M1", ["M2"]))
    people = [*bosses, *staff]
    return MonthRequest(
        needs=tuple(needs),
        diaries={staff_id: draw(_diaries()) for staff_id in people},
        busy=tuple(draw(st.lists(st.sampled_from(people).flatmap(_busy), max_size=6))),
        holidays=frozenset({VE_DAY, SPRING}),
        window=draw(st.sampled_from([WINDOW, Window(time(9, 30), time(16), 15, 1), Window(time(9), time(12), 30, 2)])),
        not_before=draw(st.sampled_from([date(2020, 4, 28), date(2020, 5, 13)])),
    )
