"""When a board meets: by its rule, on other days that people set, and never on a bank holiday."""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from domain.calendar import BankHolidays, Month, add_working_days, is_working_day, next_working_day, week_start
from domain.programme.governance import ORDER, Meeting


@dataclass(frozen=True, slots=True)
class Change:
    """What people set about a meeting. `planned_on` is the rule's day it stands for, None for one more meeting."""

    change_id: str
    planned_on: date | None
    day: date
    at: time
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class BoardMeeting:
    """One meeting of a board, local. `moved_from` is the rule's day where people moved it.

    `reference` names it for good: the rule's day, or the id of the change that added it.
    """

    board: str
    reference: str
    day: date
    at: time
    papers_on: date
    moved_from: date | None = None
    cancelled: bool = False


def meetings(
    board: str, rule: Meeting, changes: Iterable[Change], first: date, last: date, holidays: BankHolidays
) -> list[BoardMeeting]:
    """Every meeting of a board between two days, cancelled ones included, in order."""
    known = list(changes)
    replaced = {change.planned_on: change for change in known if change.planned_on is not None}
    # A meeting may be moved into the span from outside it, or out of it.
    planned = {*_days(rule, first - _NEAR, last + _NEAR), *rule.dates, *replaced}
    found = [_meeting(board, rule, holidays, day, replaced.get(day)) for day in planned]
    found += [_meeting(board, rule, holidays, None, change) for change in known if change.planned_on is None]
    return sorted((m for m in found if first <= m.day <= last), key=lambda m: (m.day, m.at, m.reference))


def papers_day(day: date, rule: Meeting, holidays: BankHolidays) -> date:
    """The last day on which a meeting's papers can go out."""
    return add_working_days(day, -rule.papers_days, holidays)


_NEAR = timedelta(days=14)


def _meeting(
    board: str, rule: Meeting, holidays: BankHolidays, planned: date | None, change: Change | None
) -> BoardMeeting:
    if planned is None:
        assert change is not None
        day, reference = change.day, change.change_id
    else:
        usual = planned if is_working_day(planned, holidays) else next_working_day(planned, holidays)
        day, reference = (change.day if change else usual), planned.isoformat()
    return BoardMeeting(
        board=board,
        reference=reference,
        day=day,
        at=change.at if change else rule.at,
        papers_on=papers_day(day, rule, holidays),
        moved_from=planned if change is not None and day != planned else None,
        cancelled=change is not None and change.cancelled,
    )


def _days(rule: Meeting, first: date, last: date) -> Iterator[date]:
    """The rule's own days between two days, bank holidays not yet looked at."""
    if rule.weekday is None:
        return
    begins = rule.begins or first
    found = _weekly(rule, first, last) if rule.every in ("week", "fortnight") else _monthly(rule, first, last)
    yield from (day for day in found if max(first, begins) <= day <= last)


def _weekly(rule: Meeting, first: date, last: date) -> Iterator[date]:
    monday = week_start(first)
    anchor = week_start(rule.begins or first)
    while monday <= last:
        if rule.every == "week" or (monday - anchor).days % 14 == 0:
            yield monday + timedelta(days=rule.weekday or 0)
        monday += timedelta(days=7)


def _monthly(rule: Meeting, first: date, last: date) -> Iterator[date]:
    month = Month.of(first)
    # Without a day to count from, a quarter's meeting is in January, April, July and October.
    anchor = rule.begins.month if rule.begins else 1
    while month.first <= last:
        if rule.every == "month" or (month.month - anchor) % 3 == 0:
            yield _in_month(month, rule.weekday or 0, rule.order)
        month = month.next()


def _in_month(month: Month, weekday: int, order: str) -> date:
    """The third Wednesday of a month, for 2 and `third`."""
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    days = [week[weekday] for week in weeks if week[weekday].month == month.month]
    return days[-1 if order == ORDER[-1] else ORDER.index(order)]
