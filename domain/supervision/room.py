"""The hours in which somebody can give supervision, and whether they are long enough for a session."""

from datetime import time

from domain.programme import Programme
from domain.working_pattern import WorkingPattern


def open_hours(works: WorkingPattern, chosen: WorkingPattern | None, programme: Programme) -> WorkingPattern:
    """What is left of the working hours within the programme's window and, where there is one, their own."""
    window = programme.supervision.window
    usual = WorkingPattern((((window.start, window.end),),) * 7)
    within = works.within(usual)
    return within if chosen is None else within.within(chosen)


def has_room(hours: WorkingPattern, minutes: int) -> bool:
    """Is any stretch at least so long?"""
    return any(_minutes(end) - _minutes(start) >= minutes for day in hours.days for start, end in day)


def shortest_session(programme: Programme) -> int:
    """The minutes of the shortest session that is ever due."""
    rules = programme.supervision.frequencies
    return min(phase.minutes for rule in rules for phase in rule.phases)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
