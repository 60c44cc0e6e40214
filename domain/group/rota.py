"""Who leads the activity a meeting opens with: everybody in turn, whoever can come (HERTS 5.9)."""

from collections.abc import Sequence


def choose(candidates: Sequence[str], past: Sequence[str], chair: str | None) -> str | None:
    """The candidate who has led least often, then longest ago, then first by id.

    `past` are the leads of earlier meetings, the oldest first. The chair leads only where nobody else can.
    """
    able = sorted(set(candidates) - {chair}) or sorted(set(candidates) & {chair})
    last = {staff_id: n for n, staff_id in enumerate(past)}
    return min(able, key=lambda staff_id: (past.count(staff_id), last.get(staff_id, -1), staff_id), default=None)


def next_activity(activities: Sequence[str], last: str | None) -> str | None:
    """The activity after the last one, in the programme's order; the first one to begin with."""
    if not activities:
        return None
    return activities[(activities.index(last) + 1) % len(activities)] if last in activities else activities[0]
