from hypothesis import given
from hypothesis import strategies as st

from domain.group.families import MOST, Families, wrong_with

COUNTS = st.integers(0, MOST)


@given(COUNTS, COUNTS, COUNTS)
def test_three_numbers_fit_just_when_nobody_is_counted_twice(families: int, discussed: int, waiting: int) -> None:
    fits = discussed + waiting <= families
    assert (wrong_with(Families(families, discussed, waiting)) == {}) is fits


@given(st.integers(-50, -1), COUNTS)
def test_a_number_below_zero_is_named(wrong: int, other: int) -> None:
    assert wrong_with(Families(other, wrong, 0)) == {"discussed": "count"}
    assert "open" in wrong_with(Families(wrong, 0, 0))
