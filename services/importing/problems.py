"""What is wrong in a file, and what to write instead."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.words import closest


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """`row` is the line as a spreadsheet numbers it: the header is 1."""

    file: str
    row: int | None
    column: str | None
    value: str
    wrong: str
    instead: str


class ImportRefused(Exception):
    """Nothing was stored; `problems` lists everything that is wrong."""

    def __init__(self, problems: tuple[ImportProblem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass
class Problems:
    """The list that grows while files are read."""

    found: list[ImportProblem] = field(default_factory=list)

    def add(self, file: str, row: int | None, column: str | None, value: str, wrong: str, instead: str) -> None:
        self.found.append(ImportProblem(file, row, column, value, wrong, instead))

    def unknown(self, file: str, row: int, column: str, value: str, known: Iterable[str], noun: str) -> None:
        words = sorted(known)
        near = closest(value, words) or words[:8]
        instead = f"one of: {', '.join(near)}" if near else f"a {noun} that is in the files"
        self.add(file, row, column, value, f"no such {noun}" if value else "this is empty", instead)
