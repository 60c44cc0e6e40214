"""Who works where: the programme's people, teams, posts and supervision lines, as plain facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.working_pattern import WorkingPattern


@dataclass(frozen=True, slots=True)
class Person:
    """One member of staff. `starts_on` and `leaves_on` are the first and last day in the programme, inclusive."""

    staff_id: str
    name: str
    email: str
    discipline: str
    role: str
    employer: str
    employment: str
    fte: float
    pattern: WorkingPattern
    teams: tuple[str, ...]
    line_manager_id: str | None
    qualified_on: date | None
    starts_on: date
    leaves_on: date | None
    on_slack: bool

    def reachable(self, *, mail: bool) -> bool:
        """By Slack, or by mail where letters go out."""
        return self.on_slack or (mail and bool(self.email))

    def in_service(self, day: date) -> bool:
        return self.starts_on <= day and (self.leaves_on is None or day <= self.leaves_on)


@dataclass(frozen=True, slots=True)
class Team:
    code: str
    name: str
    locality: str
    office: str
    channel: str
    manager_id: str


@dataclass(frozen=True, slots=True)
class Post:
    """A funded adult seat (OX p39). `teams` are the teams it serves, filled or not."""

    post_id: str
    discipline: str
    employer: str
    teams: tuple[str, ...]
    state: str
    holder_id: str | None
    funded_from: date | None
    funded_until: date | None


@dataclass(frozen=True, slots=True)
class Absence:
    """Unavailable from `first_day` to `last_day`, inclusive. A reason is never kept."""

    first_day: date
    last_day: date

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody at one moment, keyed by staff id, team code and post id. `supervisors` is keyed by (staff id, kind)."""

    people: Mapping[str, Person]
    teams: Mapping[str, Team]
    posts: Mapping[str, Post] = field(default_factory=dict)
    supervisors: Mapping[tuple[str, str], str] = field(default_factory=dict)
    absences: Mapping[str, tuple[Absence, ...]] = field(default_factory=dict)

    def available(self, staff_id: str, day: date) -> bool:
        """In service and not absent on `day`; the working pattern is a separate question."""
        person = self.people.get(staff_id)
        return (
            person is not None
            and person.in_service(day)
            and not any(a.covers(day) for a in self.absences.get(staff_id, ()))
        )

    def first_available(self, candidates: Iterable[str | None], day: date) -> str | None:
        """The first of these staff ids who is there on `day`."""
        return next((key for key in candidates if key is not None and self.available(key, day)), None)

    def members(self, team_code: str) -> list[Person]:
        return [p for p in self.people.values() if team_code in p.teams]

    def supervisees(self, supervisor_id: str, kind: str) -> list[Person]:
        return [
            self.people[staff_id]
            for (staff_id, k), boss in self.supervisors.items()
            if boss == supervisor_id and k == kind and staff_id in self.people
        ]
