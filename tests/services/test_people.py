from datetime import datetime, timedelta

import pytest

from domain.access import SYSTEM, Role
from domain.errors import AlreadySettled, NotAllowed, NotFound, NotLinked
from services import people
from services.desk import Desk
from services.ports import SlackProfile

EMAIL = "nia.oconnor@oxfordshire.example"


def profile(email: str | None = EMAIL, *, guest: bool = False, stranger: bool = False) -> SlackProfile:
    return SlackProfile("U1", email, guest=guest, stranger=stranger, deleted=False)


def test_a_verified_address_and_one_confirmation(desk: Desk, now: datetime) -> None:
    with pytest.raises(NotLinked):
        people.identify(desk, "U1", now)
    offer = people.offer_link(desk, profile(EMAIL.upper()), now)
    assert offer.staff_id == "C1062"
    people.confirm_link(desk, profile(), "C1062", now)
    assert people.identify(desk, "U1", now).staff_id == "C1062"
    with pytest.raises(AlreadySettled):
        people.offer_link(desk, profile(), now)


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (profile(guest=True), "guest"),
        (profile(stranger=True), "guest"),
        (profile(None), "no_email"),
        (profile("nobody@oxfordshire.example"), "no_match"),
    ],
)
def test_others_are_told_whom_to_ask(desk: Desk, now: datetime, who: SlackProfile, reason: str) -> None:
    people.grant(desk, SYSTEM, "C1012", Role.ADMINISTRATOR, now)
    with pytest.raises(NotLinked) as refused:
        people.offer_link(desk, who, now)
    assert refused.value.facts["reason"] == reason
    assert [contact.name for contact in refused.value.facts["ask"]] == ["Carys Bennett"]  # type: ignore[attr-defined]  # a fact is any object


def test_a_forged_button_links_nobody(desk: Desk, now: datetime) -> None:
    with pytest.raises(NotLinked):
        people.confirm_link(desk, profile(), "C1001", now)
    with pytest.raises(NotLinked):
        people.identify(desk, "U1", now)


def test_an_administrator_links_and_a_practitioner_does_not(desk: Desk, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        people.link(desk, people.actor_for(desk, "C1062", now), "U9", "C1062", now)
    people.link(desk, SYSTEM, "U9", "C1062", now)
    assert people.identify(desk, "U9", now).name == "Nia O'Connor"
    with pytest.raises(NotFound):
        people.link(desk, SYSTEM, "U9", "C9999", now)


def test_access_ends_with_the_last_day(desk: Desk, now: datetime) -> None:
    people.link(desk, SYSTEM, "U7", "P1017", now)
    last_day = datetime.fromisoformat("2020-05-29T22:00:00+00:00")
    assert people.identify(desk, "U7", last_day).staff_id == "P1017"
    with pytest.raises(NotLinked):
        people.identify(desk, "U7", last_day + timedelta(hours=2))


def test_roles_follow_from_the_roster(desk: Desk, now: datetime) -> None:
    manager = people.actor_for(desk, "C1060", now)
    assert {Role.TEAM_MANAGER, Role.SUPERVISOR, Role.PRACTITIONER} <= manager.roles
    assert people.actor_for(desk, "C1003", now).service
    assert Role.COUNTY_MANAGER in people.actor_for(desk, "C1002", now).roles


def test_an_administrator_hears_that_an_earlier_link_was_taken_away(desk: Desk, now: datetime) -> None:
    assert not people.link(desk, SYSTEM, "U1", "C1062", now).replaced
    assert people.link(desk, SYSTEM, "U2", "C1062", now).replaced
    assert people.link(desk, SYSTEM, "U2", "C1061", now).replaced
