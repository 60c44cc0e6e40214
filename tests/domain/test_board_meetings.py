"""When boards meet: rules, bank holidays, and what people change."""

from datetime import date, time

import pytest

from domain.calendar import BankHolidays
from domain.governance.meetings import Change, meetings
from domain.governance.risks import Raised, RiskFact, RiskKind, RiskState, raised_status, score
from domain.programme.governance import Meeting
from domain.timeline.rag import Rag

HOLIDAYS = BankHolidays()


def rule(every: str, on: str = "", **more: object) -> Meeting:
    return Meeting.model_validate({"name": "Board", "every": every, "on": on, "source": "here", **more})


def days(board: Meeting, first: date, last: date, *changes: Change) -> list[str]:
    found = meetings("board", board, changes, first, last, HOLIDAYS)
    return [f"{m.day:%d %b}" for m in found if not m.cancelled]


@pytest.mark.parametrize(
    ("board", "expected"),
    [
        (rule("month", "third Wed"), ["15 Apr", "20 May", "17 Jun"]),
        (rule("month", "last Fri"), ["24 Apr", "29 May", "26 Jun"]),
        # 10 April 2020 is Good Friday, and the Monday after is Easter Monday; 8 May is a bank holiday.
        (rule("month", "second Fri"), ["14 Apr", "11 May", "12 Jun"]),
        (rule("quarter", "first Tue", begins=date(2020, 2, 1)), ["05 May"]),
        (rule("fortnight", "Mon", begins=date(2020, 5, 11)), ["11 May", "26 May", "08 Jun", "22 Jun"]),
        (rule("as_needed", dates=[date(2020, 6, 11)]), ["11 Jun"]),
        (rule("as_needed"), []),
    ],
    ids=lambda value: f"{value.every} {value.on}" if isinstance(value, Meeting) else "",
)
def test_a_rule_gives_its_days(board: Meeting, expected: list[str]) -> None:
    assert days(board, date(2020, 4, 1), date(2020, 6, 30)) == expected


def test_papers_are_due_working_days_before() -> None:
    (found,) = meetings("board", rule("month", "second Thu"), (), date(2020, 5, 1), date(2020, 5, 31), HOLIDAYS)
    # 8 May is a bank holiday, so five working days before Thursday 14 May is Wednesday 6 May.
    assert (found.day, found.papers_on) == (date(2020, 5, 14), date(2020, 5, 6))


def test_people_move_cancel_and_add_meetings() -> None:
    board, may = rule("month", "third Wed"), (date(2020, 5, 1), date(2020, 5, 31))
    moved = Change("1", date(2020, 5, 20), date(2020, 6, 3), time(9))
    assert days(board, *may, moved) == []
    assert days(board, date(2020, 6, 1), date(2020, 6, 5), moved) == ["03 Jun"]
    assert days(board, *may, Change("1", date(2020, 5, 20), date(2020, 5, 20), time(9), cancelled=True)) == []
    assert days(board, *may, Change("2", None, date(2020, 5, 27), time(9))) == ["20 May", "27 May"]


@pytest.mark.parametrize(
    ("every", "on", "said"),
    [("month", "Wed", "third Wed"), ("week", "third Wed", "third Wed"), ("fortnight", "Mon", "begins")],
)
def test_a_day_that_does_not_fit_the_rhythm_is_refused(every: str, on: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        rule(every, on)


def risk(number: int, rating: tuple[int, int], kind: RiskKind = RiskKind.RISK, **more: object) -> RiskFact:
    values: dict[str, object] = {"milestone_key": "go-live", "state": RiskState.OPEN} | more
    return RiskFact(number, kind, *rating, review_on=date(2020, 5, 1), **values)  # type: ignore[arg-type]  # a test's shorthand


def test_an_open_risk_raises_its_milestone_and_nothing_else_does() -> None:
    limits = {"amber_from": 8, "red_from": 15}
    assert raised_status("go-live", [risk(1, (2, 3))], **limits) is None
    assert raised_status("go-live", [risk(1, (2, 4)), risk(2, (3, 3))], **limits) == Raised(
        Rag.AMBER, 2, RiskKind.RISK, 9
    )
    issue = risk(3, (1, 3), RiskKind.ISSUE)
    assert raised_status("go-live", [risk(1, (2, 4)), issue], **limits) == Raised(Rag.RED, 3, RiskKind.ISSUE, 15)
    assert raised_status("go-live", [risk(1, (5, 5), state=RiskState.CLOSED)], **limits) is None
    assert raised_status("budget", [risk(1, (5, 5))], **limits) is None
    assert raised_status("", [risk(1, (5, 5), milestone_key="")], **limits) is None


def test_an_issue_has_happened() -> None:
    assert score(RiskKind.ISSUE, 1, 4) == 20
    assert score(RiskKind.WARNING, 2, 4) == 8
