"""What a start costs: soft wishes, weighed so that rhythm comes first and a supervisor's free days next."""

from datetime import date

from planning.feasible import Board, Slot, minutes
from planning.model import Need

UNPLACED = 2000
OVER_LIMIT = 200
OFF_RHYTHM = 4
OTHER_WEEKDAY = 6
OTHER_TIME_PER_HOUR = 2
LUNCH = 5
MONDAY = 2
FRIDAY_AFTERNOON = 4
NEW_DAY = 8
LUNCH_SPAN = (12 * 60, 13 * 60 + 30)
NOON = 12 * 60


def cost(board: Board, need: Need, slot: Slot) -> int:
    day, start = slot
    end = start + need.minutes
    total = _rhythm(board, need, day, start)
    if start < LUNCH_SPAN[1] and LUNCH_SPAN[0] < end:
        total += LUNCH
    if day.weekday() == 0:
        total += MONDAY
    if day.weekday() == 4 and end > NOON:
        total += FRIDAY_AFTERNOON
    return total + _supervisors_day(board, need, day, start)


def _rhythm(board: Board, need: Need, day: date, start: int) -> int:
    if need.last_on is None or not need.monthly:
        return 0
    request = board.request
    gap = (day - need.last_on).days
    total = OVER_LIMIT if gap > request.limit_interval else 0
    total += OFF_RHYTHM * max(0, request.shortest_interval - gap, gap - request.longest_interval)
    total += OTHER_WEEKDAY * (day.weekday() != need.last_on.weekday())
    if need.last_start is not None:
        total += OTHER_TIME_PER_HOUR * (abs(start - minutes(need.last_start)) // 60)
    return total


def _supervisors_day(board: Board, need: Need, day: date, start: int) -> int:
    """A day already used, right before or after another session, is easiest for the supervisor."""
    assert need.supervisor_id is not None
    if not board.given[need.supervisor_id, day]:
        return NEW_DAY
    spans = board.taken.get((need.supervisor_id, day), ())
    return 0 if any(start in (first - need.minutes, last) for first, last, _ in spans) else NEW_DAY // 4
