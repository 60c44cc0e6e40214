"""From a folder to rows of text: every file that is there, and the ids it defines."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from services.importing.header import COLUMNS, FILES, header_fits
from services.importing.problems import Problems
from services.importing.text import Unreadable, decode, lines


@dataclass(frozen=True, slots=True)
class TextRow:
    """One line of a file: its number and its cells by column, trimmed."""

    file: str
    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file. `ids` is its first column, of rows that are wrong too; it is all of them only when `whole`."""

    rows: tuple[TextRow, ...] = ()
    ids: frozenset[str] = frozenset()
    whole: bool = True


def read_folder(folder: Path, problems: Problems) -> dict[str, Sheet]:
    """Each file that is there, by its name without `.csv`."""
    found = _files(folder)
    known = {name: found[name] for name in FILES if name in found}
    if not known:
        wanted = ", ".join(f"{name}.csv" for name in FILES)
        problems.add(folder.name, None, None, "", "no file to import", f"a folder with some of: {wanted}")
    return {name: _read(path, COLUMNS[FILES[name]], problems) for name, path in known.items()}


def not_read(folder: Path) -> list[str]:
    """CSV files whose name says nothing to the import: most likely misspelt."""
    return sorted(path.name for name, path in _files(folder).items() if name not in FILES)


def _files(folder: Path) -> dict[str, Path]:
    paths = (p for p in sorted(folder.iterdir()) if p.is_file() and p.suffix.casefold() == ".csv")
    return {path.stem.casefold(): path for path in paths}


def _read(path: Path, columns: tuple[str, ...], problems: Problems) -> Sheet:
    grid: list[list[str]] = []
    whole = True
    try:
        for cells in lines(decode(path.read_bytes())):
            grid.append([cell.strip() for cell in cells])  # noqa: PERF401  what was read before a fault is kept
    except Unreadable as error:
        problems.add(path.name, error.row, None, "", error.wrong, error.instead)
        whole = False
        if not grid:
            return Sheet(whole=False)
    header = _trimmed(grid[0] if grid else [], 0)
    fits = header_fits(path.name, header, columns, problems)
    if columns[0] not in header:
        return Sheet(whole=False)
    at = header.index(columns[0])
    ids = frozenset(cells[at] for cells in grid[1:] if len(cells) > at and cells[at])
    return Sheet(_rows(path.name, header, grid, problems) if fits else (), ids, whole)


def _rows(file: str, header: list[str], grid: list[list[str]], problems: Problems) -> tuple[TextRow, ...]:
    rows = []
    for number, raw in enumerate(grid[1:], 2):
        cells = _trimmed(raw, len(header))
        if not any(cells):
            continue
        if len(cells) == len(header):
            rows.append(TextRow(file, number, dict(zip(header, cells, strict=True))))
        else:
            wrong = f"{len(cells)} cells"
            problems.add(file, number, None, "", wrong, f"{len(header)} cells; quote a text with commas")
    return tuple(rows)


def _trimmed(cells: list[str], least: int) -> list[str]:
    """Without the empty cells that spreadsheets leave at the end."""
    end = len(cells)
    while end > least and not cells[end - 1]:
        end -= 1
    return cells[:end]
