import json
import os
import re
from pathlib import Path
from types import SimpleNamespace
from typing import cast
from urllib.parse import urlencode

import pytest
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult

from bot.gallery import render, write_gallery
from bot.gallery_samples import SAMPLES
from bot.manifest import manifest
from bot.settings import Settings
from commands.call import Edge
from commands.catalogue import COMMANDS
from commands.listen import bind
from commands.registry import Noun
from reminders.kinds import Kind
from templates.limits import violations
from templates.render import Renderer

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ROOT / "templates"


def test_the_manifest_is_the_table_of_commands() -> None:
    assert json.loads((ROOT / "manifest.json").read_text()) == manifest()


def test_the_manifest_keeps_slacks_limits() -> None:
    for entry in manifest()["features"]["slash_commands"]:
        assert re.fullmatch(r"/[a-z]{1,31}", entry["command"])
        assert len(entry["description"]) <= 2000
        assert len(entry.get("usage_hint", "")) <= 1000
        assert entry["should_escape"] is True


@pytest.mark.parametrize("noun", COMMANDS.nouns, ids=lambda noun: noun.command)
def test_every_command_is_in_help_and_docs(noun: Noun) -> None:
    command = noun.command
    help_text = json.dumps(Renderer().message("fsp/help", COMMANDS).blocks)
    docs = (ROOT / "docs" / "commands.md").read_text()
    assert command in help_text
    for verb in noun.verbs:
        typed = f"{command} {verb.usage}".strip().replace(" [team name]", "")
        assert f"`{typed}" in docs, typed


def test_every_setting_is_documented() -> None:
    operating = (ROOT / "docs" / "operating.md").read_text()
    example = (ROOT / ".env.example").read_text()
    for name in Settings.model_fields:
        assert f"`{name.upper()}`" in operating
        assert name.upper() in example


@pytest.mark.parametrize("name", ["kind", "why_line"])
def test_every_kind_of_message_has_a_name_and_a_reason(name: str) -> None:
    words = (TEMPLATES / "fsp" / f"{name}.j2").read_text()
    # The digest goes to a channel, so nobody asks why they got it.
    kinds = [kind for kind in Kind if not (name == "why_line" and kind is Kind.TEAM_DIGEST)]
    assert [kind for kind in kinds if f'"{kind}"' not in words] == []


def test_every_message_is_in_the_gallery() -> None:
    shown = {sample.template for sample in SAMPLES.values()}
    for file in TEMPLATES.rglob("*.j2"):
        text = file.read_text()
        if "fallback()" in text or "dialog(" in text:
            assert str(file.relative_to(TEMPLATES).with_suffix("")) in shown


@pytest.mark.parametrize("name", SAMPLES)
def test_every_message_keeps_slacks_limits(name: str) -> None:
    sample = SAMPLES[name]
    assert violations(render(Renderer(), sample), sample.surface) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_message_reads_as_agreed(name: str) -> None:
    """After a change of wording look at it in the gallery, then run once with FSP_REWRITE_GOLDEN=1."""
    entry = json.dumps(render(Renderer(), SAMPLES[name]), indent=2, ensure_ascii=False) + "\n"
    golden = ROOT / "tests" / "golden" / f"{name}.json"
    if os.environ.get("FSP_REWRITE_GOLDEN") == "1":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(entry, encoding="utf-8")
    assert entry == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("noun", COMMANDS.nouns, ids=lambda noun: noun.command)
async def test_every_command_has_a_listener(noun: Noun) -> None:
    app = AsyncApp(signing_secret="x", authorize=_nobody)
    bind(app, cast("Edge", SimpleNamespace(tasks=set())), COMMANDS)
    form = urlencode({"command": noun.command, "text": "", "user_id": "U1", "team_id": "T1"})
    matched = [
        x for x in app._async_listeners if await x.async_matches(req=_request(form), resp=BoltResponse(status=404))
    ]
    assert len(matched) == 1


def _request(form: str) -> AsyncBoltRequest:
    return AsyncBoltRequest(body=form, headers={"content-type": ["application/x-www-form-urlencoded"]})


async def _nobody() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1")


def test_the_gallery_is_written(tmp_path: Path) -> None:
    assert write_gallery(tmp_path) == len(SAMPLES)
    entry = json.loads((tmp_path / "digest-team.json").read_text())
    assert entry["surface"] == "message"
    assert entry["text"].startswith("North 1")
    page = (tmp_path / "index.html").read_text()
    assert "digest-team" in page
    assert "Buttons: Cancel, Record" in page
