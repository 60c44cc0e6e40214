"""A term's question made ready: every team's possible slots, who cannot come to each, and who is shared."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from domain.supervision.causes import Cause
from planning.group.model import Absent, Fixed, GroupRequest, GroupSlot, NoSlot, TeamNeed
from planning.group.people import absent_for_the_term, cannot_come, everybody
from planning.group.slots import candidates, travel_minutes


class Board:
    """Teams and people in the order of their codes and ids, whatever the order of the request's rows.

    `options` holds every slot at which the team's chair is free; `missing` who of the `expected` cannot come to it.
    """

    def __init__(self, request: GroupRequest) -> None:
        self.request = request
        self.needs: Mapping[str, TeamNeed] = {need.code: need for need in sorted(request.teams, key=_row)}
        self._commitments: dict[str, list[Fixed]] = defaultdict(list)
        for fixed in request.fixed:
            self._commitments[fixed.staff_id].append(fixed)
        named = {staff_id for need in self.needs.values() for staff_id in everybody(need)}
        self._away = {staff_id: absent_for_the_term(request, staff_id) for staff_id in named}
        self.expected = {code: self._expected(need) for code, need in self.needs.items()}
        self.no_slot: dict[str, NoSlot] = {}
        self.options: dict[str, dict[GroupSlot, Mapping[str, Cause]]] = {}
        for code, need in self.needs.items():
            self._find_options(code, need)
        self.teams_of: dict[str, list[str]] = defaultdict(list)
        for code in self.options:
            for staff_id in self.expected[code]:
                self.teams_of[staff_id].append(code)

    def away(self, code: str) -> list[Absent]:
        """Members who are expected nowhere this term."""
        causes = ((staff_id, self._away[staff_id]) for staff_id in sorted(everybody(self.needs[code])))
        return [Absent(staff_id, cause) for staff_id, cause in causes if cause is not None]

    def travel(self, one: str, other: str) -> int:
        """Minutes between the offices of two teams."""
        return travel_minutes(self.request, self.needs[one].office, self.needs[other].office)

    def chairs(self, staff_id: str, code: str) -> bool:
        return self.needs[code].chair_id == staff_id

    def pairs(self) -> Iterator[tuple[str, str, list[str]]]:
        """Two teams with slots to choose from, and the people expected in both."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for staff_id, codes in sorted(self.teams_of.items()):
            for one, other in combinations(codes, 2):
                found[one, other].append(staff_id)
        for (one, other), people in sorted(found.items()):
            yield one, other, people

    def _expected(self, need: TeamNeed) -> tuple[str, ...]:
        return tuple(sorted(staff_id for staff_id in everybody(need) if self._away[staff_id] is None))

    def _find_options(self, code: str, need: TeamNeed) -> None:
        tried = list(candidates(self.request, need))
        found = {slot: self._missing(code, slot) for slot in tried}
        options = {slot: missing for slot, missing in found.items() if need.chair_id not in missing}
        cause = self._no_chair(need) or (None if options else self._blocked(need, found))
        if cause is None:
            self.options[code] = options
        else:
            self.no_slot[code] = NoSlot(code, cause)

    def _missing(self, code: str, slot: GroupSlot) -> Mapping[str, Cause]:
        found = {
            staff_id: cannot_come(self.request.diaries[staff_id], self._commitments.get(staff_id, ()), slot)
            for staff_id in self.expected[code]
        }
        return {staff_id: cause for staff_id, cause in found.items() if cause is not None}

    def _no_chair(self, need: TeamNeed) -> Cause | None:
        if need.chair_id is None or need.chair_id not in self.request.diaries:
            return Cause.NO_SUPERVISOR
        return self._away[need.chair_id]

    def _blocked(self, need: TeamNeed, found: Mapping[GroupSlot, Mapping[str, Cause]]) -> Cause:
        """Only commitments stand in the way of a chair who works long enough on some day."""
        assert need.chair_id is not None
        causes = {missing[need.chair_id] for missing in found.values()}
        return Cause.OTHER_COMMITMENT if Cause.OTHER_COMMITMENT in causes else Cause.WORKING_PATTERN


def _row(need: TeamNeed) -> tuple[str, str]:
    return need.code, repr(need)
