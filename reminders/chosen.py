"""What people chose: nothing that is muted or paused, and what comes at one moment in one message, if they like."""

import json
from collections.abc import Iterable, Iterator

from domain.calendar import to_local
from reminders.kinds import Kind
from reminders.timing import Due, Facts


def chosen(facts: Facts, found: Iterable[Due]) -> Iterator[Due]:
    """Of what falls due, what is wanted, as it is wanted."""
    teams = {meeting.meeting_id: meeting.team_code for meeting in facts.meetings}
    gathered: dict[tuple[str, str], list[Due]] = {}
    for item in found:
        if item.staff_id is None:
            yield item
            continue
        day = to_local(item.at, facts.zone).date()
        if facts.preferences.silence(item.kind.value, item.staff_id, day, teams.get(item.subject)) is not None:
            continue
        if facts.preferences.gathers(item.kind.value, item.staff_id):
            gathered.setdefault((item.staff_id, item.at.isoformat()), []).append(item)
        else:
            yield item
    for (staff_id, _), items in gathered.items():
        yield items[0] if len(items) == 1 else _together(facts, staff_id, sorted(items, key=lambda item: item.key))


def _together(facts: Facts, staff_id: str, items: list[Due]) -> Due:
    at = items[0].at
    day = to_local(at, facts.zone).date().isoformat()
    parts = tuple(json.dumps([i.kind.value, i.subject, i.key, i.lead, list(i.about)]) for i in items)
    return Due(f"together:{staff_id}:{at.isoformat()}", Kind.TOGETHER, day, at, staff_id=staff_id, about=parts)
