"""What is coming up for somebody: the sessions they give, one they have not confirmed, the milestones they own."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from domain.calendar import local
from domain.supervision.states import SessionState
from services import notices
from services.desk import Desk
from services.notices import ComingView, Drop, Subject
from services.sessions import SessionView, view
from services.timeline import MilestoneLine, milestone_lines
from storage import sessions
from storage.roster import load_roster


@dataclass(frozen=True, slots=True)
class DiaryView:
    """The sessions that the reader gives on one day."""

    day: date
    sessions: tuple[SessionView, ...]


@dataclass(frozen=True, slots=True)
class MilestonesView:
    """`late` are past their forecast, `coming` still ahead of it; none of them is done."""

    late: tuple[MilestoneLine, ...]
    coming: tuple[MilestoneLine, ...]
    again: str = ""


def diary(desk: Desk, about: Subject, now: datetime) -> DiaryView | Drop:
    """As the day stands at this moment; what is over already is left out."""
    day = date.fromisoformat(about.subject)
    first, until = (local(d, time(), desk.zone) for d in (day, day + timedelta(days=1)))
    with desk.database.read() as session:
        roster = load_roster(session)
        rows = sessions.concerning(session, about.staff_id or "", max(first, now), until)
        given = tuple(view(desk, roster, row) for row in rows if row.supervisor_id == about.staff_id)
    return DiaryView(day, given) if given else Drop("nothing_left")


def unconfirmed(desk: Desk, about: Subject, now: datetime) -> ComingView | Drop:
    found = notices.coming(desk, about, now)
    if not isinstance(found, ComingView):
        return found
    if found.session.state != SessionState.PLANNED:
        return Drop("confirmed")
    return replace(found, again=f"supervision_unconfirmed|{about.subject}")


def milestones(desk: Desk, about: Subject, now: datetime) -> MilestonesView | Drop:
    """Those that are still open, by their forecast of this moment."""
    today = desk.today(now)
    open_ = [line for line in milestone_lines(desk, now) if line.key in about.facts["about"] and line.actual is None]
    if not open_:
        return Drop("done")
    late = tuple(line for line in open_ if line.forecast < today)
    coming = tuple(line for line in open_ if line.forecast >= today)
    return MilestonesView(late, coming, again=f"milestones|{about.subject}")
