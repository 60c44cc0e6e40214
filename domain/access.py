"""Who may do what to whom: one table of action x role x relation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.errors import NotAllowed
from domain.roster import Person, Roster


class Role(StrEnum):
    """The first five follow from the roster; the rest are granted."""

    PRACTITIONER = "practitioner"
    SUPERVISOR = "supervisor"
    TEAM_MANAGER = "team_manager"
    SERVICE_MANAGER = "service_manager"
    COUNTY_MANAGER = "county_manager"
    PROJECT_LEAD = "project_lead"
    COACH = "coach"
    BOARD_APPROVER = "board_approver"
    ADMINISTRATOR = "administrator"


GRANTED_ROLES = (Role.PROJECT_LEAD, Role.COACH, Role.BOARD_APPROVER, Role.ADMINISTRATOR)


class Relation(StrEnum):
    """How somebody stands to a person or team; each names whom the role's right reaches."""

    OWN = "own"
    SUPERVISEE = "supervisee"
    TEAM = "team"
    SERVICE = "service"
    EVERYTHING = "everything"


class Action(StrEnum):
    SEE_SUPERVISION = "see_supervision"
    PLAN_SUPERVISION = "plan_supervision"
    CONFIRM_SESSION = "confirm_session"
    DECLINE_SESSION = "decline_session"
    RECORD_SESSION = "record_session"
    BOOK_SESSION = "book_session"
    PLAN_GROUP = "plan_group"
    SEE_GROUP = "see_group"
    CLAIM_SLOT = "claim_slot"
    RUN_GROUP = "run_group"
    RECORD_GROUP = "record_group"
    SEE_GROUP_FIGURES = "see_group_figures"
    CALL_REVIEW = "call_review"
    RUN_REVIEW = "run_review"
    SEE_TEAM = "see_team"
    PREVIEW_DIGEST = "preview_digest"
    SEE_TIMELINE = "see_timeline"
    SEE_ACTIONS = "see_actions"
    KEEP_ACTION = "keep_action"
    SEE_REGISTER = "see_register"
    RAISE_RISK = "raise_risk"
    KEEP_RISK = "keep_risk"
    CHANGE_POST = "change_post"
    RUN_BOARDS = "run_boards"
    ASK_BOARD = "ask_board"
    SEE_FINDINGS = "see_findings"
    LINK_PEOPLE = "link_people"
    GRANT_ROLE = "grant_role"
    SEE_STATUS = "see_status"
    SET_REMINDERS = "set_reminders"
    SET_TEAM_REMINDERS = "set_team_reminders"


_R, _T = Role, Relation

TABLE: Mapping[Action, Mapping[Role, Relation]] = {
    Action.SEE_SUPERVISION: {
        _R.PRACTITIONER: _T.OWN,
        _R.SUPERVISOR: _T.SUPERVISEE,
        _R.TEAM_MANAGER: _T.TEAM,
        _R.SERVICE_MANAGER: _T.SERVICE,
        _R.COUNTY_MANAGER: _T.EVERYTHING,
    },
    Action.PLAN_SUPERVISION: {
        _R.SUPERVISOR: _T.SUPERVISEE,
        _R.SERVICE_MANAGER: _T.SERVICE,
        _R.COUNTY_MANAGER: _T.EVERYTHING,
        _R.ADMINISTRATOR: _T.EVERYTHING,
    },
    Action.CONFIRM_SESSION: {_R.PRACTITIONER: _T.OWN},
    Action.DECLINE_SESSION: {_R.PRACTITIONER: _T.OWN, _R.SUPERVISOR: _T.SUPERVISEE},
    Action.RECORD_SESSION: {
        _R.PRACTITIONER: _T.OWN,
        _R.SUPERVISOR: _T.SUPERVISEE,
        _R.TEAM_MANAGER: _T.TEAM,
    },
    # Booking, moving and cancelling one session, and the fixed times and windows that sessions must respect.
    Action.BOOK_SESSION: {
        _R.PRACTITIONER: _T.OWN,
        _R.SUPERVISOR: _T.SUPERVISEE,
        _R.TEAM_MANAGER: _T.TEAM,
        _R.SERVICE_MANAGER: _T.SERVICE,
        _R.COUNTY_MANAGER: _T.EVERYTHING,
        _R.ADMINISTRATOR: _T.EVERYTHING,
    },
    Action.PLAN_GROUP: {_R.COUNTY_MANAGER: _T.EVERYTHING, _R.ADMINISTRATOR: _T.EVERYTHING},
    # The meeting of one team. Its chair and deputy stand in for the team manager, whoever they are.
    Action.SEE_GROUP: {
        _R.PRACTITIONER: _T.TEAM,
        _R.TEAM_MANAGER: _T.TEAM,
        _R.SERVICE_MANAGER: _T.SERVICE,
        _R.COUNTY_MANAGER: _T.EVERYTHING,
        _R.ADMINISTRATOR: _T.EVERYTHING,
    },
    Action.CLAIM_SLOT: {_R.PRACTITIONER: _T.TEAM, _R.TEAM_MANAGER: _T.TEAM},
    # Its dates and rhythm, the order of its agenda, and who is excused.
    Action.RUN_GROUP: {_R.TEAM_MANAGER: _T.TEAM, _R.SERVICE_MANAGER: _T.SERVICE, _R.COUNTY_MANAGER: _T.EVERYTHING},
    Action.RECORD_GROUP: {_R.TEAM_MANAGER: _T.TEAM, _R.SERVICE_MANAGER: _T.SERVICE},
    Action.SEE_GROUP_FIGURES: {
        _R.PRACTITIONER: _T.TEAM,
        _R.TEAM_MANAGER: _T.TEAM,
        _R.SERVICE_MANAGER: _T.SERVICE,
        _R.COUNTY_MANAGER: _T.EVERYTHING,
        _R.PROJECT_LEAD: _T.EVERYTHING,
        _R.ADMINISTRATOR: _T.EVERYTHING,
    },
    # Family reviews: any member calls one and says how far the invitations are. Whoever brought or chairs one stands in
    # for the team manager.
    Action.CALL_REVIEW: {_R.PRACTITIONER: _T.TEAM, _R.TEAM_MANAGER: _T.TEAM, _R.SERVICE_MANAGER: _T.SERVICE},
    Action.RUN_REVIEW: {_R.TEAM_MANAGER: _T.TEAM, _R.SERVICE_MANAGER: _T.SERVICE},
    Action.SEE_TEAM: {_R.PRACTITIONER: _T.EVERYTHING},
    Action.PREVIEW_DIGEST: {
        _R.PRACTITIONER: _T.TEAM,
        _R.TEAM_MANAGER: _T.TEAM,
        _R.SERVICE_MANAGER: _T.SERVICE,
        _R.COUNTY_MANAGER: _T.EVERYTHING,
        _R.PROJECT_LEAD: _T.EVERYTHING,
        _R.ADMINISTRATOR: _T.EVERYTHING,
    },
    Action.SEE_TIMELINE: {_R.PRACTITIONER: _T.EVERYTHING},
    # Actions of a person: to see them, and to give, change or settle one. Whoever gave one may settle it too.
    Action.SEE_ACTIONS: {
        _R.PRACTITIONER: _T.OWN,
        _R.SUPERVISOR: _T.SUPERVISEE,
        _R.TEAM_MANAGER: _T.TEAM,
        _R.SERVICE_MANAGER: _T.SERVICE,
        _R.COUNTY_MANAGER: _T.EVERYTHING,
        _R.PROJECT_LEAD: _T.EVERYTHING,
        _R.BOARD_APPROVER: _T.EVERYTHING,
        _R.ADMINISTRATOR: _T.EVERYTHING,
    },
    Action.KEEP_ACTION: {
        _R.PRACTITIONER: _T.OWN,
        _R.TEAM_MANAGER: _T.TEAM,
        _R.SERVICE_MANAGER: _T.SERVICE,
        _R.COUNTY_MANAGER: _T.EVERYTHING,
        _R.PROJECT_LEAD: _T.EVERYTHING,
    },
    # The agendas of boards, what they decided, and the register of risks, issues and early warnings.
    Action.SEE_REGISTER: {
        _R.SUPERVISOR: _T.EVERYTHING,
        _R.TEAM_MANAGER: _T.EVERYTHING,
        _R.SERVICE_MANAGER: _T.EVERYTHING,
        _R.COUNTY_MANAGER: _T.EVERYTHING,
        _R.PROJECT_LEAD: _T.EVERYTHING,
        _R.COACH: _T.EVERYTHING,
        _R.BOARD_APPROVER: _T.EVERYTHING,
        _R.ADMINISTRATOR: _T.EVERYTHING,
    },
    Action.RAISE_RISK: {
        _R.SUPERVISOR: _T.EVERYTHING,
        _R.TEAM_MANAGER: _T.EVERYTHING,
        _R.SERVICE_MANAGER: _T.EVERYTHING,
        _R.COUNTY_MANAGER: _T.EVERYTHING,
        _R.PROJECT_LEAD: _T.EVERYTHING,
        _R.COACH: _T.EVERYTHING,
        _R.BOARD_APPROVER: _T.EVERYTHING,
    },
    # To rate, review, hand on and close what somebody owns in the register.
    Action.KEEP_RISK: {
        _R.PRACTITIONER: _T.OWN,
        _R.SERVICE_MANAGER: _T.SERVICE,
        _R.COUNTY_MANAGER: _T.EVERYTHING,
        _R.PROJECT_LEAD: _T.EVERYTHING,
    },
    # How a funded post's recruitment and funding go.
    Action.CHANGE_POST: {
        _R.SERVICE_MANAGER: _T.EVERYTHING,
        _R.COUNTY_MANAGER: _T.EVERYTHING,
        _R.PROJECT_LEAD: _T.EVERYTHING,
        _R.ADMINISTRATOR: _T.EVERYTHING,
    },
    # A board's dates, and what it decided.
    Action.RUN_BOARDS: {
        _R.COUNTY_MANAGER: _T.EVERYTHING,
        _R.PROJECT_LEAD: _T.EVERYTHING,
        _R.ADMINISTRATOR: _T.EVERYTHING,
    },
    Action.ASK_BOARD: {
        _R.TEAM_MANAGER: _T.EVERYTHING,
        _R.SERVICE_MANAGER: _T.EVERYTHING,
        _R.COUNTY_MANAGER: _T.EVERYTHING,
        _R.PROJECT_LEAD: _T.EVERYTHING,
        _R.BOARD_APPROVER: _T.EVERYTHING,
    },
    Action.SEE_FINDINGS: {
        _R.SERVICE_MANAGER: _T.EVERYTHING,
        _R.COUNTY_MANAGER: _T.EVERYTHING,
        _R.PROJECT_LEAD: _T.EVERYTHING,
        _R.ADMINISTRATOR: _T.EVERYTHING,
    },
    Action.LINK_PEOPLE: {_R.ADMINISTRATOR: _T.EVERYTHING},
    Action.GRANT_ROLE: {_R.ADMINISTRATOR: _T.EVERYTHING},
    Action.SEE_STATUS: {_R.ADMINISTRATOR: _T.EVERYTHING},
    # What the bot says by itself: to oneself, and to a team about its group supervision.
    Action.SET_REMINDERS: {_R.PRACTITIONER: _T.OWN},
    Action.SET_TEAM_REMINDERS: {_R.TEAM_MANAGER: _T.TEAM},
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at work. `teams` are their own, `led` those they manage, `service` those they oversee."""

    staff_id: str
    name: str
    roles: frozenset[Role]
    teams: frozenset[str] = frozenset()
    led: frozenset[str] = frozenset()
    service: frozenset[str] = frozenset()
    supervisees: frozenset[str] = field(default_factory=frozenset)
    slack_user_id: str | None = None


SYSTEM = Actor("system", "FSP Coordinator", frozenset({Role.ADMINISTRATOR}))


def may_about(actor: Actor, action: Action, person: Person) -> bool:
    """May `actor` do `action` concerning `person`?"""
    return any(_reaches(actor, role, relation, person) for role, relation in _held(actor, action))


def may_about_team(actor: Actor, action: Action, team_code: str) -> bool:
    """May `actor` do `action` concerning a whole team?"""
    reach = {Relation.TEAM: actor.teams | actor.led, Relation.SERVICE: actor.service}
    return any(
        relation is Relation.EVERYTHING or team_code in reach.get(relation, frozenset())
        for _, relation in _held(actor, action)
    )


def may(actor: Actor, action: Action) -> bool:
    """May `actor` do `action` at all, concerning anybody?"""
    return bool(_held(actor, action))


def require(allowed: bool, action: Action) -> None:
    """Raise `NotAllowed` with the roles that may and how far, unless `allowed`."""
    if not allowed:
        raise NotAllowed(
            action=action.value, who_can=[(role.value, reach.value) for role, reach in TABLE[action].items()]
        )


def within_reach(actor: Actor, action: Action, roster: Roster) -> list[Person]:
    """Everybody in the roster about whom `actor` may do `action`, in staff-id order."""
    people = (roster.people[staff_id] for staff_id in sorted(roster.people))
    return [person for person in people if may_about(actor, action, person)]


def _held(actor: Actor, action: Action) -> list[tuple[Role, Relation]]:
    return [(role, relation) for role, relation in TABLE[action].items() if role in actor.roles]


def _reaches(actor: Actor, role: Role, relation: Relation, person: Person) -> bool:
    if relation is Relation.OWN:
        return person.staff_id == actor.staff_id
    if relation is Relation.SUPERVISEE:
        return person.staff_id in actor.supervisees
    if relation is Relation.TEAM:
        teams = actor.led if role is Role.TEAM_MANAGER else actor.teams
        return bool(teams.intersection(person.teams))
    if relation is Relation.SERVICE:
        return bool(actor.service.intersection(person.teams)) or person.staff_id in actor.supervisees
    return True
