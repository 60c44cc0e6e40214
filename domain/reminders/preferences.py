"""What people chose to hear: kinds they muted, other lead times, one message a day, a pause. For a person or a team."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.programme.rhythm import Lead, Reminders

GROUP_KINDS = ("group_coming", "group_summary")
REVIEW_KINDS = ("review_coming", "review_todo")
CHANGEABLE = (
    "supervision_coming",
    "supervision_unconfirmed",
    "supervision_diary",
    "supervision_unbooked",
    "milestones",
    *GROUP_KINDS,
    *REVIEW_KINDS,
)
"""The kinds that may be muted, paused, gathered and put off. What is overdue, and whether it happened, never are."""

CHOICES = tuple(
    Lead.model_validate(text) for text in ("7 days", "3 days", "2 working_days", "1 working_days", "0 days")
)
"""The lead times to choose from, besides the programme's own."""

LEADS: Mapping[str, str] = {
    "supervision_coming": "supervision_leads",
    "supervision_diary": "diary_leads",
    "group_coming": "group_leads",
    "group_summary": "summary_lead",
    "review_coming": "group_leads",
    "review_todo": "review_leads",
}
"""The kinds whose lead times may be changed, each with the programme's key for them."""


def usual_leads(rules: Reminders, kind: str) -> tuple[Lead, ...]:
    """The programme's own lead times of a kind in `LEADS`."""
    found: tuple[Lead, ...] | Lead = getattr(rules, LEADS[kind])
    return found if isinstance(found, tuple) else (found,)


@dataclass(frozen=True, slots=True)
class Preference:
    """One kind for one person or team; without `leads` the programme's hold."""

    muted: bool = False
    leads: tuple[Lead, ...] = ()


@dataclass(frozen=True, slots=True)
class Habits:
    """One person's: single messages gathered into one a day, and silence before the day `paused_until`."""

    daily: bool = False
    paused_until: date | None = None


@dataclass(frozen=True, slots=True)
class Preferences:
    """Everybody's: `people` by staff id and kind, `teams` by team code and kind, `habits` by staff id."""

    people: Mapping[tuple[str, str], Preference] = field(default_factory=dict)
    teams: Mapping[tuple[str, str], Preference] = field(default_factory=dict)
    habits: Mapping[str, Habits] = field(default_factory=dict)

    def leads(self, rules: Reminders, kind: str, staff_id: str, team: str | None = None) -> tuple[Lead, ...]:
        """The person's own lead times, else their team's, else the programme's."""
        own = self.people.get((staff_id, kind), Preference()).leads
        shared = self.teams.get((team, kind), Preference()).leads if team is not None else ()
        return own or shared or usual_leads(rules, kind)

    def silence(self, kind: str, staff_id: str, day: date, team: str | None = None) -> str | None:
        """Why a message of this kind is not wanted on `day`: `muted` or `paused`; None when it is."""
        if kind not in CHANGEABLE:
            return None
        shared = self.teams.get((team, kind), Preference()) if team is not None else Preference()
        if shared.muted or self.people.get((staff_id, kind), Preference()).muted:
            return "muted"
        until = self.habits.get(staff_id, Habits()).paused_until
        return "paused" if until is not None and day < until else None

    def gathers(self, kind: str, staff_id: str) -> bool:
        return kind in CHANGEABLE and self.habits.get(staff_id, Habits()).daily


NOTHING_CHOSEN = Preferences()
