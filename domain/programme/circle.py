"""Finding a circle among things that wait for one another."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter


def find_circle(links: Iterable[tuple[str, str]]) -> list[str]:
    """The keys of one circle among (before, after) links, its first key repeated at the end; empty when none."""
    graph: TopologicalSorter[str] = TopologicalSorter()
    for before, after in sorted(set(links)):
        graph.add(after, before)
    try:
        graph.prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        first = circle.index(min(circle))
        turned = circle[first:-1] + circle[:first]
        return [*turned, turned[0]]
    return []
