"""Lines of the register as people see them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from domain import access
from domain.access import Action, Actor
from domain.governance.risks import RiskFact, RiskState, grade, score
from domain.programme import Programme
from domain.roster import Roster
from services.desk import Desk
from services.governance.action_views import ActionLine, name
from services.governance.action_views import line_of as action_line
from services.governance.history import ChangeLine, history_of
from storage import governance
from storage.tables import RiskRow


@dataclass(frozen=True, slots=True)
class RiskLine:
    """One line. `kind` is risk, issue or warning; `grade` red, amber or green by its `score` (1 to 25).

    `review_late` are calendar days since it was to be looked at. `milestone` is a title or empty.
    """

    risk_id: str
    number: int
    kind: str
    text: str
    mitigation: str
    probability: int
    impact: int
    score: int
    grade: str
    owner: str
    review_on: date
    review_late: int
    milestone: str
    milestone_key: str
    state: str
    keeps: bool


@dataclass(frozen=True, slots=True)
class RegisterView:
    """The open lines, the heaviest first. `kind` narrows it to one kind, or is empty."""

    kind: str
    today: date
    lines: tuple[RiskLine, ...]
    amber_from: int
    red_from: int
    raises: bool

    @property
    def red(self) -> int:
        return sum(line.grade == "red" for line in self.lines)

    @property
    def to_review(self) -> int:
        return sum(line.review_on <= self.today for line in self.lines)


@dataclass(frozen=True, slots=True)
class RiskView:
    """One line with its actions and history. `done` says what was just done to it, as a code, or is empty."""

    line: RiskLine
    today: date
    reason: str
    raised_by: str
    raised_at: datetime
    actions: tuple[ActionLine, ...]
    history: tuple[ChangeLine, ...]
    version: int
    done: str = ""


def may_keep(actor: Actor, row: RiskRow, roster: Roster) -> bool:
    """Its owner, whoever raised it, and whoever may keep what its owner has in the register."""
    if actor.staff_id in (row.owner_id, row.raised_by):
        return True
    owner = roster.people.get(row.owner_id)
    return owner is not None and access.may_about(actor, Action.KEEP_RISK, owner)


def fact_of(row: RiskRow) -> RiskFact:
    return RiskFact(row.number, row.kind, row.probability, row.impact, row.state, row.review_on, row.milestone_key)


def line_of(programme: Programme, roster: Roster, actor: Actor, row: RiskRow, today: date) -> RiskLine:
    weight = score(row.kind, row.probability, row.impact)
    rules, titles = programme.risks, {milestone.key: milestone.title for milestone in programme.timeline}
    return RiskLine(
        risk_id=row.id,
        number=row.number,
        kind=row.kind.value,
        text=row.text,
        mitigation=row.mitigation,
        probability=row.probability,
        impact=row.impact,
        score=weight,
        grade=grade(weight, amber_from=rules.amber_from, red_from=rules.red_from).value,
        owner=name(roster, row.owner_id),
        review_on=row.review_on,
        review_late=max(0, (today - row.review_on).days) if row.state is RiskState.OPEN else 0,
        milestone=titles.get(row.milestone_key, row.milestone_key),
        milestone_key=row.milestone_key,
        state=row.state.value,
        keeps=may_keep(actor, row, roster),
    )


def view_of(
    desk: Desk, session: Session, roster: Roster, actor: Actor, row: RiskRow, now: datetime, done: str = ""
) -> RiskView:
    today = desk.today(now)
    own = governance.actions_from(session, "risk", str(row.number))
    return RiskView(
        line=line_of(desk.programme, roster, actor, row, today),
        today=today,
        reason=row.reason,
        raised_by=name(roster, row.raised_by),
        raised_at=row.raised_at,
        actions=tuple(action_line(desk, roster, actor, one, today) for one in own),
        history=history_of(session, roster, row.id),
        version=row.version,
        done=done,
    )
