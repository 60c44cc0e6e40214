"""What each wish weighs. Why these numbers: `docs/decisions/0006-planning-weights.md`."""

from collections.abc import Mapping
from enum import StrEnum


class Term(StrEnum):
    UNPLACED = "unplaced"
    OVER_LIMIT = "over_limit"
    LOOKAHEAD = "lookahead"
    COVER = "cover"
    MOVED = "moved"
    INTERVAL = "interval"
    WEEKDAY = "weekday"
    START = "start"
    LUNCH = "lunch"
    MONDAY = "monday"
    FRIDAY_AFTERNOON = "friday_afternoon"
    DAYS_USED = "days_used"
    APART = "apart"
    PEAK_WEEK = "peak_week"
    WORST_OFF = "worst_off"


WEIGHTS: Mapping[Term, int] = {
    Term.UNPLACED: 2000,
    Term.OVER_LIMIT: 200,
    Term.LOOKAHEAD: 200,  # somebody who cannot be seen within the limit next month either
    Term.COVER: 100,  # a session given by somebody else; each later choice of cover adds COVER_RANK
    Term.MOVED: 40,  # a booking that stood already
    Term.INTERVAL: 4,  # a day outside the interval that monthly sessions keep
    Term.WEEKDAY: 6,
    Term.START: 1,  # half an hour from last time's start
    Term.LUNCH: 5,
    Term.MONDAY: 2,
    Term.FRIDAY_AFTERNOON: 4,
    Term.DAYS_USED: 8,
    Term.APART: 2,  # a block of a supervisor's day beyond the first
    Term.PEAK_WEEK: 2,  # a session by which the plan raises a supervisor's busiest week
    Term.WORST_OFF: 2,  # a day outside the interval, of the person of each supervisor who has most, history included
}

COVER_RANK = 5

Charge = tuple[Term, int]
