"""Which new meeting takes over an agenda, and which addresses people may join at."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadValue
from domain.group.carry import NEAR, heirs
from domain.group.link import read_link

MAY = datetime(2020, 5, 5, 9, tzinfo=UTC)
instants = st.lists(st.integers(0, 60).map(lambda n: MAY + timedelta(days=n)), max_size=8, unique=True)


def day(number: int) -> datetime:
    return MAY + timedelta(days=number - 5)


def test_the_nearest_takes_it_and_a_guess_is_left_to_people() -> None:
    assert heirs([day(5), day(19)], [day(6), day(13), day(20)]) == {day(5): day(6), day(19): day(20)}
    assert heirs([day(12)], [day(11), day(13)]) == {}, "two are equally near"
    assert heirs([day(5), day(12)], [day(8)]) == {}, "two would share one"
    assert heirs([day(5)], [day(13)]) == {}, "more than a week"


@given(instants, instants)
def test_no_meeting_inherits_twice(old: list[datetime], new: list[datetime]) -> None:
    found = heirs(old, new)
    assert len(set(found.values())) == len(found)
    assert all(abs(there - at) <= NEAR and there in new and at in old for at, there in found.items())


def test_a_link_is_an_https_address_without_a_secret() -> None:
    assert read_link(" <https://meet.example/b1?a=1&amp;b=2|meet.example> ") == "https://meet.example/b1?a=1&b=2"
    for wrong in (
        "",
        "meet.example",
        "http://meet.example",
        "https://",
        "https://me:word@meet.example",
        "https://a b.c",
    ):
        with pytest.raises(BadValue):
            read_link(wrong)
