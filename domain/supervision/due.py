"""Which supervision sessions are due in a month, and within which days each may be held."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

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
    that has such an interval has no monthly session besides.
    """
    rule = _rule(person, kind, programme)
    if rule is None:
        return []
    spans = [(phase, first, last) for phase, first, last in _intervals(person, rule, month)]
    closer = [span for span in spans if span[0].every != "month"]
    windows = []
    for phase, first, last in closer or spans:
        start = max(first, month.first, person.starts_on)
        end = min(last, month.last, person.leaves_on or last)
        if start <= end:
            windows.append(DueWindow(person.staff_id, kind, start, end, phase.minutes, phase.every == "month"))
    return windows


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


def _intervals(person: Person, rule: FrequencyRule, month: Month) -> Iterator[tuple[Phase, date, date]]:
    anchor = max(person.qualified_on or person.starts_on, person.starts_on)
    begins = anchor
    for phase in rule.phases:
        ends = _phase_end(anchor, phase)
        if phase.every == "month":
            if begins <= month.last and (ends is None or month.first <= ends):
                yield phase, max(begins, month.first), month.last if ends is None else min(ends, month.last)
        else:
            yield from _closer(phase, begins, ends, month)
        if ends is None:
            return
        begins = ends + timedelta(days=1)


def _closer(phase: Phase, begins: date, ends: date | None, month: Month) -> Iterator[tuple[Phase, date, date]]:
    step = _STEP[phase.every]
    first = begins + timedelta(days=max(0, (month.first - begins).days // step - 1) * step)
    while first <= month.last and (ends is None or first <= ends):
        middle = first + timedelta(days=step // 2)
        if month.first <= middle <= month.last and (ends is None or middle <= ends):
            last = first + timedelta(days=step - 1)
            yield phase, first, last if ends is None else min(last, ends)
        first += timedelta(days=step)


def _phase_end(anchor: date, phase: Phase) -> date | None:
    if phase.until_weeks is not None:
        return anchor + timedelta(weeks=phase.until_weeks, days=-1)
    if phase.until_months is not None:
        return add_months(anchor, phase.until_months) - timedelta(days=1)
    return None
