"""A person's own working days: in their pattern, in service, not away, no bank holiday; and when they start on one."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.calendar import BankHolidays, local, to_local
from domain.programme.rhythm import Reminders
from domain.roster import Person, Roster

LONGEST_WAIT = 14
"""So many days are looked through for somebody's next own day; whoever is away longer is not waited for."""


def works(roster: Roster, holidays: BankHolidays, person: Person, day: date) -> bool:
    return person.pattern.works_on(day) and not holidays.is_holiday(day) and roster.available(person.staff_id, day)


def next_own_day(roster: Roster, holidays: BankHolidays, person: Person, first: date) -> date | None:
    """The first own day from `first` on."""
    days = (first + timedelta(days=n) for n in range(LONGEST_WAIT))
    return next((day for day in days if works(roster, holidays, person, day)), None)


def sending_time(rules: Reminders, zone: ZoneInfo, person: Person, day: date) -> datetime:
    """When reminders reach the person on an own day: at the programme's time, or when they start if that is later."""
    start = person.pattern.hours(day)[0][0]
    return local(day, min(max(rules.send_at, start), rules.latest), zone)


def in_own_hours(
    rules: Reminders, zone: ZoneInfo, roster: Roster, holidays: BankHolidays, person: Person, now: datetime
) -> bool:
    """Is it an own day of the person's, within sending hours?"""
    here = to_local(now, zone)
    return rules.earliest <= here.time() <= rules.latest and works(roster, holidays, person, here.date())
