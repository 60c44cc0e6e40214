"""Days: bank holidays, working days, months, and local time against instants."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays as holiday_data


class BankHolidays:
    """Bank holidays of one part of the United Kingdom, from the maintained `holidays` package.

    It knows one-offs: 8 May 2020 in place of 4 May 2020, 19 September 2022, 8 May 2023. A year is read when it is first
    asked for and kept whole: the package fills its own lists while others read them, which threads must not see.
    """

    def __init__(self, subdivision: str = "ENG") -> None:
        self._subdivision = subdivision
        self._years: dict[int, Mapping[date, str]] = {}

    def is_holiday(self, day: date) -> bool:
        return day in self._year(day.year)

    def name(self, day: date) -> str | None:
        return self._year(day.year).get(day)

    def _year(self, year: int) -> Mapping[date, str]:
        if year not in self._years:
            self._years[year] = dict(holiday_data.country_holidays("GB", subdiv=self._subdivision, years=year))
        return self._years[year]


def is_working_day(day: date, holidays: BankHolidays) -> bool:
    return day.weekday() < 5 and not holidays.is_holiday(day)


def next_working_day(day: date, holidays: BankHolidays) -> date:
    """The first working day after `day`."""
    return add_working_days(day, 1, holidays)


def previous_working_day(day: date, holidays: BankHolidays) -> date:
    """The last working day before `day`."""
    return add_working_days(day, -1, holidays)


def add_working_days(day: date, count: int, holidays: BankHolidays) -> date:
    """`count` working days after `day` (before it, when negative); `day` itself when 0."""
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, holidays)
    return day


def working_days_between(first: date, last: date, holidays: BankHolidays) -> int:
    """How many working days come after `first`, up to and with `last`; 0 when `last` is not later."""
    span = (last - first).days
    return sum(is_working_day(first + timedelta(days=n), holidays) for n in range(1, span + 1))


def week_start(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def local(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant, in aware UTC, when clocks in `zone` show `at` on `day`."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def span(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants from the beginning of `first` to the end of `last`, which is the first that no longer counts."""
    return local(first, time(), zone), local(last + timedelta(days=1), time(), zone)


def to_local(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month; its text is `2020-05`."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read `2020-05`. Raises ValueError."""
        first = date.fromisoformat(f"{text}-01")
        return cls(first.year, first.month)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.next().first - timedelta(days=1)

    def next(self) -> "Month":
        return Month(self.year + 1, 1) if self.month == 12 else Month(self.year, self.month + 1)

    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"
