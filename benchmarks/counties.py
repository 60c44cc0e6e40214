"""Counties drawn by seed: teams, patterns, absences, meetings, newly qualified people and history, over a quarter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from random import Random

from domain.calendar import Month
from domain.roster import Absence
from domain.supervision.causes import Cause
from domain.working_pattern import WorkingPattern
from planning.month.ahead import looking_ahead
from planning.month.model import Busy, Diary, MonthRequest, Need, Window

QUARTER = (Month(2020, 5), Month(2020, 6), Month(2020, 7))
HOLIDAYS = frozenset({date(2020, 5, 8), date(2020, 5, 25), date(2020, 8, 31)})
WINDOW = Window(time(9), time(17), grid_minutes=30, sessions_a_day=3)
FIRST, LAST = date(2020, 5, 1), date(2020, 8, 31)
SERVED_FROM = date(2019, 7, 1)

FULL = "Mon-Fri 09:00-17:00"
PART = (
    "Mon-Wed 09:00-17:00",
    "Wed-Fri 09:00-17:00",
    "Tue-Thu 09:30-15:00",
    "Mon-Fri 09:00-13:00",
    "Mon,Tue,Thu,Fri 09:00-17:00",
)
GIVING = (None, None, "Tue-Thu 09:00-17:00", "Mon-Fri 09:00-13:00", "Tue,Thu 09:00-17:00")

Last = Mapping[str, tuple[date, time]]


@dataclass(frozen=True, slots=True)
class Kind:
    """Shares of people, and most absences of so many days from May to August."""

    part_time: float
    absences: int
    longest: int
    long_absent: float
    commitments: int
    giving: bool


ORDINARY = Kind(part_time=0.25, absences=2, longest=12, long_absent=0.02, commitments=4, giving=False)
TIGHT = Kind(part_time=0.45, absences=3, longest=19, long_absent=0.03, commitments=8, giving=True)


@dataclass(frozen=True, slots=True)
class County:
    """`supervisors` by staff id; `weeks` between sessions of the newly qualified; `last` is history."""

    supervisors: Mapping[str, str]
    diaries: Mapping[str, Diary]
    busy: tuple[Busy, ...]
    weeks: Mapping[str, int]
    last: Last

    def request(self, month: Month, last: Last, strain: Mapping[str, int], *, ahead: bool = True) -> MonthRequest:
        plain = self._plain(month, last, strain)
        return looking_ahead(plain, self._plain(month.next(), {}, {})) if ahead else plain

    def _plain(self, month: Month, last: Last, strain: Mapping[str, int]) -> MonthRequest:
        return MonthRequest(
            needs=tuple(need for staff_id in self.supervisors for need in self._needs(staff_id, month, last, strain)),
            diaries=self.diaries,
            busy=tuple(busy for busy in self.busy if Month.of(busy.day) == month),
            holidays=HOLIDAYS,
            window=WINDOW,
            not_before=month.first,
        )

    def _needs(self, staff_id: str, month: Month, last: Last, strain: Mapping[str, int]) -> Iterator[Need]:
        weeks = self.weeks.get(staff_id)
        on, at = last.get(staff_id, (None, None))
        final = month.next().first - timedelta(days=1)
        plain = Need(staff_id, "professional", self.supervisors[staff_id], 90, month.first, final, last_on=on)
        plain = replace(plain, cover=self._cover(staff_id))
        if weeks is None:
            yield replace(plain, last_start=at, strain=strain.get(staff_id, 0))
            return
        first = month.first + timedelta(days=-month.first.weekday() % 7)
        while first + timedelta(days=7 * weeks - 1) <= final:
            end = first + timedelta(days=7 * weeks - 1)
            yield replace(plain, first_day=first, last_day=end, monthly=False, last_start=at)
            first += timedelta(days=7 * weeks)

    def _cover(self, staff_id: str) -> tuple[str, ...]:
        """The managers of two other teams, or leads, of the same kind as the own one: the next in order."""
        own = self.supervisors[staff_id]
        same = sorted({one for one in self.supervisors.values() if one[0] == own[0] and one != staff_id})
        at = same.index(own)
        return tuple(dict.fromkeys(one for one in (*same[at + 1 : at + 3], *same[:2]) if one != own))[:2]


def county(teams: int, seed: int, kind: Kind) -> County:
    """About twelve people a team: nine of its own and a manager, specialists shared, and those above them."""
    random = Random(seed)
    supervisors, teamed = _hierarchy(teams)
    heads = set(supervisors.values())
    people = sorted({*supervisors, *heads})
    diaries = {staff_id: _diary(random, kind, gives=staff_id in heads) for staff_id in people}
    workers = [staff_id for staff_id in supervisors if staff_id.startswith("W")]
    weeks = {staff_id: random.choice((1, 2)) for staff_id in workers if random.random() < 0.06}
    last = {staff_id: drawn for staff_id in supervisors if (drawn := _last(random)) is not None}
    busy = (*_groups(random, teamed), *_commitments(random, people, kind))
    return County(supervisors, diaries, busy, weeks, last)


def _hierarchy(teams: int) -> tuple[dict[str, str], list[list[str]]]:
    services, leads = -(-teams // 7), -(-teams // 6)
    supervisors = {f"B{n:02}": "A01" for n in range(services)} | {f"L{n:02}": "A01" for n in range(leads)}
    teamed = []
    for team in range(teams):
        own = [f"W{team:03}{n:02}" for n in range(9)]
        specialists = [f"X{n:03}" for n in {team * 4 // 3, team * 4 // 3 + 1}]
        supervisors[f"M{team:03}"] = f"B{team % services:02}"
        supervisors |= dict.fromkeys(own, f"M{team:03}")
        supervisors |= {one: f"L{int(one[1:]) % leads:02}" for one in specialists}
        teamed.append([f"M{team:03}", *own, *specialists])
    return supervisors, teamed


def _diary(random: Random, kind: Kind, *, gives: bool) -> Diary:
    part = random.random() < kind.part_time * (0.4 if gives else 1)
    pattern = WorkingPattern.parse(random.choice(PART) if part else FULL)
    away = [_absence(random, kind.longest) for _ in range(random.randint(0, kind.absences))]
    if random.random() < kind.long_absent:
        first = FIRST + timedelta(days=random.randint(0, 80))
        away.append(Absence(first, first + timedelta(days=random.randint(25, 60))))
    own = random.choice(GIVING) if gives and kind.giving and not part else None
    return Diary(pattern, SERVED_FROM, None, tuple(away), None if own is None else WorkingPattern.parse(own))


def _absence(random: Random, longest: int) -> Absence:
    first = FIRST + timedelta(days=random.randint(-5, (LAST - FIRST).days))
    return Absence(first, first + timedelta(days=random.randint(0, longest)))


def _last(random: Random) -> tuple[date, time] | None:
    """Most people were seen in April, a few in March, some never."""
    if random.random() < 0.03:
        return None
    day = FIRST - timedelta(days=random.randint(1, 28) if random.random() < 0.93 else random.randint(29, 40))
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day, time(random.randint(9, 15), random.choice((0, 30)))


def _groups(random: Random, teamed: list[list[str]]) -> Iterator[Busy]:
    """Ten meetings a team over the months: every fortnight, two and a half hours."""
    for members in teamed:
        start = random.choice((time(9, 30), time(13, 30), time(14)))
        end = time(start.hour + 2 + (start.minute + 30) // 60, (start.minute + 30) % 60)
        day = date(2020, 4, 27) + timedelta(days=random.choice((1, 2, 3)) + 7 * random.randint(0, 1))
        while day <= LAST:
            yield from (Busy(one, day, start, end, Cause.GROUP_SUPERVISION) for one in members)
            day += timedelta(days=14)


def _commitments(random: Random, people: list[str], kind: Kind) -> Iterator[Busy]:
    """Court, conferences and duty, a few a month."""
    for staff_id in people:
        for _ in range(random.randint(0, kind.commitments * 4)):
            day = FIRST + timedelta(days=random.randint(0, (LAST - FIRST).days))
            start, hours = random.choice((9, 10, 13, 14)), random.choice((1, 2, 3))
            yield Busy(staff_id, day, time(start), time(start + hours), Cause.OTHER_COMMITMENT)
