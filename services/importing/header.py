"""Which files and columns there are, and what is wrong with a first row."""

from collections.abc import Mapping, Sequence

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
    "terms": ("term", "first_day", "last_day"),
}
FILES: Mapping[str, str] = {name: name for name in COLUMNS} | {"partners": "people"}
SEPARATORS: Mapping[str, str] = {";": "semicolons", "\t": "tabs", "|": "bars"}


def header_fits(file: str, header: Sequence[str], columns: tuple[str, ...], problems: Problems) -> bool:
    """Every column once and no other; else each difference is a problem."""
    whole = _wrong_as_a_whole(header, columns)
    if whole is not None:
        problems.add(file, 1, None, "", *whole)
        return False
    missing = [c for c in columns if c not in header]
    for column in missing:
        near = closest(column, [h for h in header if h not in columns], most=1)
        hint = f"rename '{near[0]}' to '{column}'" if near else f"add the column '{column}'"
        problems.add(file, 1, column, "", "this column is missing", hint)
    near_missing = {h for c in missing for h in closest(c, header, most=1)}
    for extra in header:
        if extra not in columns and extra not in near_missing:
            problems.add(file, 1, extra or "(no name)", "", "this column is not known", "remove it")
    for twice in sorted({h for h in header if header.count(h) > 1}):
        problems.add(file, 1, twice or "(no name)", "", "this column is there twice", "keep one of them")
    return set(header) == set(columns) and len(header) == len(columns)


def _wrong_as_a_whole(header: Sequence[str], columns: tuple[str, ...]) -> tuple[str, str] | None:
    """One problem rather than one a column: nothing there, another separator, or rows without a header."""
    wanted = f"a first row with: {', '.join(columns)}"
    if not any(header):
        return "the first row is empty", wanted
    for sign, name in SEPARATORS.items():
        if len(header) == 1 and sign in header[0]:
            return f"the cells are separated by {name}", "commas between the cells (save it as CSV, comma separated)"
    if not any(closest(column, header, most=1) for column in columns):
        return "the first row does not hold the columns' names", wanted
    return None
