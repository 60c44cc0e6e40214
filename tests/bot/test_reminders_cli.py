"""What would be sent, from the command line: order, instants with offset, past and future, and nothing is stored."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from bot.cli import app
from bot.cli import reminders as call
from domain.calendar import Month
from domain.errors import BadValue
from services import people
from services.desk import Desk
from services.planning import proposals
from storage.tables import DeliveryRow
from tests.planning_now import plan_month

MAY = ["reminders", "due", "--from", "2020-05-01", "--to", "2020-06-01"]


def test_what_would_be_sent(desk: Desk, now: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    manager = people.actor_for(desk, "C1060", now)
    proposals.approve(desk, manager, Month(2020, 5), plan_month(desk, manager, Month(2020, 5), now).version, now)
    monkeypatch.setattr(call, "open_desk", lambda: desk)
    found = {}
    for at in ("2020-04-27T09:00+01:00", "2026-11-25T09:00+00:00"):
        result = CliRunner().invoke(app, [*MAY, "--now", at, "--json"])
        assert result.exit_code == 0, result.output
        found[at] = json.loads(result.stdout)["reminders"]
    ahead, behind = found.values()
    assert {line["kind"] for line in ahead} >= {
        "supervision_coming",
        "supervision_diary",
        "supervision_held",
        "supervision_overdue",
        "team_digest",
    }
    assert set(ahead[0]) == {"kind", "recipient", "courier", "at", "subject", "reason"}
    instants = [datetime.fromisoformat(line["at"]) for line in ahead]
    assert instants == sorted(instants)
    assert {line["at"][-6:] for line in ahead} == {"+01:00"}
    assert {line["at"][:7] for line in ahead} == {"2020-05"}
    assert behind == ahead
    table = CliRunner().invoke(app, [*MAY, "--now", "2020-04-27T09:00+01:00"])
    assert f"{len(ahead)} messages; nothing was sent." in table.stdout
    with desk.database.read() as session:
        assert session.exec(select(DeliveryRow)).all() == []


def test_a_span_that_ends_before_it_begins_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call, "open_desk", lambda: desk)
    result = CliRunner().invoke(app, ["reminders", "due", "--from", "2020-06-01", "--to", "2020-05-01"])
    assert isinstance(result.exception, BadValue)
    assert result.exception.facts["what"] == "span"
