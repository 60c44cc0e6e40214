"""Passages whose words depend on the facts, read as people read them."""

from dataclasses import replace

import pytest

from bot.gallery_samples import DIGEST, GO_LIVE, MINE, PROPOSAL, SESSION, TIMELINE
from services.digest import SupervisionCounts
from templates.render import Message, Renderer

RENDERER = Renderer()


def words(message: Message) -> str:
    return str(message.blocks)


@pytest.mark.parametrize(
    ("days", "precision", "said"),
    [
        (12, "month", "Amber because it is due in 12 days, by the end of June 2020"),
        (12, "quarter", "Amber because it is due in 12 days, by the end of June 2020"),
        (12, "day", "Amber because it is due in 12 days, on Tuesday 30 June 2020"),
        (0, "month", "Amber because it is due today"),
        (-1, "month", "Amber because it was promised for June 2020, 1 day ago, and is not recorded as done"),
    ],
)
def test_a_milestone_that_is_due_soon_says_how_soon(days: int, precision: str, said: str) -> None:
    line = replace(GO_LIVE, reason="due_soon", days=days, precision=precision, waits_for=None)
    assert said in words(RENDERER.message("timeline/show", replace(TIMELINE, go_live=line)))


def test_a_timeline_whose_only_concern_is_the_go_live_has_no_empty_list() -> None:
    message = words(RENDERER.message("timeline/show", replace(TIMELINE, attention=(GO_LIVE,))))
    assert "Needs attention" not in message
    assert "Nothing else is red or amber." in message


@pytest.mark.parametrize(
    ("covered", "missing", "said"),
    [
        ("all but fewer than 5", "fewer than 5", "fewer than 5 of 12 people have no session held or booked"),
        ("12", None, "all 12 people have a session held or booked"),
        ("0", None, "0 of 12 people have a session held or booked"),
    ],
)
def test_a_digest_says_few_without_pointing_at_anybody(covered: str, missing: str | None, said: str) -> None:
    counts = SupervisionCounts(due=12, covered=covered, missing=missing, this_week="0", rule="calendar_month")
    message = RENDERER.message("digest/team", replace(DIGEST, supervision=counts))
    assert said in message.text
    assert "; none this week." in message.text


def test_who_has_confirmed_can_still_say_that_they_cannot_come() -> None:
    message = RENDERER.message("supervision/mine", replace(MINE, next=replace(SESSION, state="confirmed")))
    labels = [e["text"]["text"] for b in message.blocks if b["type"] == "actions" for e in b["elements"]]
    assert "Can't make it" in labels
    assert "Confirm" not in labels


def test_nobody_over_the_limit_means_no_column_for_it() -> None:
    calm = tuple(replace(person, over_limit=False) for person in MINE.people)
    assert "Gap" in words(RENDERER.message("supervision/mine", MINE))
    assert "Gap" not in words(RENDERER.message("supervision/mine", replace(MINE, people=calm)))


def test_a_proposal_that_places_everybody_says_so() -> None:
    message = RENDERER.message("supervision/proposal", replace(PROPOSAL, unplaced=(), booked=0))
    assert message.text.startswith("Supervision in May 2020: 2 sessions proposed. Nobody you plan for is left out.")


def test_suggestions_are_alternatives() -> None:
    facts = {"what": "team", "typed": "Norht", "suggestions": ["North 1", "North 2", "North 3"]}
    assert "Did you mean North 1, North 2 or North 3?" in RENDERER.message("problems/not_found", facts).text


def test_a_refusal_says_how_far_each_role_reaches() -> None:
    facts = {"who_can": [("team_manager", "team"), ("administrator", "everything")]}
    said = RENDERER.message("problems/not_allowed", facts).text
    assert said.endswith("It is open to team managers for their own team and administrators.")


def test_a_digest_says_all_that_matters_without_its_blocks() -> None:
    text = RENDERER.message("digest/team", DIGEST).text
    assert "Bank holiday on Fri 8 May. Mei Fletcher joins on Mon 11 May. Go-live: Amber because" in text
