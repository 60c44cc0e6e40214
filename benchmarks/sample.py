"""The practice county as the planner sees it, read by the product's own import."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import Session

from domain.calendar import BankHolidays, Month
from domain.programme import parse_programme
from domain.roster import Roster
from planning.group.model import GroupRequest
from planning.month.model import MonthRequest
from services.desk import Desk
from services.importing import import_folder
from services.planning.group_request import group_request
from services.planning.request import Wanted, month_request
from storage import schema
from storage.roster import load_roster
from storage.unit_of_work import Database

ROOT = Path(__file__).parent.parent
PRACTICE_START = datetime(2020, 4, 27, 8, 0, tzinfo=UTC)


def sample_requests(months: tuple[Month, ...]) -> list[MonthRequest]:
    """What is due in each month of everybody in `practice/sample`, as seen on Monday 27 April 2020."""
    with sample_desk() as (desk, session, roster):
        everybody = frozenset(roster.people)
        return [month_request(desk, session, roster, Wanted(month, everybody), PRACTICE_START) for month in months]


def sample_template(first: date, last: date) -> GroupRequest:
    """The group supervision of every team in `practice/sample` from `first` to `last`."""
    with sample_desk() as (desk, session, roster):
        return group_request(desk, session, roster, first, last)


@contextmanager
def sample_desk() -> Iterator[tuple[Desk, Session, Roster]]:
    """The practice county imported into a database of its own, which is gone afterwards."""
    file = ROOT / "programmes" / "oxfordshire.toml"
    programme = parse_programme(file.read_text(encoding="utf-8"), file.name)
    with TemporaryDirectory() as folder:
        database = Database.at(f"sqlite:///{folder}/sample.db")
        schema.upgrade(database.engine)
        import_folder(database, programme, ROOT / "practice" / "sample", actor_id="system", now=PRACTICE_START)
        desk = Desk(database, programme, BankHolidays(programme.bank_holidays))
        with database.read() as session:
            yield desk, session, load_roster(session)
        database.close()
