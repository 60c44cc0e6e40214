"""Figures: never more than their whole, whatever the order of rows, and each meeting counted or named as left out."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Month
from domain.group.families import Families
from domain.group.figures import Figure, MeetingFact, Outcome, discussed, held, represented

AT = datetime(2020, 5, 5, 9, tzinfo=UTC)
TEAMS, MISSING = ("A", "B", "C"), (None, frozenset[str](), frozenset({"nurse"}), frozenset({"nurse", "police"}))


@st.composite
def facts(draw: st.DrawFn) -> MeetingFact:
    outcome = draw(st.sampled_from(Outcome))
    families = draw(st.integers(0, 30))
    waiting = draw(st.integers(0, families))
    missing = draw(st.sampled_from(MISSING)) if outcome is Outcome.HELD else None
    return MeetingFact(
        team_code=draw(st.sampled_from(TEAMS)),
        month=Month(2020, draw(st.integers(1, 6))),
        starts_at=AT + timedelta(minutes=draw(st.integers(0, 10**6))),
        outcome=outcome,
        missing=missing,
        vacant=frozenset({"nurse"}) & (missing or frozenset()),
        families=draw(st.sampled_from([None, Families(families, 0, waiting)])) if outcome is Outcome.HELD else None,
    )


@given(st.lists(facts(), max_size=25, unique_by=lambda f: f.starts_at))
def test_a_figure_is_part_of_its_whole_and_leaves_nothing_out_unsaid(found: list[MeetingFact]) -> None:
    for figure in (held(found), represented(found), discussed(found)):
        assert 0 <= figure.numerator <= figure.denominator
        assert figure.percent is None or 0 <= figure.percent <= 100
    assert held(found).denominator + held(found).left_out.get("dropped", 0) == len(found)
    took_place = held(found).numerator
    assert represented(found).denominator + represented(found).left_out.get("no_attendance", 0) == took_place
    assert discussed(found) == discussed(found[::-1])


def test_silence_is_never_yes_and_late_entry_restates_it() -> None:
    silent = MeetingFact("A", Month(2020, 5), AT, Outcome.UNRECORDED)
    assert held([silent]) == Figure(0, 1, {}, {"unrecorded": 1})
    late = MeetingFact("A", Month(2020, 5), AT, Outcome.HELD, frozenset(), families=Families(12, 6, 3))
    assert held([late]) == Figure(1, 1)
    assert discussed([late]) == Figure(9, 12)


def test_the_last_numbers_of_a_month_count() -> None:
    first = MeetingFact("A", Month(2020, 5), AT, Outcome.HELD, families=Families(12, 6, 6))
    second = MeetingFact("A", Month(2020, 5), AT + timedelta(days=14), Outcome.HELD, families=Families(13, 6, 1))
    assert discussed([second, first]) == Figure(12, 13)


def test_a_seat_that_is_vacant_makes_a_meeting_incomplete_and_that_is_said() -> None:
    nurse = frozenset({"nurse"})
    found = represented([MeetingFact("A", Month(2020, 5), AT, Outcome.HELD, nurse, nurse)])
    assert found == Figure(0, 1, {}, {"only_vacant": 1})
