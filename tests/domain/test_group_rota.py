"""Fair by count, then by how long ago; nobody who can't come, and the chair last of all."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from domain.group.rota import choose, next_activity

TEAM = ["A", "B", "C", "D", "E"]


@given(st.lists(st.sets(st.sampled_from(TEAM), min_size=1), max_size=30), st.sampled_from([None, *TEAM]))
def test_whoever_leads_can_come_and_nobody_who_can_has_led_less(there: list[set[str]], chair: str | None) -> None:
    past: list[str] = []
    for present in there:
        chosen = choose(sorted(present), past, chair)
        assert chosen in present
        others = present - {chair} or present
        assert all(past.count(chosen) <= past.count(other) for other in others)
        assert chosen != chair or present == {chair}
        past.append(chosen or "")


@given(st.integers(1, 60))
def test_when_everybody_comes_nobody_leads_twice_before_all_have(meetings: int) -> None:
    past: list[str] = []
    for _ in range(meetings):
        past.append(choose(TEAM, past, "A") or "")
    counts = Counter(past)
    assert "A" not in counts
    assert max(counts.values()) - min([counts[key] for key in TEAM[1:]]) <= 1


def test_activities_take_turns() -> None:
    assert next_activity(["mi", "learning"], None) == "mi"
    assert next_activity(["mi", "learning"], "mi") == "learning"
    assert next_activity(["mi", "learning"], "learning") == "mi"
    assert next_activity([], None) is None
    assert choose([], [], None) is None
