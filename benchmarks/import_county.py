"""Importing the sample county into a new SQLite database, and once more when nothing changed."""

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.support import ROOT, table
from domain.programme import parse_programme
from services.importing import import_folder
from storage import schema
from storage.unit_of_work import Database

NOW = datetime(2020, 4, 27, 8, 0, tzinfo=UTC)


def main() -> str:
    programme = parse_programme((ROOT / "programmes" / "oxfordshire.toml").read_text(encoding="utf-8"), "programme")
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        database = Database.at(f"sqlite:///{Path(folder) / 'import.db'}")
        schema.upgrade(database.engine)
        for _ in range(2):
            start = time.perf_counter()
            import_folder(database, programme, ROOT / "practice" / "sample", actor_id="system", now=NOW)
            seconds.append(time.perf_counter() - start)
        database.close()
    rows = [["new", f"{seconds[0]:.2f}", "3"], ["again, unchanged", f"{seconds[1]:.2f}", ""]]
    return table("Import of the county (s)", ["import", "seconds", "goal"], rows)


if __name__ == "__main__":
    print(main())
