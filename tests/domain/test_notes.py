"""What a note may hold: what is certainly personal is refused, and what people write about a programme is not."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadValue
from domain.notes import read_note

TODAY = date(2020, 4, 27)
EMAILS = {"nia.oconnor@council.example"}
SURNAMES = {"o'connor", "evans"}


def cause(words: str) -> str:
    with pytest.raises(BadValue) as raised:
        read_note(words, TODAY, emails=EMAILS, surnames=SURNAMES)
    return str(raised.value.facts["cause"])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", "empty"),
        ("word " * 61, "long"),
        ("check with 943 476 5919 first", "nhs_number"),
        ("visit him, dob 3/4/12", "date_of_birth"),
        ("born 3 May 2019, see the worker", "date_of_birth"),
        ("ring about 12/03/2012", "date_of_birth"),
        ("ring about 2012-03-12", "date_of_birth"),
        ("ring about 12th of March 2012", "date_of_birth"),
        ("ring about March 12, 2012", "date_of_birth"),
        ("flat at OX1 2JD", "postcode"),
        ("flat at ox12jd", "postcode"),
        ("write to sam@home.example", "email"),
        ("ring 01865 815 649", "telephone"),
        ("ring +44 7700 900123", "telephone"),
        ("close case 40213", "case"),
        ("look at LCS 1029384", "case"),
        ("Case ref: A-17", "case"),
        ("the plan for child A", "family"),
        ("visit the Smith family", "family"),
        ("mother of Kayleigh wants this", "family"),
        ("speak to Mrs Smith", "name"),
    ],
)
def test_what_is_certainly_personal_is_refused(words: str, expected: str) -> None:
    assert cause(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "Agree the venue for 12 May 2020 and the £1,455,000 for 2020/21",
        "Sign by 16 July 2019 as the cabinet asked; 18 months from April 2020",
        "Ask nia.oconnor@council.example and Mrs O'Connor for the child protection figures",
        "Family Safeguarding: 30 posts, 10 of each; the family workbook; 22 teams of 10",
        "Recruit in Q2 2020, report to the Children's Trust Board, room 204",
        "Case supervision starts in week 3; parents and children are consulted",
        "Partner funding of 727500 agreed with the police in February 2020",
    ],
)
def test_what_people_write_about_a_programme_is_kept(words: str) -> None:
    assert read_note(words, TODAY, emails=EMAILS, surnames=SURNAMES) == words


def test_a_note_is_one_line_and_may_be_empty_where_it_may() -> None:
    assert read_note("  two\nlines ", TODAY) == "two lines"
    assert read_note("", TODAY, optional=True) == ""


@given(st.text())
def test_any_text_at_all_is_kept_or_refused(words: str) -> None:
    with suppress(BadValue):
        assert read_note(words, TODAY, emails=EMAILS, surnames=SURNAMES) == " ".join(words.split())
