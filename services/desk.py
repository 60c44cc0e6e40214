"""What every service function works with: the records, the programme and the calendar."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.calendar import BankHolidays, to_local
from domain.programme import Programme
from storage.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """One authority's records, its programme and England's bank holidays."""

    database: Database
    programme: Programme
    holidays: BankHolidays

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.programme.zone)

    def today(self, now: datetime) -> date:
        """The local day at `now`."""
        return to_local(now, self.zone).date()
