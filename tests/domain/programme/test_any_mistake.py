"""Whatever is wrong, wherever it is: the key is named, and nothing else is blamed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import ProgrammeError
from domain.programme import PlannedDate, parse_programme
from domain.programme.circle import find_circle
from domain.programme.explain import spell
from tests.domain.programme.files import leaves, midshire, problems, put

LEAVES = list(leaves(midshire()))


@pytest.mark.parametrize("place", LEAVES, ids=[spell(midshire(), place) for place in LEAVES])
def test_a_table_where_a_value_belongs_is_blamed_on_that_value_alone(place: tuple[str | int, ...]) -> None:
    raw = midshire()
    put(raw, place, {"nonsense": [1.5]})
    found = problems(raw)
    assert list(found) == [spell(raw, place)]
    assert all("; write " in words or "did you mean" in words for words in found.values())


@given(st.sampled_from(LEAVES), st.sampled_from(["", "\x00", "?", -1, 10**9, 1.5, True, [], {}, ["?"]]))
def test_no_value_is_a_fault_of_ours(place: tuple[str | int, ...], value: object) -> None:
    raw = midshire()
    put(raw, place, value)
    problems(raw)


@given(st.text())
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    with pytest.raises(ProgrammeError) as caught:
        parse_programme(text, "any.toml")
    assert all(key and words for key, words in caught.value.problems)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_promise_reads_back_as_it_was_written(day: date) -> None:
    for text in (day.isoformat(), f"{day:%Y-%m}", f"{day:%Y}-Q{(day.month + 2) // 3}"):
        planned = PlannedDate.model_validate(text)
        assert str(planned) == text
        assert planned.first_day <= day <= planned.last_day


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31)))
def test_a_quarter_is_its_three_months(day: date) -> None:
    quarter = PlannedDate.model_validate(f"{day:%Y}-Q{(day.month + 2) // 3}")
    after = quarter.last_day + timedelta(days=1)
    assert quarter.first_day.day == after.day == 1
    assert (after.year * 12 + after.month) - (quarter.first_day.year * 12 + quarter.first_day.month) == 3


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8))))
def test_a_circle_is_found_exactly_when_there_is_one(pairs: list[tuple[int, int]]) -> None:
    links = [(str(a), str(b)) for a, b in pairs]
    circle = find_circle(links)
    if circle:
        assert circle[0] == circle[-1]
        assert set(pairwise(circle)) <= set(links)
    else:
        assert _in_order(links)


def _in_order(links: list[tuple[str, str]]) -> bool:
    """Can everything be put one after the other? Taken away one by one, what waits for nothing is always there."""
    left = {key for link in links for key in link}
    while free := {key for key in left if not any(b in left and a == key for b, a in links)}:
        left -= free
    return not left
