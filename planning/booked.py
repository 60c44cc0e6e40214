"""A check of what is booked: every live session and group meeting against the hard rules, whatever planned it.

It reads the roster itself and shares no code with what plans, moves or dates anything.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from itertools import combinations

from domain.roster import Person, Roster


class Rule(StrEnum):
    TWICE = "twice"
    BANK_HOLIDAY = "bank_holiday"
    NOT_IN_SERVICE = "not_in_service"
    UNAVAILABLE = "unavailable"
    WORKING_PATTERN = "working_pattern"
    OTHER_COMMITMENT = "other_commitment"
    OTHER_DISCIPLINE = "other_discipline"
    OTHER_SUPERVISOR = "other_supervisor"
    NO_SUPERVISOR = "no_supervisor"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session of two people, or a team's group supervision (`team`). Times are local.

    `needed` must be there; `others` come when they can.
    """

    day: date
    start: time
    end: time
    needed: tuple[str, ...]
    others: tuple[str, ...] = ()
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Wrong:
    """`who` cannot be at `meeting` because of `rule`; `other` is what they would also be at, where it is `twice`."""

    rule: Rule
    meeting: Meeting
    who: str | None = None
    other: Meeting | None = None


Fixed = Mapping[tuple[str, date], Sequence[tuple[time, time]]]
"""People's own fixed times, by staff id and day."""

Travel = Callable[[str, str], int]
"""Minutes between two teams' offices."""


def wrongs(
    meetings: Sequence[Meeting], roster: Roster, holidays: frozenset[date], fixed: Fixed, travel: Travel
) -> list[Wrong]:
    """Everything that breaks a rule, by day and time."""
    found = [wrong for meeting in meetings for wrong in _alone(meeting, roster, holidays, fixed)]
    found += _twice(meetings, roster, fixed, travel)
    return sorted(found, key=lambda w: (w.meeting.day, w.meeting.start, w.meeting.team or "", w.rule, w.who or ""))


def _alone(meeting: Meeting, roster: Roster, holidays: frozenset[date], fixed: Fixed) -> Iterator[Wrong]:
    if meeting.day in holidays:
        yield Wrong(Rule.BANK_HOLIDAY, meeting)
    for who in meeting.needed:
        rule = _missing(meeting, roster, who)
        if rule is not None:
            yield Wrong(rule, meeting, who)
        elif _taken(meeting, fixed, who):
            yield Wrong(Rule.OTHER_COMMITMENT, meeting, who)


def _missing(meeting: Meeting, roster: Roster, who: str) -> Rule | None:
    person = roster.people.get(who)
    if person is None or meeting.day < person.starts_on:
        return Rule.NOT_IN_SERVICE
    if person.leaves_on is not None and meeting.day > person.leaves_on:
        return Rule.NOT_IN_SERVICE
    if any(absence.first_day <= meeting.day <= absence.last_day for absence in roster.absences.get(who, ())):
        return Rule.UNAVAILABLE
    return None if _at_work(person, meeting) else Rule.WORKING_PATTERN


def _at_work(person: Person, meeting: Meeting) -> bool:
    hours = person.pattern.days[meeting.day.weekday()]
    return any(first <= meeting.start and meeting.end <= last for first, last in hours)


def _taken(meeting: Meeting, fixed: Fixed, who: str) -> bool:
    return any(first < meeting.end and meeting.start < last for first, last in fixed.get((who, meeting.day), ()))


def _twice(meetings: Sequence[Meeting], roster: Roster, fixed: Fixed, travel: Travel) -> Iterator[Wrong]:
    by_person: dict[tuple[str, date], list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        coming = [who for who in meeting.others if who not in meeting.needed]
        able = [who for who in coming if _missing(meeting, roster, who) is None and not _taken(meeting, fixed, who)]
        for who in (*meeting.needed, *able):
            by_person[who, meeting.day].append(meeting)
    for (who, _), own in sorted(by_person.items()):
        for one, other in combinations(own, 2):
            way = travel(one.team, other.team) if one.team and other.team else 0
            if _minute(one.start) < _minute(other.end) + way and _minute(other.start) < _minute(one.end) + way:
                yield Wrong(Rule.TWICE, one, who, other)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
