"""The check's own reading of a term's dates: it shares no code with what dates a template."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from itertools import combinations

from planning.group.check_people import minutes_between
from planning.group.model import GroupRequest, Occurrence, TeamNeed, TeamSlot

NAMED_ELSEWHERE = "group_supervision"


def wrong_dates(
    request: GroupRequest, slots: Sequence[TeamSlot], dated: Sequence[Occurrence], holidays: frozenset[date]
) -> list[str]:
    """What is wrong with the meetings of a template, in team codes, staff ids and days; empty when all is well."""
    placed = {slot.team: slot for slot in slots}
    needs = {need.code: need for need in request.teams}
    found = [*_complete(request, slots, dated)]
    for one in dated:
        if one.team in placed and one.team in needs:
            problems = _meeting(request, needs[one.team], placed[one.team], one, holidays)
            found.extend(f"{one.team} on {one.day or one.moved_from}: {problem}" for problem in problems)
    found.extend(_at_once(request, needs, placed, dated))
    return found


def _complete(request: GroupRequest, slots: Sequence[TeamSlot], dated: Sequence[Occurrence]) -> Iterator[str]:
    """Every day on which the template has a team is accounted for once."""
    wanted: set[tuple[str, date | None]] = set()
    day = request.first_day
    while day <= request.last_day:
        week = "ab"[(day - request.anchor_monday).days // 7 % 2]
        wanted |= {(s.team, day) for s in slots if s.slot.weekday == day.weekday() and s.slot.weeks in ("every", week)}
        day += timedelta(days=1)
    said = Counter((one.team, one.moved_from or one.day) for one in dated)
    for team, own in sorted({*wanted, *said}, key=str):
        if (team, own) not in wanted or said[team, own] != 1:
            yield f"{team} on {own}: accounted for {said[team, own]} times"


def _meeting(
    request: GroupRequest, need: TeamNeed, placed: TeamSlot, one: Occurrence, holidays: frozenset[date]
) -> Iterator[str]:
    if one.minutes != placed.slot.minutes:
        yield "the wrong length"
    if (one.moved_from or one.day) in holidays and one.moved_from is None:
        yield "on a bank holiday"
    if one.moved_from is None:
        if one.start != placed.slot.start:
            yield "not at the team's own time"
        return
    if one.moved_from not in holidays:
        yield "moved though its own day is no bank holiday"
    if one.day is None:
        if one.cause != "bank_holiday":
            yield "falls out without a cause"
        return
    yield from _moved(request, need, placed, one, one.day, holidays)


def _moved(
    request: GroupRequest, need: TeamNeed, placed: TeamSlot, one: Occurrence, day: date, holidays: frozenset[date]
) -> Iterator[str]:
    """Another day at the team's own time, whatever that is; or another time within the hours of group supervision."""
    assert one.moved_from is not None
    if day in holidays or day.weekday() > 4:
        yield "moved to a day that is not worked"
    if day.isocalendar()[:2] != one.moved_from.isocalendar()[:2]:
        yield "moved out of its week"
    begin, own = _minute(one.start), one.start == placed.slot.start
    if not own and not _minute(request.earliest) <= begin <= _minute(request.latest) - one.minutes:
        yield "too early or too late"
    if need.chair_id is None or not _there(request, need.chair_id, day, one):
        yield f"{need.chair_id}, who chairs, cannot come"


def _at_once(
    request: GroupRequest, needs: dict[str, TeamNeed], placed: dict[str, TeamSlot], dated: Sequence[Occurrence]
) -> Iterator[str]:
    """Moving puts nobody in two places."""
    by_day: dict[date, list[Occurrence]] = {}
    for one in dated:
        if one.day is not None and one.team in needs and one.team in placed:
            by_day.setdefault(one.day, []).append(one)
    for day, meetings in sorted(by_day.items()):
        for one, other in combinations(meetings, 2):
            moved = one.moved_from is not None or other.moved_from is not None
            travel = minutes_between(request, needs[one.team].office, needs[other.team].office)
            if moved and _overlap(one, other, travel):
                for staff_id in sorted(_coming(request, needs, placed, one) & _coming(request, needs, placed, other)):
                    yield f"{staff_id} on {day}: needed in {one.team} and {other.team} at once"


def _coming(
    request: GroupRequest, needs: dict[str, TeamNeed], placed: dict[str, TeamSlot], one: Occurrence
) -> set[str]:
    assert one.day is not None
    elsewhere = {absent.staff_id for absent in placed[one.team].absent if absent.cause == NAMED_ELSEWHERE}
    members = {*needs[one.team].members, needs[one.team].chair_id} - elsewhere - {None}
    return {staff_id for staff_id in members if staff_id and _there(request, staff_id, one.day, one)}


def _there(request: GroupRequest, staff_id: str, day: date, one: Occurrence) -> bool:
    """In service, not away, at work and without a standing commitment."""
    diary = request.diaries.get(staff_id)
    if diary is None or day < diary.starts_on or (diary.leaves_on is not None and day > diary.leaves_on):
        return False
    begin, end = _minute(one.start), _minute(one.start) + one.minutes
    hours = diary.pattern.days[day.weekday()]
    week = "ab"[(day - request.anchor_monday).days // 7 % 2]
    return (
        not any(absence.first_day <= day <= absence.last_day for absence in diary.absences)
        and any(_minute(first) <= begin and end <= _minute(last) for first, last in hours)
        and not any(
            fixed.staff_id == staff_id
            and fixed.weekday == day.weekday()
            and fixed.weeks in ("every", week)
            and _minute(fixed.start) < end
            and begin < _minute(fixed.end)
            for fixed in request.fixed
        )
    )


def _overlap(one: Occurrence, other: Occurrence, travel: int) -> bool:
    first, second = _minute(one.start), _minute(other.start)
    return first < second + other.minutes + travel and second < first + one.minutes + travel


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
