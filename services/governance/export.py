"""Actions, the register, decisions and posts as plain rows, for a file that other programs read."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.governance.actions import Origin
from domain.governance.risks import score
from services.desk import Desk
from services.governance.sources import name_of
from services.posts.overview import build
from storage import governance
from storage.roster import load_roster

Row = dict[str, str | int | None]


def actions(desk: Desk, now: datetime) -> list[Row]:  # noqa: ARG001  one shape for all exports
    """Every action, open or settled. People are named by staff id and name; days are ISO."""
    with desk.database.read() as session:
        people, rows = load_roster(session).people, governance.all_actions(session)
    return [
        {
            "number": row.number,
            "text": row.text,
            "owner_id": row.owner_id,
            "owner": people[row.owner_id].name,
            "due": _iso(row.due_on),
            "state": row.state.value,
            "done": _iso(row.done_on),
            "reason": row.reason,
            "source": row.source_kind,
            "source_key": row.source_key,
            "source_name": name_of(desk.programme, Origin(row.source_kind, row.source_key)).name,
            "added": _iso(desk.today(row.added_at)),
        }
        for row in rows
    ]


def risks(desk: Desk, now: datetime) -> list[Row]:  # noqa: ARG001  one shape for all exports
    """Every line of the register, open or closed."""
    with desk.database.read() as session:
        people, rows = load_roster(session).people, governance.all_risks(session)
    return [
        {
            "number": row.number,
            "kind": row.kind.value,
            "text": row.text,
            "mitigation": row.mitigation,
            "probability": row.probability,
            "impact": row.impact,
            "score": score(row.kind, row.probability, row.impact),
            "owner_id": row.owner_id,
            "owner": people[row.owner_id].name,
            "review": _iso(row.review_on),
            "milestone": row.milestone_key,
            "state": row.state.value,
            "reason": row.reason,
        }
        for row in rows
    ]


def decisions(desk: Desk, now: datetime) -> list[Row]:  # noqa: ARG001  one shape for all exports
    """Everything that boards were asked."""
    with desk.database.read() as session:
        people, rows = load_roster(session).people, governance.all_decisions(session)
    return [
        {
            "number": row.number,
            "board": row.board,
            "kind": row.kind.value,
            "text": row.text,
            "owner_id": row.owner_id,
            "owner": people[row.owner_id].name,
            "milestone": row.milestone_key,
            "state": row.state.value,
            "outcome": row.outcome,
            "decided": _iso(row.decided_on),
        }
        for row in rows
    ]


def posts(desk: Desk, now: datetime) -> list[Row]:
    """Every funded post as it stands at `now`."""
    return [
        {
            "post_id": line.post_id,
            "discipline": line.discipline,
            "employer": line.employer,
            "teams": _joined(line.teams),
            "state": line.state_key,
            "empty": "yes" if line.empty else "no",
            "empty_since": _iso(line.empty_since),
            "starts": _iso(line.starts_on),
            "funded_from": _iso(line.funded_from),
            "funded_until": _iso(line.funded_until),
            "sustainable": {True: "yes", False: "no", None: "open"}[line.sustainable],
        }
        for line in build(desk, "", now).lines
    ]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _joined(words: Sequence[str]) -> str:
    return "; ".join(words)
