"""A team's family reviews: what is to come, and what was not recorded yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import access
from domain.access import Action, Actor
from services.desk import Desk
from services.reviews.view import ReviewView, find, require, view
from services.team import find_team
from storage import reviews
from storage.roster import load_roster
from storage.tables import Invitation

AHEAD = timedelta(days=182)
BEHIND = timedelta(days=28)
MOST = 8


@dataclass(frozen=True, slots=True)
class ReviewsView:
    """`coming` in order; `past` are the last four weeks', newest first. `calls`: the reader may call one."""

    team: str
    team_code: str
    coming: tuple[ReviewView, ...]
    past: tuple[ReviewView, ...]
    more: int
    calls: bool


def of_team(desk: Desk, actor: Actor, typed: str, now: datetime) -> ReviewsView:
    """A team's reviews. Raises `NotFound` or `NotAllowed`."""
    with desk.database.read() as session:
        roster = load_roster(session)
        code = find_team(roster, actor, typed)
        access.require(access.may_about_team(actor, Action.SEE_GROUP, code), Action.SEE_GROUP)
        rows = reviews.of_teams(session, [code], now - BEHIND, now + AHEAD)
        coming = [row for row in rows if row.starts_at + timedelta(minutes=row.minutes) > now]
        past = [row for row in rows if row not in coming][::-1]
        return ReviewsView(
            team=roster.teams[code].name,
            team_code=code,
            coming=tuple(view(desk, session, roster, actor, row, now) for row in coming[:MOST]),
            past=tuple(view(desk, session, roster, actor, row, now) for row in past[:MOST]),
            more=max(0, len(coming) - MOST),
            calls=bool(desk.programme.agencies) and access.may_about_team(actor, Action.CALL_REVIEW, code),
        )


def one(desk: Desk, actor: Actor, review_id: str, now: datetime) -> ReviewView:
    with desk.database.read() as session:
        roster = load_roster(session)
        row = find(session, roster, review_id)
        require(actor, Action.SEE_GROUP, row)
        return view(desk, session, roster, actor, row, now)


def arrange(desk: Desk, actor: Actor, review_id: str, said: dict[str, Invitation], now: datetime) -> ReviewView:
    """Say how far the invitation of each agency has come. What is not named stays."""
    with desk.database.work(actor.staff_id, now) as uow:
        roster = load_roster(uow.session)
        row = find(uow.session, roster, review_id, lock=True)
        require(actor, Action.CALL_REVIEW, row)
        for agency in reviews.agencies(uow.session, [row.id])[row.id]:
            state = said.get(agency.agency, agency.invitation)
            if state is not agency.invitation:
                agency.invitation, agency.changed_at, agency.changed_by = state, now, actor.staff_id
                uow.session.add(agency)
                uow.record("review.invitation", row.id, {"agency": agency.agency, "state": state.value})
        uow.session.flush()
        shown = view(desk, uow.session, roster, actor, row, now, "arranged")
        uow.commit()
        return shown
