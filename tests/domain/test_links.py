"""What a link says comes back as it was, and nothing else is believed."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from domain.links import Answer, Claim, read, sign

SECRET = "s" * 32
INSTANTS = st.integers(0, 2**32 - 1).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
CLAIMS = st.builds(
    Claim, st.uuids().map(lambda one: one.hex), st.booleans(), st.sampled_from(Answer), INSTANTS, INSTANTS
)
CLAIM = Claim(
    UUID(int=7).hex, True, Answer.HELD, datetime(2020, 5, 12, 9, tzinfo=UTC), datetime(2020, 7, 1, tzinfo=UTC)
)


@given(CLAIMS)
def test_a_link_says_what_was_signed(claim: Claim) -> None:
    token = sign(claim, "P1", SECRET)
    found = read(token)
    assert found is not None
    assert found.claim == claim
    assert found.genuine("P1", SECRET)
    assert not found.genuine("P2", SECRET)
    assert not found.genuine("P1", "t" * 32)
    assert len(token) == 56


@given(st.integers(0, 41), st.integers(1, 255))
def test_no_bit_can_be_changed(place: int, by: int) -> None:
    found = read(sign(CLAIM, "P1", SECRET))
    assert found is not None
    content = bytearray(found.packed + found.signature)
    content[place] ^= by
    changed = type(found)(found.claim, bytes(content[:-16]), bytes(content[-16:]))
    assert not changed.genuine("P1", SECRET)


@given(st.text(max_size=80))
def test_anything_else_is_no_link(text: str) -> None:
    found = read(text)
    assert found is None or not found.genuine("P1", SECRET)
