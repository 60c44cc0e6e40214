"""A month in parts that hang together only where somebody is in two of them: supervisors with their people."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations

from planning.month.problem import Candidate, Task

Part = frozenset[int]
"""Numbers of tasks."""


def by_supervisor(tasks: Sequence[Task]) -> list[Part]:
    """Whoever may be seen by the same supervisor is in one part."""
    return joined((task.number, [candidate.supervisor_id for candidate in task.candidates]) for task in tasks)


def clashing(parts: Iterable[Part], chosen: Mapping[int, Candidate]) -> list[Part]:
    """Parts again, those joined whose bookings want the same person at the same time."""
    keys: dict[int, set[Hashable]] = defaultdict(set)
    for number, part in enumerate(parts):
        for task in part:
            keys[task].add(number)
    diary: dict[tuple[str, object], list[Candidate]] = defaultdict(list)
    for candidate in chosen.values():
        diary[candidate.staff_id, candidate.day].append(candidate)
        diary[candidate.supervisor_id, candidate.day].append(candidate)
    for day in diary.values():
        for one, other in combinations(day, 2):
            if one.start < other.end and other.start < one.end:
                keys[one.task] |= keys[other.task]
    return joined(keys.items())


def joined(members: Iterable[tuple[int, Iterable[Hashable]]]) -> list[Part]:
    """Members that share a key are together, in order of their lowest."""
    groups: dict[Hashable, set[int]] = {}
    for member, keys in members:
        own = {member}
        for key in set(keys):
            own |= groups.get(key, set())
            groups[key] = own
        _point(groups, own)
    return [frozenset(own) for own in sorted({id(own): own for own in groups.values()}.values(), key=min)]


def _point(groups: dict[Hashable, set[int]], own: set[int]) -> None:
    for key, group in groups.items():
        if group & own:
            groups[key] = own
