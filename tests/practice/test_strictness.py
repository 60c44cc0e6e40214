"""What the stand-in refuses, in Slack's own words: what passes here should pass there."""

from typing import Any

import pytest

from tests.practice.workspaces import Standing, modal, section


@pytest.fixture
def standing() -> Standing:
    return Standing()


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C1", "text": "hello"}, None),
        ({"channel": "C1"}, "no_text"),
        ({"channel": "C9", "text": "hello"}, "channel_not_found"),
        ({"channel": "C2", "text": "hello"}, "not_in_channel"),
        ({"channel": "C1", "text": "x", "blocks": [section("a")] * 51}, "invalid_blocks"),
        ({"channel": "C1", "text": "x", "blocks": [section("a" * 3001)]}, "invalid_blocks"),
        ({"channel": "C1", "text": "x", "blocks": [{"type": "alert"}]}, "invalid_blocks"),
    ],
)
async def test_a_message_is_refused_as_slack_would(
    standing: Standing, arguments: dict[str, Any], error: str | None
) -> None:
    assert (await standing.call("chat.postMessage", **arguments)).get("error") == error


async def test_the_token_and_the_method_are_checked(standing: Standing) -> None:
    assert (await standing.call("auth.test", token=""))["error"] == "not_authed"
    assert (await standing.call("auth.test", token="xoxb-other"))["error"] == "invalid_auth"
    assert (await standing.call("chat.shout"))["error"] == "unknown_method"


async def test_a_trigger_works_once_and_for_three_seconds(standing: Standing) -> None:
    used, late = standing.workspace.triggers.issue("U1"), standing.workspace.triggers.issue("U1")
    assert (await standing.call("views.open", trigger_id=used, view=modal(section("a"))))["ok"]
    assert (await standing.call("views.open", trigger_id=used, view=modal(section("a"))))[
        "error"
    ] == "exchanged_trigger_id"
    standing.seconds += 3.1
    assert (await standing.call("views.open", trigger_id=late, view=modal(section("a"))))[
        "error"
    ] == "expired_trigger_id"
    assert (await standing.call("views.open", trigger_id="1.2.3", view=modal(section("a"))))[
        "error"
    ] == "invalid_trigger_id"


@pytest.mark.parametrize(
    "view",
    [
        modal(section("a"), title="a title that is far too long"),
        modal({"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}),
        modal(*[section("a")] * 101),
    ],
)
async def test_a_modal_is_refused_as_slack_would(standing: Standing, view: dict[str, Any]) -> None:
    trigger = standing.workspace.triggers.issue("U1")
    assert (await standing.call("views.open", trigger_id=trigger, view=view))["error"] == "invalid_arguments"


async def test_a_response_address_takes_five_replies_in_thirty_minutes(standing: Standing) -> None:
    async def reply(address: str) -> int:
        return (await standing.http.post(address.partition("/practice")[2], json={"text": "hello"})).status_code

    links = standing.workspace.links
    address, late = links.issue("U1", "C1"), links.issue("U1", "C1")
    assert [await reply(address) for _ in range(6)] == [200] * 5 + [404]
    standing.seconds += 30 * 60 + 1
    assert await reply(late) == 404


async def test_a_private_message_is_seen_by_one_person_only(standing: Standing) -> None:
    assert (await standing.call("chat.postEphemeral", channel="C1", user="U1", text="for Amara"))["ok"]
    assert await standing.seen_by("U1", "C1") == ["for Amara"]
    assert await standing.seen_by("U2", "C1") == []


async def test_only_this_computer_and_its_own_page_are_answered(standing: Standing) -> None:
    assert (await standing.http.get("/", headers={"host": "example.org"})).status_code == 403
    assert (await standing.http.get("/", headers={"origin": "http://example.org"})).status_code == 403
    assert (await standing.http.get("/")).status_code == 200
