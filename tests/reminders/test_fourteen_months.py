"""Four weeks of the county over the end of summer time; `make bench` runs all fourteen months."""

from datetime import date

from benchmarks.fourteen_months import simulate


def test_whenever_the_bot_ticks_the_same_is_told_once_and_at_a_good_hour() -> None:
    one, other = (simulate(date(2020, 10, 12), date(2020, 11, 9), seed) for seed in (1, 2))
    assert one.differing(other) == []
    assert len(one.keys ^ other.keys) < 5
    assert len(one.keys) > 1_000
    assert one.sessions > 50
    assert (one.unasked, one.unannounced) == (0, 0)
    assert (one.wrong, other.wrong) == ((), ())
