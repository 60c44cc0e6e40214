"""Which supervision sessions are due in a month, and within which days each may be held."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from domain.calendar import Month
from domain.programme import FrequencyRule, Phase, Programme
from domain.roster import Person, Roster

NEWLY_QUALIFIED = "newly_qualified"
EXPERIENCED = "experienced"

_STEP = {"week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class DueWindow:
    """One session is due from `first_day` to `last_day`, inclusive, lasting `minutes`.

    `monthly` tells the ordinary rhythm from the closer one of newly qualified people.
    """

    staff_id: str
    kind: str
    first_day: date
    last_day: date
    minutes: int
    monthly: bool


def career_stage(person: Person, programme: Programme) -> str:
    """Newly qualified: a role so named by the programme, qualified at most twelve months before starting."""
    rule = programme.supervision.newly_qualified
    if person.qualified_on is None or person.role not in rule.roles:
        return EXPERIENCED
    limit = add_months(person.qualified_on, rule.within_months)
    return NEWLY_QUALIFIED if person.starts_on <= limit else EXPERIENCED


def due_kinds(roster: Roster, programme: Programme) -> Mapping[str, frozenset[str]]:
    """By staff id, the kinds of supervision somebody is due: every team member, and whoever has a row of their own."""
    planned_here = [key for key, kind in programme.supervision.kinds.items() if kind.planned_here]
    found: dict[str, frozenset[str]] = {}
    for person in roster.people.values():
        rows = {kind for kind in planned_here if (person.staff_id, kind) in roster.supervisors}
        default = {programme.supervision.default_kind} if person.teams else set()
        if rows or default:
            found[person.staff_id] = frozenset(rows | default)
    return found


def due_windows(person: Person, kind: str, month: Month, programme: Programme) -> list[DueWindow]:
    """What is due of `person` in `month`, whether or not it is booked already.

    A weekly or fortnightly interval belongs to the month in which its middle day falls and is clipped to it. A month
    that has such an interval has no monthly session besides; a monthly one may be held on any day in service.
    """
    rule = _rule(person, kind, programme)
    first = max(month.first, person.starts_on)
    last = min(month.last, person.leaves_on or month.last)
    if rule is None or first > last:
        return []
    spans = [span for span in _spans(person, rule) if span.first <= month.last and month.first <= span.last]
    closer = [(span.phase, *interval) for span in spans for interval in _intervals(span, month)]
    if closer:
        return [
            DueWindow(person.staff_id, kind, max(first, begins), min(last, ends), phase.minutes, monthly=False)
            for phase, begins, ends in closer
            if begins <= last and first <= ends
        ]
    monthly = (s.phase for s in spans if s.phase.every == "month" and s.first <= last and first <= s.last)
    return [DueWindow(person.staff_id, kind, first, last, phase.minutes, monthly=True) for phase in islice(monthly, 1)]


def minutes_on(person: Person, kind: str, day: date, programme: Programme) -> int | None:
    """How long the person's sessions last at that time by the programme's rule; None where it has none for them."""
    rule = _rule(person, kind, programme)
    if rule is None:
        return None
    phase = next((span.phase for span in _spans(person, rule) if span.first <= day <= span.last), rule.phases[-1])
    return phase.minutes


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or the month's last day when it has none."""
    index = day.year * 12 + day.month - 1 + months
    month = Month(index // 12, index % 12 + 1)
    return min(month.last, month.first + timedelta(days=day.day - 1))


def _rule(person: Person, kind: str, programme: Programme) -> FrequencyRule | None:
    stage = career_stage(person, programme)
    return next(
        (
            rule
            for rule in programme.supervision.frequencies
            if rule.kind == kind
            and (not rule.roles or person.role in rule.roles)
            and rule.career_stage in (None, stage)
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class _Span:
    """The days during which one phase holds."""

    phase: Phase
    first: date
    last: date


def _spans(person: Person, rule: FrequencyRule) -> Iterator[_Span]:
    """The phases in turn. Before qualifying, somebody already in service has the ordinary, last one."""
    anchor = max(person.qualified_on or person.starts_on, person.starts_on)
    if person.starts_on < anchor:
        yield _Span(rule.phases[-1], person.starts_on, anchor - timedelta(days=1))
    begins = anchor
    for phase in rule.phases:
        ends = _phase_end(anchor, phase)
        yield _Span(phase, begins, ends)
        if ends == date.max:
            return
        begins = ends + timedelta(days=1)


def _intervals(span: _Span, month: Month) -> Iterator[tuple[date, date]]:
    """The weeks or fortnights of the span, counted from its first day, whose middle day falls in the month."""
    step = _STEP.get(span.phase.every)
    if step is None:
        return
    skipped = max(0, (month.first - span.first).days // step - 1)
    first = span.first + timedelta(days=skipped * step)
    while first <= min(month.last, span.last):
        middle = first + timedelta(days=step // 2)
        if month.first <= middle <= min(month.last, span.last):
            yield max(first, month.first), min(first + timedelta(days=step - 1), span.last, month.last)
        first += timedelta(days=step)


def _phase_end(anchor: date, phase: Phase) -> date:
    if phase.until_weeks is not None:
        return anchor + timedelta(weeks=phase.until_weeks, days=-1)
    if phase.until_months is not None:
        return add_months(anchor, phase.until_months) - timedelta(days=1)
    return date.max
