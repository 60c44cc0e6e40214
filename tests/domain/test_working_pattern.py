"""Working patterns: what people write, what it means, and what is refused."""

import re
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.working_pattern import WorkingPattern

MONDAY = date(2020, 5, 4)
FRIDAY = date(2020, 5, 8)
SUNDAY = date(2020, 5, 10)


@st.composite
def spans(draw: st.DrawFn) -> tuple[tuple[time, time], ...]:
    """Up to three stretches of a day that never touch."""
    marks = draw(st.lists(st.integers(0, 95), unique=True, max_size=6).filter(lambda found: len(found) % 2 == 0))
    clocks = [time(mark // 4, mark % 4 * 15) for mark in sorted(marks)]
    return tuple(zip(clocks[::2], clocks[1::2], strict=True))


patterns = st.tuples(*[spans()] * 7).filter(any).map(WorkingPattern)


@given(patterns)
def test_its_text_reads_back_as_the_same_pattern(pattern: WorkingPattern) -> None:
    assert WorkingPattern.parse(str(pattern)) == pattern


@given(patterns)
def test_its_text_is_the_same_whatever_was_typed(pattern: WorkingPattern) -> None:
    shouted = "; ".join(reversed(str(pattern).upper().split("; ")))
    assert str(WorkingPattern.parse(shouted)) == str(pattern)


@given(patterns, st.dates(), st.times(), st.times())
def test_hours_are_covered_when_one_stretch_holds_them(
    pattern: WorkingPattern, day: date, start: time, end: time
) -> None:
    held = any(first <= start and end <= last for first, last in pattern.hours(day))
    assert pattern.covers(day, start, end) == held
    assert not (held and not pattern.works_on(day))


@given(patterns, patterns, st.dates(), st.times())
def test_hours_within_others_are_those_in_both(one: WorkingPattern, other: WorkingPattern, day: date, at: time) -> None:
    both = one.within(other)
    inside = [any(start <= at < end for start, end in pattern.hours(day)) for pattern in (one, other, both)]
    assert inside[2] == (inside[0] and inside[1])
    assert both == other.within(one)


@given(st.text(alphabet="MonTueFri 0123456789:-,;", max_size=40))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        pattern = WorkingPattern.parse(text)
    except ValueError as refused:
        reason = str(refused)
    else:
        reason = str(pattern)
        assert WorkingPattern.parse(reason) == pattern
    assert reason


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Mon-Fri 09:00-17:00", "Mon-Fri 09:00-17:00"),
        ("Mon-Wed 09:00-17:00; Thu,Fri 09:00-13:00", "Mon-Wed 09:00-17:00; Thu-Fri 09:00-13:00"),
        ("Mon,Tue,Thu,Fri 09:00-17:00", "Mon-Tue,Thu-Fri 09:00-17:00"),
        ("monday - thurs 9:00 - 17:00;", "Mon-Thu 09:00-17:00"),
        ("Mon–Fri 09:00–17:00", "Mon-Fri 09:00-17:00"),
        ("Mon 12:00-17:00; Mon 09:00-12:00", "Mon 09:00-17:00"),
        ("Sat 09:00-12:00; Mon 13:00-17:00; Mon 09:00-12:00", "Mon,Sat 09:00-12:00; Mon 13:00-17:00"),
    ],
)
def test_what_people_write(typed: str, text: str) -> None:
    assert str(WorkingPattern.parse(typed)) == text


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "no days are given"),
        (" ; ", "no days are given"),
        ("Mon-Fri", "'Mon-Fri' is not days and hours"),
        ("Monkey 09:00-17:00", "'Monkey' is not a day of the week"),
        ("Mo 09:00-17:00", "'Mo' is not a day of the week"),
        ("Fri-Mon 09:00-17:00", "'Fri-Mon' runs backwards"),
        ("Mon 17:00-09:00", "'Mon 17:00-09:00' ends before it starts"),
        ("Mon 09:00-09:00", "'Mon 09:00-09:00' ends before it starts"),
        ("Mon 09:00-25:00", "'25:00' is not a time of day"),
        ("Mon 09:75-17:00", "'09:75' is not a time of day"),
        ("Mon-Fri 09:00-17:00; Fri 16:00-18:00", "the hours on Fri overlap"),
    ],
)
def test_what_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}$"):
        WorkingPattern.parse(typed)


def test_hours_by_day() -> None:
    pattern = WorkingPattern.parse("Mon-Thu 09:00-12:00; Mon 13:00-17:00; Fri 09:00-13:00")
    assert pattern.hours(MONDAY) == ((time(9), time(12)), (time(13), time(17)))
    assert pattern.covers(MONDAY, time(9), time(12))
    assert not pattern.covers(MONDAY, time(11), time(14)), "the break between two stretches is not worked"
    assert pattern.covers(FRIDAY, time(11, 30), time(13))
    assert not pattern.works_on(SUNDAY)
