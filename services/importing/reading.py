"""From a file's bytes to rows of text: encoding, header, number of cells."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.words import closest
from services.importing.problems import Problems

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "teams": ("code", "name", "locality", "office", "channel", "manager_id"),
    "people": (
        "staff_id",
        "name",
        "email",
        "discipline",
        "role",
        "employer",
        "employment",
        "fte",
        "working_pattern",
        "teams",
        "line_manager_id",
        "qualified_on",
        "starts_on",
        "leaves_on",
        "slack",
    ),
    "supervisors": ("staff_id", "kind", "supervisor_id"),
    "posts": ("post_id", "discipline", "employer", "teams", "state", "holder_id", "funded_from", "funded_until"),
    "absence": ("staff_id", "first_day", "last_day"),
    "history": ("staff_id", "kind", "held_on", "start", "minutes"),
    "travel": ("office_a", "office_b", "minutes"),
}
FILES: Mapping[str, str] = {name: name for name in COLUMNS} | {"partners": "people"}


@dataclass(frozen=True, slots=True)
class TextRow:
    """One line of a file: its number and its cells by column, trimmed."""

    file: str
    number: int
    cells: Mapping[str, str]


def read_folder(folder: Path, problems: Problems) -> dict[str, list[TextRow]]:
    """The rows of each file that is there, by file name without `.csv`."""
    found = {name: folder / f"{name}.csv" for name in FILES if (folder / f"{name}.csv").is_file()}
    if not found:
        wanted = ", ".join(f"{name}.csv" for name in FILES)
        problems.add(str(folder.name), None, None, "", "no file to import", f"a folder with some of: {wanted}")
    return {name: _read(path, COLUMNS[FILES[name]], problems) for name, path in found.items()}


def _read(path: Path, columns: tuple[str, ...], problems: Problems) -> list[TextRow]:
    text = _decode(path.read_bytes())
    if "\x00" in text:
        problems.add(path.name, None, None, "", "this is not a text file", "export it again as CSV")
        return []
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip() for cell in next(reader, [])]
    if not _header_fits(path.name, header, columns, problems):
        return []
    rows = []
    for cells in reader:
        number = reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            problems.add(
                path.name, number, None, "", f"{len(cells)} cells", f"{len(header)} cells; quote a text with commas"
            )
            continue
        rows.append(TextRow(path.name, number, dict(zip(header, (c.strip() for c in cells), strict=True))))
    return rows


def _decode(data: bytes) -> str:
    """UTF-8 with or without byte order mark, else Windows-1252, which is what Excel writes."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _header_fits(file: str, header: list[str], columns: tuple[str, ...], problems: Problems) -> bool:
    if not header:
        problems.add(file, 1, None, "", "the file is empty", f"a first row with: {', '.join(columns)}")
        return False
    missing = [c for c in columns if c not in header]
    for column in missing:
        near = closest(column, [h for h in header if h not in columns], most=1)
        hint = f"rename '{near[0]}' to '{column}'" if near else f"add the column '{column}'"
        problems.add(file, 1, column, "", "this column is missing", hint)
    near_missing = {h for c in missing for h in closest(c, header, most=1)}
    for extra in header:
        if extra not in columns and extra not in near_missing:
            problems.add(file, 1, extra, "", "this column is not known", "remove it")
    for twice in sorted({h for h in header if header.count(h) > 1}):
        problems.add(file, 1, twice, "", "this column is there twice", "keep one of them")
    return set(header) == set(columns) and len(header) == len(columns)
