"""The term's template as a constraint model: one boolean for every slot a team could have."""

from collections import defaultdict
from collections.abc import Mapping
from hashlib import blake2b
from itertools import combinations

from ortools.sat.python import cp_model

from planning.group.board import Board
from planning.group.cost import WEIGHTS, Term, price
from planning.group.model import GroupSlot
from planning.group.slots import PHASES, span

TIE_BITS = 30
"""Random-looking weights make one schedule the best of all that cost the same; with 30 bits two alike are a matter of
one case in hundreds of thousands."""

CROWDED = 4
"""From this many teams on, pairs of teams alone no longer let the solver prove who must miss one."""

Days = Mapping[tuple[int, int], list[tuple[GroupSlot, cp_model.IntVar]]]


class Template:
    """`slots[code][slot]` is true where a team meets then; `excused[staff_id, code]` where somebody goes elsewhere."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.model = cp_model.CpModel()
        self.slots = {
            code: {slot: self.model.new_bool_var(f"{code} {_name(slot)}") for slot in options}
            for code, options in board.options.items()
        }
        self.unplaced = {code: self.model.new_bool_var(f"{code} unplaced") for code in board.options}
        self.excused: dict[tuple[str, str], cp_model.IntVar] = {}
        self._cost: list[tuple[cp_model.IntVar, int]] = []
        self._days = {code: self._by_day(code) for code in board.options}
        for code in board.options:
            self._one_slot(code)
        for one, other, people in board.pairs():
            self._shared(one, other, people)
        for staff_id, codes in sorted(board.teams_of.items()):
            if len(codes) >= CROWDED:
                self._one_at_a_time(staff_id, codes)
        self.cost = cp_model.LinearExpr.weighted_sum([v for v, _ in self._cost], [w for _, w in self._cost])

    def tie_break(self) -> cp_model.LinearExprT:
        """What tells apart schedules of the same cost, the same on any machine."""
        named = [(v, f"{code} {_name(slot)}") for code, found in self.slots.items() for slot, v in found.items()]
        named += [(v, f"{staff_id} not in {code}") for (staff_id, code), v in self.excused.items()]
        return cp_model.LinearExpr.weighted_sum([v for v, _ in named], [_weight(name) for _, name in named])

    def hint(self, chosen: Mapping[str, GroupSlot], excused: set[tuple[str, str]]) -> None:
        self.model.proto.clear_solution_hint()
        for code, found in self.slots.items():
            for slot, variable in found.items():
                self.model.add_hint(variable, chosen.get(code) == slot)
            self.model.add_hint(self.unplaced[code], code not in chosen)
        for key, variable in self.excused.items():
            self.model.add_hint(variable, key in excused)

    def _by_day(self, code: str) -> Days:
        found: dict[tuple[int, int], list[tuple[GroupSlot, cp_model.IntVar]]] = defaultdict(list)
        for slot, variable in self.slots[code].items():
            for phase in PHASES[slot.weeks]:
                found[phase, slot.weekday].append((slot, variable))
        return found

    def _one_slot(self, code: str) -> None:
        self.model.add_exactly_one([*self.slots[code].values(), self.unplaced[code]])
        self._cost.append((self.unplaced[code], WEIGHTS[Term.UNPLACED]))
        self._cost += [(variable, price(self.board, code, slot)) for slot, variable in self.slots[code].items()]

    def _shared(self, one: str, other: str, people: list[str]) -> None:
        """Two teams that share people may meet at once only without them."""
        both_at_once = self.model.new_bool_var(f"{one} and {other} at once")
        days = sorted(set(self._days[one]) & set(self._days[other]))
        for day in days:
            self._apart(one, other, day, both_at_once)
        for staff_id in people:
            free = [*self._misses(staff_id, one), *self._misses(staff_id, other)]
            self.model.add(both_at_once <= sum(free))
        if self.board.travel(one, other) and days:
            self._travel_day(one, other, days, people)

    def _apart(self, one: str, other: str, day: tuple[int, int], unless: cp_model.IntVar) -> None:
        """No moment may be held by both, each meeting made longer by the way to the other."""
        both = [*self._days[one][day], *self._days[other][day]]
        travel = self.board.travel(one, other)
        for moment in sorted({span(slot)[0] for slot, _ in both}):
            held = [v for slot, v in both if span(slot)[0] <= moment < span(slot)[1] + travel]
            self.model.add(sum(held) <= 1 + unless)

    def _travel_day(self, one: str, other: str, days: list[tuple[int, int]], people: list[str]) -> None:
        same = self.model.new_bool_var(f"{one} and {other} on one day")
        for day in days:
            self.model.add(sum(v for _, v in (*self._days[one][day], *self._days[other][day])) <= 1 + same)
        for staff_id in people:
            travels = self.model.new_bool_var(f"{staff_id} travels from {one} to {other}")
            free = [*self._misses(staff_id, one), *self._misses(staff_id, other)]
            self.model.add(same <= travels + sum(free))
            self._cost.append((travels, WEIGHTS[Term.TRAVEL_DAY]))

    def _one_at_a_time(self, staff_id: str, codes: list[str]) -> None:
        """Says once more, for all teams of somebody together, that they are in one place: pairs alone prove little."""
        shortest = min(self.board.travel(one, other) for one, other in combinations(codes, 2))
        held: dict[tuple[int, int], list[tuple[int, int, cp_model.IntVar]]] = defaultdict(list)
        for code in codes:
            comes: list[cp_model.IntVar] = []
            for slot, variable in self.slots[code].items():
                if staff_id not in self.board.options[code][slot]:
                    comes.append(self.model.new_bool_var(f"{staff_id} in {code} {_name(slot)}"))
                    self.model.add_implication(comes[-1], variable)
                    for phase in PHASES[slot.weeks]:
                        held[phase, slot.weekday].append((span(slot)[0], span(slot)[1] + shortest, comes[-1]))
            self.model.add_exactly_one([*comes, *self._misses(staff_id, code), self.unplaced[code]])
        for day in held.values():
            for moment in sorted({start for start, _, _ in day}):
                self.model.add_at_most_one(v for start, end, v in day if start <= moment < end)

    def _misses(self, staff_id: str, code: str) -> list[cp_model.IntVar]:
        """The booleans of which one is true where somebody does not come to a team's meeting. A chair always comes."""
        if self.board.chairs(staff_id, code):
            return []
        impossible = [v for slot, v in self.slots[code].items() if staff_id in self.board.options[code][slot]]
        key = staff_id, code
        if key not in self.excused:
            self.excused[key] = self.model.new_bool_var(f"{staff_id} not in {code}")
            self.model.add_at_most_one([*impossible, self.excused[key], self.unplaced[code]])
            self._cost.append((self.excused[key], WEIGHTS[Term.ABSENT]))
        return [*impossible, self.excused[key]]


def _name(slot: GroupSlot) -> str:
    return f"{slot.weeks} {slot.weekday} {slot.start:%H:%M}"


def _weight(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest()) >> (64 - TIE_BITS)
