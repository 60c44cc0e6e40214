"""The import itself: read, check, and write what differs, in one transaction."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from domain.programme import Programme
from domain.roster import Roster
from services.importing import rows
from services.importing.cells import Cells
from services.importing.ledger import Change
from services.importing.problems import ImportRefused, Problems
from services.importing.reading import Sheet, read_folder
from services.importing.rows import Known, Open, Parsed
from services.importing.write import write
from services.posts.imported import note_states
from storage.posts import roster_states
from storage.roster import next_version, read_roster
from storage.tables import PersonRow, SchoolTermRow, SupervisorLinkRow, TeamRow
from storage.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """Counts by noun, every change, and the roster as it is now (after a dry run: as it would be)."""

    added: Mapping[str, int]
    changed: Mapping[str, int]
    unchanged: Mapping[str, int]
    left: Mapping[str, int]
    changes: tuple[Change, ...]
    roster: Roster


def import_folder(
    database: Database,
    programme: Programme,
    folder: Path,
    *,
    actor_id: str,
    now: datetime,
    dry_run: bool = False,
    full: bool = False,
) -> ImportSummary:
    """Import the CSV files of `folder`. Raises `ImportRefused` with every problem, having stored nothing.

    With `full`, somebody who is no longer in the file they came from is marked as having left today.
    """
    problems = Problems()
    files = read_folder(folder, problems)
    with database.work(actor_id, now) as uow:
        parsed = _parse(files, programme, uow.session, now, problems, full=full)
        if problems.found:
            raise ImportRefused(tuple(problems.found))
        before = roster_states(uow.session)
        ledger = write(uow, parsed, frozenset(files), full=full, zone=programme.zone)
        note_states(uow, programme, before, now.astimezone(ZoneInfo(programme.zone)).date())
        roster = read_roster(uow.session)
        if not dry_run:
            next_version(uow.session)
            uow.commit()
    counts = [ledger.count(how) for how in ("added", "changed", "left")]
    return ImportSummary(counts[0], counts[1], ledger.unchanged, counts[2], tuple(ledger.changes), roster)


def _parse(
    files: Mapping[str, Sheet],
    programme: Programme,
    session: Session,
    now: datetime,
    problems: Problems,
    *,
    full: bool,
) -> Parsed:
    stored = {row.staff_id: row for row in session.exec(select(PersonRow))}
    known = Known(
        _ids([files[name] for name in ("people", "partners") if name in files], stored),
        _ids([files["teams"]] if "teams" in files else [], session.exec(select(TeamRow.code)).all()),
    )
    out = Parsed()
    for cells in _cells(files, "teams", problems):
        rows.parse_team(cells, known, out)
    for name in ("people", "partners"):
        for cells in _cells(files, name, problems):
            rows.parse_person(cells, known, out, programme, name)
    for cells in _cells(files, "supervisors", problems):
        rows.parse_supervisor(cells, known, out, programme)
    for cells in _cells(files, "posts", problems):
        rows.parse_post(cells, known, out, programme, stored | out.people)
    for cells in _cells(files, "absence", problems):
        rows.parse_absence(cells, known, out)
    bosses = {(r.staff_id, r.kind): r.supervisor_id for r in session.exec(select(SupervisorLinkRow))}
    bosses |= {key: row.supervisor_id for key, row in out.supervisors.items()}
    for cells in _cells(files, "history", problems):
        rows.parse_history(cells, known, out, programme, now, bosses)
    for cells in _cells(files, "travel", problems):
        rows.parse_travel(cells, out)
    listed = _cells(files, "terms", problems)
    named = {cells.raw("term") for cells in listed}
    staying = [] if full else [row for row in session.exec(select(SchoolTermRow)) if row.term not in named]
    for cells in listed:
        rows.parse_term(cells, staying, out)
    return out


def _ids(sheets: Collection[Sheet], stored: Iterable[str]) -> frozenset[str]:
    """The ids in the files and in the tables. A file that could not be read to its end may have defined any."""
    found = frozenset(stored).union(*(sheet.ids for sheet in sheets))
    return found if all(sheet.whole for sheet in sheets) else Open(found)


def _cells(files: Mapping[str, Sheet], name: str, problems: Problems) -> list[Cells]:
    return [Cells(row, problems) for row in files[name].rows] if name in files else []
