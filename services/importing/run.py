"""The import itself: read, check, and write what differs, in one transaction."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, select

from domain.programme import Programme
from services.importing import rows
from services.importing.problems import ImportRefused, Problems
from services.importing.reading import TextRow, read_folder
from services.importing.rows import Known, Parsed
from services.importing.write import write
from storage.roster import next_version
from storage.tables import PersonRow, SupervisorLinkRow, TeamRow
from storage.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """Counts by noun: teams, people, posts, supervisors, absences, sessions, travel."""

    added: Mapping[str, int] = field(default_factory=Counter)
    changed: Mapping[str, int] = field(default_factory=Counter)
    unchanged: Mapping[str, int] = field(default_factory=Counter)
    left: Mapping[str, int] = field(default_factory=Counter)


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
        parsed = _parse(files, programme, uow.session, now, problems)
        if problems.found:
            raise ImportRefused(tuple(problems.found))
        counts = write(uow, parsed, frozenset(files), full=full, zone=programme.zone)
        if not dry_run:
            next_version(uow.session)
            uow.commit()
    return ImportSummary(counts["added"], counts["changed"], counts["unchanged"], counts["left"])


def _parse(
    files: Mapping[str, list[TextRow]], programme: Programme, session: Session, now: datetime, problems: Problems
) -> Parsed:
    stored = {row.staff_id: row for row in session.exec(select(PersonRow))}
    staff = {s for name in ("people", "partners") for s in rows.ids(files.get(name, []), "staff_id")} | set(stored)
    teams = rows.ids(files.get("teams", []), "code") | set(session.exec(select(TeamRow.code)))
    known = Known(staff, teams)
    out = Parsed()
    for cells in rows.each(files.get("teams", []), problems):
        rows.parse_team(cells, known, out)
    for name in ("people", "partners"):
        for cells in rows.each(files.get(name, []), problems):
            rows.parse_person(cells, known, out, programme, name)
    for cells in rows.each(files.get("supervisors", []), problems):
        rows.parse_supervisor(cells, known, out, programme)
    for cells in rows.each(files.get("posts", []), problems):
        rows.parse_post(cells, known, out, programme, stored | out.people)
    for cells in rows.each(files.get("absence", []), problems):
        rows.parse_absence(cells, known, out)
    bosses = {(r.staff_id, r.kind): r.supervisor_id for r in session.exec(select(SupervisorLinkRow))}
    bosses |= {key: row.supervisor_id for key, row in out.supervisors.items()}
    for cells in rows.each(files.get("history", []), problems):
        rows.parse_history(cells, known, out, programme, now, bosses)
    for cells in rows.each(files.get("travel", []), problems):
        rows.parse_travel(cells, out)
    return out
