"""Who somebody is: links between Slack users and staff, and the roles people are granted."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from domain import access
from domain.access import GRANTED_ROLES, Action, Actor, Role
from domain.errors import AlreadySettled, NotFound, NotLinked
from domain.roster import Roster
from domain.standing import standing
from services.desk import Desk
from services.ports import SlackProfile
from storage import people
from storage.roster import load_roster
from storage.tables import PersonRow, RoleGrantRow, SlackLinkRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to ask; without a Slack user they are shown by name."""

    name: str
    slack_user_id: str | None


@dataclass(frozen=True, slots=True)
class LinkOffer:
    """Somebody on the roster who may be the Slack user who asked; they confirm it with one press."""

    staff_id: str
    name: str
    role_name: str
    service_name: str


@dataclass(frozen=True, slots=True)
class Linked:
    name: str
    slack_user_id: str
    service_name: str
    replaced: bool = False


def identify(desk: Desk, slack_user_id: str, now: datetime) -> Actor:
    """The actor behind a Slack user. Raises `NotLinked`; access ends with the last day in the programme."""
    with desk.database.read() as session:
        staff_id = people.staff_id_of(session, slack_user_id)
        if staff_id is None:
            raise NotLinked(reason="unknown", ask=administrators(session, desk.today(now)))
        roster = load_roster(session)
        actor = _standing(desk, session, roster, staff_id, now, slack_user_id)
        if actor is None:
            why = _why_not(roster, staff_id, desk.today(now))
            raise NotLinked(reason=why, ask=administrators(session, desk.today(now)))
        return actor


def actor_for(desk: Desk, staff_id: str, now: datetime) -> Actor:
    """The actor that a staff id is, for the command line. Raises `NotFound`."""
    with desk.database.read() as session:
        actor = _standing(desk, session, load_roster(session), staff_id, now, people.slack_user_of(session, staff_id))
        if actor is None:
            raise NotFound(what="person", typed=staff_id, suggestions=[])
        return actor


def offer_link(desk: Desk, profile: SlackProfile, now: datetime) -> LinkOffer:
    """Whom the roster takes this Slack user for, by verified e-mail. Guests and strangers are never offered one."""
    with desk.database.read() as session:
        row = _match(desk, session, profile, now)
        return LinkOffer(row.staff_id, row.name, desk.programme.roles[row.role].name, desk.programme.name)


def confirm_link(desk: Desk, profile: SlackProfile, staff_id: str, now: datetime) -> Linked:
    """The person's own yes to `offer_link`; the match is made again, so a forged button gains nothing."""
    with desk.database.work(staff_id, now) as uow:
        row = _match(desk, uow.session, profile, now)
        if row.staff_id != staff_id:
            raise NotLinked(reason="no_match", ask=administrators(uow.session, desk.today(now)))
        _store(uow, _link(profile.slack_user_id, staff_id, "email", staff_id, now))
        uow.record("person.link", staff_id, {"how": "email"})
        uow.commit()
        return Linked(row.name, profile.slack_user_id, desk.programme.name)


def link(desk: Desk, actor: Actor, slack_user_id: str, staff_id: str, now: datetime) -> Linked:
    """An administrator says who a Slack user is; an earlier link of either is replaced."""
    access.require(access.may(actor, Action.LINK_PEOPLE), Action.LINK_PEOPLE)
    with desk.database.work(actor.staff_id, now) as uow:
        row = uow.session.get(PersonRow, staff_id)
        if row is None:
            raise NotFound(what="person", typed=staff_id, suggestions=[])
        former = people.slack_user_of(uow.session, staff_id)
        found = (uow.session.get(SlackLinkRow, user) for user in {former, slack_user_id} - {None})
        replaced = [old for old in found if old is not None]
        for old in replaced:
            uow.session.delete(old)
        uow.session.flush()
        _store(uow, _link(slack_user_id, staff_id, "administrator", actor.staff_id, now))
        for old in replaced:
            uow.record("person.unlink", old.staff_id, {"how": old.how})
        uow.record("person.link", staff_id, {"how": "administrator"})
        uow.commit()
        return Linked(row.name, slack_user_id, desk.programme.name, replaced=bool(replaced))


def grant(desk: Desk, actor: Actor, staff_id: str, role: Role, now: datetime) -> str:
    """Give a role that the roster does not give by itself. Returns the person's name."""
    access.require(access.may(actor, Action.GRANT_ROLE), Action.GRANT_ROLE)
    if role not in GRANTED_ROLES:
        raise NotFound(what="role", typed=role.value, suggestions=[r.value for r in GRANTED_ROLES])
    with desk.database.work(actor.staff_id, now) as uow:
        row = uow.session.get(PersonRow, staff_id)
        if row is None:
            raise NotFound(what="person", typed=staff_id, suggestions=[])
        if uow.session.get(RoleGrantRow, (staff_id, role.value)) is None:
            uow.session.add(RoleGrantRow(staff_id=staff_id, role=role.value, granted_at=now, granted_by=actor.staff_id))
            uow.record("role.grant", staff_id, {"role": role.value})
            uow.commit()
        return row.name


def administrators(session: Session, today: date) -> list[Contact]:
    """Whom to ask: those who are still here."""
    rows = (session.get_one(PersonRow, staff_id) for staff_id in people.holders_of(session, Role.ADMINISTRATOR))
    here = [row for row in rows if row.leaves_on is None or today <= row.leaves_on]
    return [Contact(row.name, people.slack_user_of(session, row.staff_id)) for row in here]


def _why_not(roster: Roster, staff_id: str, today: date) -> str:
    person = roster.people.get(staff_id)
    return "not_yet" if person is not None and today < person.starts_on else "left"


def _store(uow: UnitOfWork, row: SlackLinkRow) -> None:
    """Store a link, or refuse it when another press or another process was faster."""
    uow.session.add(row)
    try:
        uow.session.flush()
    except IntegrityError:
        raise AlreadySettled(what="link", answer="linked") from None


def _standing(
    desk: Desk, session: Session, roster: Roster, staff_id: str, now: datetime, slack_user_id: str | None
) -> Actor | None:
    return standing(
        roster,
        desk.programme,
        staff_id,
        granted=people.granted_to(session, staff_id),
        today=desk.today(now),
        slack_user_id=slack_user_id,
    )


def _match(desk: Desk, session: Session, profile: SlackProfile, now: datetime) -> PersonRow:
    ask = administrators(session, desk.today(now))
    if profile.guest or profile.stranger or profile.deleted:
        raise NotLinked(reason="guest", ask=ask)
    if profile.email is None:
        raise NotLinked(reason="no_email", ask=ask)
    if people.staff_id_of(session, profile.slack_user_id) is not None:
        raise AlreadySettled(what="link", answer="linked")
    today = desk.today(now)
    rows = [
        row
        for row in people.with_email(session, profile.email)
        if row.starts_on <= today and (row.leaves_on is None or today <= row.leaves_on)
    ]
    linked = people.slack_user_of(session, rows[0].staff_id) if len(rows) == 1 else None
    if linked == profile.slack_user_id:
        # A second press whose first one was stored between the two looks.
        raise AlreadySettled(what="link", answer="linked")
    if len(rows) != 1 or linked is not None:
        raise NotLinked(reason="no_match", ask=ask)
    return rows[0]


def _link(slack_user_id: str, staff_id: str, how: str, by: str, now: datetime) -> SlackLinkRow:
    return SlackLinkRow(slack_user_id=slack_user_id, staff_id=staff_id, how=how, linked_at=now, linked_by=by)
