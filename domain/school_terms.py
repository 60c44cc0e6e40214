"""School terms: local data, from which follows whether schools are open on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import BankHolidays, is_working_day

LONGEST_HOLIDAY = timedelta(days=62)
"""A longer gap between two terms is no holiday: the terms in it are not known yet."""
REACH = timedelta(days=120)


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A span of days on which schools are open, weekends and bank holidays apart; both ends are inclusive."""

    first_day: date
    last_day: date
    name: str = ""


class SchoolDays:
    """When schools are open, as far as their terms are known."""

    def __init__(self, terms: Iterable[Term], holidays: BankHolidays) -> None:
        self._terms = sorted(terms)
        self._holidays = holidays

    def open_on(self, day: date) -> bool | None:
        """None where no term dates say anything about that day: before the first, after the last, in a long gap."""
        if any(term.first_day <= day <= term.last_day for term in self._terms):
            return is_working_day(day, self._holidays)
        before = max((term.last_day for term in self._terms if term.last_day < day), default=None)
        after = min((term.first_day for term in self._terms if term.first_day > day), default=None)
        if before is None or after is None or after - before > LONGEST_HOLIDAY:
            return None
        return False

    def last_open(self, day: date) -> date | None:
        """The last day up to and with `day` on which schools are open; None where none is known."""
        return self._nearest(day, -1)

    def next_open(self, day: date) -> date | None:
        """The first day from `day` on on which schools are open; None where none is known."""
        return self._nearest(day, 1)

    def _nearest(self, day: date, step: int) -> date | None:
        days = (day + timedelta(days=step * n) for n in range(REACH.days))
        return next((one for one in days if self.open_on(one)), None)


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """What a closed school is asked for. `by` is None where it was too late when the review was called.

    `opens` is the first day after the review on which schools are open, None where no terms say.
    """

    by: date | None
    opens: date | None


def written_report(schools: SchoolDays, review: date, called: date, days_before: int) -> WrittenReport | None:
    """The report to ask a school for in advance of a review; None where schools are open that day, or nobody knows.

    It is due `days_before` days before the review, or on the last school day before that; asked for after that day, on
    the last school day before the review.
    """
    if schools.open_on(review) is not False:
        return None
    usual = schools.last_open(review - timedelta(days=days_before))
    latest = schools.last_open(review)
    by = next((day for day in (usual, latest) if day is not None and day >= called), None)
    return WrittenReport(by, schools.next_open(review))
