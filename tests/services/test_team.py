from datetime import datetime

import pytest

from domain.errors import BadValue
from services import people
from services.desk import Desk
from services.team import team

SHARED_WORKER, HEAD_OF_SERVICE = "P1240", "C1002"


def test_somebody_without_a_team_is_asked_for_one(desk: Desk, now: datetime) -> None:
    with pytest.raises(BadValue) as raised:
        team(desk, people.actor_for(desk, HEAD_OF_SERVICE, now), "", now)
    assert raised.value.facts["example"] == "Banbury 1"


def test_somebody_in_two_teams_hears_of_the_other(desk: Desk, now: datetime) -> None:
    worker = people.actor_for(desk, SHARED_WORKER, now)
    view = team(desk, worker, "", now)
    assert view.also
    assert view.name not in view.also
    assert team(desk, worker, view.also[0], now).also == (view.name, *view.also[1:])
