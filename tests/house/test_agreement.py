import json
import re
from pathlib import Path

import pytest

from bot.gallery import render, write_gallery
from bot.gallery_samples import SAMPLES
from bot.manifest import manifest
from bot.settings import Settings
from commands.catalogue import COMMANDS
from commands.registry import Noun
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


def test_the_gallery_is_written(tmp_path: Path) -> None:
    assert write_gallery(tmp_path) == len(SAMPLES)
    entry = json.loads((tmp_path / "digest-team.json").read_text())
    assert entry["surface"] == "message"
    assert entry["text"].startswith("North 1")
    assert "digest-team" in (tmp_path / "index.html").read_text()
