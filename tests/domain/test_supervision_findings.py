"""What the roster shows that somebody should look at."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.programme import Programme
from domain.roster import Absence, Post, Roster, Team
from domain.supervision.findings import Finding, FindingKind, circles, findings, long_absence
from domain.working_pattern import WorkingPattern
from tests.domain.people import manager, person, professional, roster

TODAY = date(2020, 4, 27)
NORTH = Team("NORTH", "North", "North", "North", "fsp-north", "M1")
SEAT = Post("ME01", "mental_health", "Thames Mind Partnership", ("NORTH",), "in_post", "P1", None, None)
K = FindingKind


def found(county: Roster, programme: Programme) -> list[Finding]:
    return findings(county, programme, TODAY)


def test_a_county_in_order_has_nothing_to_show(programme: Programme) -> None:
    lead = person("L1", role="clinical_lead", discipline="mental_health", employer="Thames Mind Partnership", teams=())
    nurse = person("P1", role="mental_health_nurse", discipline="mental_health", employer="Thames Mind Partnership")
    county = roster(
        person("S1"),
        nurse,
        lead,
        person("M1", role="team_manager", line_manager_id="M2"),
        manager("M2", line_manager_id="M3"),
        manager("M3", role="deputy_director", employer="Somewhere else"),
        teams=(NORTH,),
        posts=(SEAT,),
        supervisors=professional(S1="M1", P1="L1", M1="M2", M2="M3"),
    )
    assert found(county, programme) == []


def test_posts(programme: Programme) -> None:
    nurse = person("P1", teams=(), leaves_on=date(2020, 4, 26))
    held = SEAT
    vacant = replace(SEAT, post_id="ME02", state="vacant", holder_id=None)
    agency = replace(SEAT, post_id="ME03", state="agency", holder_id=None)
    county = roster(nurse, posts=(agency, vacant, held))
    assert found(county, programme) == [
        Finding(K.HOLDER_GONE, "P1", post_id="ME01"),
        Finding(K.VACANT_POST, post_id="ME02"),
    ]
    still_here = roster(replace(nurse, leaves_on=TODAY), posts=(held,))
    assert found(still_here, programme) == [], "the last day is a day in service"


def test_a_team_whose_manager_is_not_there(programme: Programme) -> None:
    for facts in ({"leaves_on": date(2020, 4, 26)}, {"starts_on": date(2020, 4, 28)}):
        county = roster(person("M1", role="team_manager", teams=(), **facts), manager("M2"), teams=(NORTH,))
        missing = [finding for finding in found(county, programme) if finding.team is not None]
        assert missing == [Finding(K.TEAM_WITHOUT_MANAGER, "M1", team="NORTH")]


def test_supervision_lines(programme: Programme) -> None:
    county = roster(
        person("S1"),
        person("S2"),
        person("S3"),
        person("S4", discipline="family_support", role="family_support_worker"),
        person("S5"),
        person("S6"),
        person("S7"),
        person("S8", leaves_on=date(2020, 4, 26)),
        manager("M1", teams=("NORTH",)),
        manager("M2", teams=("NORTH",), leaves_on=date(2020, 5, 29)),
        manager("M3", teams=("NORTH",), leaves_on=date(2020, 4, 20)),
        manager("M4", teams=("NORTH",)),
        supervisors=professional(S2="S2", S3="M2", S4="M1", S5="M3", S6="M4", S7="X9", M1="M4", M2="M1", M4="X8"),
        absences={"M4": (Absence(date(2020, 5, 11), date(2020, 7, 1)),)},
    )
    lines = [finding for finding in found(county, programme) if finding.kind is not K.NOBODY_ABOVE]
    assert lines == [
        Finding(K.SUPERVISOR_AWAY, "M1", "M4", day=date(2020, 7, 1)),
        Finding(K.NO_SUPERVISOR, "M4"),
        Finding(K.NO_SUPERVISOR, "S1"),
        Finding(K.OWN_SUPERVISOR, "S2"),
        Finding(K.SUPERVISOR_LEAVING, "S3", "M2", day=date(2020, 5, 29)),
        Finding(K.OTHER_DISCIPLINE, "S4", "M1"),
        Finding(K.SUPERVISOR_LEFT, "S5", "M3", day=date(2020, 4, 20)),
        Finding(K.SUPERVISOR_AWAY, "S6", "M4", day=date(2020, 7, 1)),
        Finding(K.NO_SUPERVISOR, "S7"),
    ]


def test_managers_above_teams_need_a_row_but_profession_leads_do_not(programme: Programme) -> None:
    county = roster(
        manager("M1"),
        person("L1", role="clinical_lead", discipline="mental_health", employer="Thames Mind Partnership", teams=()),
        manager("M2", leaves_on=date(2020, 4, 26)),
        supervisors={("M1", "clinical"): "L1"},
    )
    assert found(county, programme) == [Finding(K.MANAGER_WITHOUT_ROW, "M1")], "another kind does not count"


def test_a_circle_is_one_within_a_kind(programme: Programme) -> None:
    people = [manager(staff_id) for staff_id in ("M1", "M2", "M3", "M4", "M5")]
    county = roster(*people, supervisors=professional(M1="M3", M3="M2", M2="M1", M4="M5", M5="M4"))
    assert [f.circle for f in found(county, programme) if f.kind is K.CIRCLE] == [("M1", "M3", "M2"), ("M4", "M5")]
    across = roster(*people[:2], supervisors=professional(M1="M2") | {("M2", "line"): "M1"})
    assert not [f for f in found(across, programme) if f.kind is K.CIRCLE]


@given(st.dictionaries(st.integers(0, 8), st.integers(0, 8)).map(lambda d: {str(a): str(b) for a, b in d.items()}))
def test_a_circle_is_whoever_comes_back_to_themselves(bosses: dict[str, str]) -> None:
    inside = set()
    for start in bosses:
        here = bosses.get(start)
        for _ in bosses:
            if here == start:
                inside.add(start)
            here = bosses.get(here or "")
    named = [member for circle in circles(bosses) for member in circle]
    assert sorted(named) == sorted(inside)
    for circle in circles(bosses):
        assert all(bosses[one] == other for one, other in zip(circle, (*circle[1:], circle[0]), strict=True))
        assert circle[0] == min(circle)


def test_absences_that_touch_are_one_stretch() -> None:
    spring = (Absence(date(2020, 4, 1), date(2020, 5, 3)), Absence(date(2020, 5, 4), date(2020, 5, 24)))
    assert long_absence(spring, TODAY) == Absence(date(2020, 4, 1), date(2020, 5, 24))
    assert long_absence(spring, TODAY + timedelta(days=1)) is None, "27 days are left of it"
    assert long_absence((Absence(date(2020, 6, 22), date(2020, 12, 31)),), TODAY) is not None
    assert long_absence((Absence(date(2020, 6, 23), date(2020, 12, 31)),), TODAY) is None, "too far ahead"


def test_the_order_of_the_files_does_not_matter(programme: Programme) -> None:
    people = [manager("M1"), person("S1"), person("S2", leaves_on=date(2020, 5, 1)), person("S3")]
    links = list(professional(S1="S2", S2="S1", S3="S2").items())
    one = roster(*people, supervisors=dict(links))
    other = roster(*reversed(people), supervisors=dict(reversed(links)))
    assert found(one, programme) == found(other, programme) != []


def test_a_supervisor_whose_hours_leave_no_time_for_a_session(programme: Programme) -> None:
    evenings = WorkingPattern.parse("Mon-Fri 17:00-21:00")
    county = roster(
        person("S1"),
        person("S2"),
        person("S3", pattern=evenings),
        person("M1", role="team_manager", teams=()),
        person("M2", role="team_manager", teams=(), pattern=evenings),
        supervisors=professional(S1="M1", S2="M2", S3="M1", M1="M2", M2="M1"),
    )
    kinds = {(f.kind, f.staff_id) for f in findings(county, programme, TODAY) if f.kind is K.NO_ROOM}
    assert kinds == {(K.NO_ROOM, "M2")}, "who supervises nobody needs no room"
    short = {"M1": WorkingPattern.parse("Tue 09:00-10:00"), "M2": WorkingPattern.parse("Mon 09:00-17:00")}
    kinds = {(f.kind, f.staff_id) for f in findings(county, programme, TODAY, short) if f.kind is K.NO_ROOM}
    assert kinds == {(K.NO_ROOM, "M1"), (K.NO_ROOM, "M2")}
    enough = {"M1": WorkingPattern.parse("Tue 09:00-10:30")}
    kinds = {(f.kind, f.staff_id) for f in findings(county, programme, TODAY, enough) if f.kind is K.NO_ROOM}
    assert kinds == {(K.NO_ROOM, "M2")}
