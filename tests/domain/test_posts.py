"""Posts on one day: who is in them, since when they are empty, and the figures."""

from dataclasses import replace
from datetime import date

from domain.posts.facts import PostFact, Progress, post_fact
from domain.posts.figures import sustained, vacancy_rate, waiting
from domain.programme.people import PostState
from domain.roster import Person, Post
from tests.domain.people import person

TODAY = date(2020, 4, 27)
APRIL = date(2020, 4, 1)
STATES = {
    "here": PostState(name="in post", filled=True),
    "agency": PostState(name="agency", filled=True, cover=True),
    "offered": PostState(name="offered", filled=False),
    "vacant": PostState(name="vacant", filled=False),
}
EMPTY = Post("A1", "nursing", "Trust", ("NORTH-1",), "vacant", None, APRIL, date(2021, 9, 30))
HELD = replace(EMPTY, post_id="A2", state="here", holder_id="P1")


def holder(starts_on: date = date(2020, 3, 1), leaves_on: date | None = None) -> Person:
    return person("P1", starts_on=starts_on, leaves_on=leaves_on)


def fact(post: Post, who: Person | None = None, said: Progress | None = None) -> PostFact:
    return post_fact(post, who, said, STATES, TODAY)


def said(state: str, **more: object) -> Progress:
    return Progress(state, "vacant", date(2020, 4, 20), date(2020, 2, 1), **more)  # type: ignore[arg-type]  # a test's shorthand


def test_a_seat_is_empty_before_its_holder_begins_and_after_they_left() -> None:
    assert not fact(HELD, holder()).empty
    left = fact(HELD, holder(leaves_on=date(2020, 4, 19)))
    assert (left.empty, left.empty_since, left.holder_id) == (True, date(2020, 4, 20), None)
    coming = fact(HELD, holder(starts_on=date(2020, 6, 1)))
    assert (coming.empty, coming.empty_since, coming.starts_on) == (True, APRIL, date(2020, 6, 1))
    assert not fact(HELD, holder(leaves_on=TODAY)).empty, "the last day is worked"


def test_what_was_said_holds_until_the_roster_says_something_new() -> None:
    assert (fact(EMPTY).state, fact(EMPTY).empty_since) == ("vacant", APRIL)
    offered = fact(EMPTY, None, said("offered", starts_on=date(2020, 6, 1)))
    assert (offered.state, offered.differs, offered.empty_since) == ("offered", True, date(2020, 2, 1))
    assert offered.starts_on == date(2020, 6, 1)
    cover = fact(EMPTY, None, said("agency"))
    assert (cover.empty, cover.covered) == (False, True), "the roster names nobody, and somebody does the work"
    newer = fact(replace(EMPTY, state="here", holder_id="P1"), holder(), said("offered", sustainable=True))
    assert (newer.state, newer.empty, newer.sustainable) == ("here", False, True)


def test_the_vacancy_rate_leaves_out_what_is_not_funded_and_counts_cover_as_the_programme_says() -> None:
    posts = [
        fact(HELD, holder()),
        fact(EMPTY, None, said("agency")),
        fact(EMPTY),
        fact(replace(EMPTY, funded_from=date(2020, 5, 1))),
        fact(replace(EMPTY, funded_until=date(2020, 4, 26))),
        fact(replace(EMPTY, funded_from=None, funded_until=None)),
    ]
    rate = vacancy_rate(posts, TODAY, "filled")
    assert (rate.numerator, rate.denominator, rate.percent) == (2, 4, 50)
    assert rate.left_out == {"not_yet_funded": 1, "funding_over": 1}
    assert rate.notes == {"covered": 1}
    assert vacancy_rate(posts, TODAY, "vacant").numerator == 3
    assert vacancy_rate([], TODAY, "filled").percent is None


def test_no_answer_about_later_money_is_no_yes() -> None:
    posts = [fact(EMPTY), fact(EMPTY, None, said("vacant", sustainable=True)), fact(EMPTY, None, said("vacant"))]
    figure = sustained([*posts, fact(EMPTY, None, said("vacant", sustainable=False))])
    assert (figure.numerator, figure.denominator, figure.notes) == (1, 4, {"refused": 1, "open": 2})


def test_a_milestone_waits_for_posts_that_start_after_it_or_have_no_day() -> None:
    posts = [
        fact(replace(EMPTY, post_id=key), None, said("offered", starts_on=day))
        for key, day in (("A1", date(2020, 6, 30)), ("A2", date(2020, 7, 1)), ("A3", None))
    ]
    found = waiting([*posts, fact(HELD, holder())], date(2020, 6, 30))
    assert (found.in_time, found.late, found.unknown, found.waits) == (("A1",), ("A2",), ("A3",), True)
    assert not waiting(posts[:1], date(2020, 6, 30)).waits
