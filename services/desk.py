"""What every service function works with: the records, the programme and the calendar."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.calendar import BankHolidays, to_local
from domain.programme import Programme
from services.reach import Reach
from storage.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """One authority's records, its programme, England's bank holidays, and how people without Slack are reached."""

    database: Database
    programme: Programme
    holidays: BankHolidays
    reach: Reach = field(default_factory=Reach)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.programme.zone)

    def today(self, now: datetime) -> date:
        """The local day at `now`."""
        return to_local(now, self.zone).date()
