"""The main job: a manager plans and approves, a practitioner is reminded and answers, a channel gets its digest."""

from collections.abc import Iterator

import pytest

from tests.end_to_end.server import Practice, running

MANAGER = "Amara Evans"
WORKER = "Nia O'Connor"


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    with running(tmp_path_factory.mktemp("practice"), anew=True) as found:
        yield found


def test_a_month_from_plan_to_answer(practice: Practice) -> None:
    practice.type(MANAGER, "/supervision")
    mine = practice.wait_for(MANAGER, "You have no supervision booked")
    assert mine["private"]

    practice.type(MANAGER, "/supervision plan May")
    proposal = practice.wait_for(MANAGER, "Supervision in May 2020: 6 sessions proposed")
    assert practice.messages(WORKER) == []

    practice.press(MANAGER, proposal, "Approve")
    practice.wait_for(MANAGER, "Approved: 6 sessions in May 2020")
    practice.wait_for(WORKER, "is booked for")

    practice.move_clock("2020-05-04T12:00")
    digest = practice.wait_for(WORKER, "Bicester 1, week of Monday 4 May 2020", practice.channels["fsp-bicester-1"])
    assert WORKER not in str(digest["blocks"])
    for place in practice.channels.values():
        assert any("week of Monday 4 May 2020" in message["text"] for message in practice.messages(MANAGER, place))

    practice.move_clock("2020-05-12T12:00")
    reminder = practice.wait_for(WORKER, "Your supervision with Amara Evans is on")
    practice.press(WORKER, reminder, "Confirm")
    practice.wait_for(WORKER, "Confirmed: supervision on")

    practice.move_clock("2020-05-13T18:00")
    question = practice.wait_for(MANAGER, f"Did {WORKER}'s supervision")
    practice.press(MANAGER, question, "Held")
    practice.wait_for(MANAGER, f"Recorded: {WORKER}'s supervision was held")


def test_an_unknown_word_gets_a_suggestion(practice: Practice) -> None:
    practice.type(MANAGER, "/supervision plna May")
    practice.wait_for(MANAGER, "Did you mean /supervision plan?")


def test_strangers_and_guests_are_told_whom_to_ask(practice: Practice) -> None:
    practice.type("Sam Elsewhere", "/team")
    practice.wait_for("Sam Elsewhere", "are not linked automatically")
