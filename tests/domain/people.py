"""People made up for a test: only what the test is about is said."""

from dataclasses import replace
from datetime import date

from domain.roster import Absence, Person, Post, Roster, Team
from domain.working_pattern import WorkingPattern

SOMEBODY = Person(
    staff_id="S1",
    name="Sam Sample",
    email="sam@oxfordshire.example",
    discipline="social_work",
    role="social_worker",
    employer="Oxfordshire County Council",
    employment="permanent",
    fte=1.0,
    pattern=WorkingPattern.parse("Mon-Fri 09:00-17:00"),
    teams=("NORTH",),
    line_manager_id=None,
    qualified_on=None,
    starts_on=date(2019, 7, 1),
    leaves_on=None,
    on_slack=True,
)


def person(staff_id: str, **facts: object) -> Person:
    return replace(SOMEBODY, staff_id=staff_id, **facts)  # type: ignore[arg-type]  # each test names real fields


def manager(staff_id: str, **facts: object) -> Person:
    return person(staff_id, **{"role": "service_manager", "teams": (), **facts})


def roster(
    *people: Person,
    teams: tuple[Team, ...] = (),
    posts: tuple[Post, ...] = (),
    supervisors: dict[tuple[str, str], str] | None = None,
    absences: dict[str, tuple[Absence, ...]] | None = None,
) -> Roster:
    return Roster(
        people={p.staff_id: p for p in people},
        teams={t.code: t for t in teams},
        posts={p.post_id: p for p in posts},
        supervisors=supervisors or {},
        absences=absences or {},
    )


def professional(**bosses: str) -> dict[tuple[str, str], str]:
    """Who supervises whom, professionally: `professional(S1="M1")`."""
    return {(staff_id, "professional"): boss for staff_id, boss in bosses.items()}
