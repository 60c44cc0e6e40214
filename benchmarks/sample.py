"""The practice county as the planner sees it, read by the product's own import."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.calendar import BankHolidays, Month
from domain.programme import parse_programme
from planning.month.model import MonthRequest
from services.desk import Desk
from services.importing import import_folder
from services.planning.request import Wanted, month_request
from storage import schema
from storage.roster import load_roster
from storage.unit_of_work import Database

ROOT = Path(__file__).parent.parent
PRACTICE_START = datetime(2020, 4, 27, 8, 0, tzinfo=UTC)


def sample_requests(months: tuple[Month, ...]) -> list[MonthRequest]:
    """What is due in each month of everybody in `practice/sample`, as seen on Monday 27 April 2020."""
    file = ROOT / "programmes" / "oxfordshire.toml"
    programme = parse_programme(file.read_text(encoding="utf-8"), file.name)
    with TemporaryDirectory() as folder:
        database = Database.at(f"sqlite:///{folder}/sample.db")
        schema.upgrade(database.engine)
        import_folder(database, programme, ROOT / "practice" / "sample", actor_id="system", now=PRACTICE_START)
        desk = Desk(database, programme, BankHolidays(programme.bank_holidays))
        with database.read() as session:
            roster = load_roster(session)
            found = [
                month_request(desk, session, roster, Wanted(month, frozenset(roster.people)), PRACTICE_START)
                for month in months
            ]
        database.close()
    return found
