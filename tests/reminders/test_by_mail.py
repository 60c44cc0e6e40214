"""People without Slack: by mail where letters go out, and told by somebody else where not."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.bootstrap import make_renderer
from domain import links
from domain.access import SYSTEM
from domain.calendar import Month
from domain.links import Answer, Claim
from reminders.delivery import Postman
from reminders.tick import next_due, tick
from services import people
from services.answer_links import answer, secret
from services.desk import Desk
from services.letters import Letter
from services.planning import proposals
from services.planning.views import Approved
from services.ports import Refused, Sent
from services.reach import Reach
from storage.roster import load_roster
from storage.tables import DeliveryRow, DeliveryState, SessionRow
from tests.planning_now import plan_month
from tests.reminders.test_delivery import FakeCourier, Queue

MAY = Month(2020, 5)
LEAD, NURSE = "P1014", "P1240"
"""A clinical lead without Slack, and somebody she supervises who has it."""


@dataclass
class Letters:
    sent: list[Letter] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    async def send(self, letter: Letter) -> Sent:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(letter)
        return Sent("mail", letter.key)


@dataclass
class World:
    """The bot at a moment that the test moves; `desk` as the settings make it."""

    desk: Desk
    now: datetime
    slack: FakeCourier = field(default_factory=FakeCourier)
    post: Letters = field(default_factory=Letters)

    async def at(self, now: datetime) -> list[Letter]:
        """Tick at `now` and deliver everything; the letters that went out."""
        self.now = now
        queue, before = Queue(), len(self.post.sent)
        tick(self.desk, queue, now)
        for job in queue.ids:
            await self.postman().deliver(job)
        return self.post.sent[before:]

    async def until(self, end: datetime) -> list[Letter]:
        found = []
        while (at := next_due(self.desk, self.now, end)) is not None:
            found += await self.at(at)
        return found

    def postman(self) -> Postman:
        async def run(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
            return function(*args, **kwargs)

        async def pause(seconds: float) -> None:
            raise AssertionError(f"nothing waits {seconds} seconds here")

        renderer = make_renderer(self.desk.programme)
        return Postman(self.desk, renderer, self.slack, run, lambda: self.now, pause, pause, post=self.post)

    def approve(self) -> Approved:
        """May is approved for everybody the lead supervises."""
        lead = people.actor_for(self.desk, LEAD, self.now)
        return proposals.approve(self.desk, lead, MAY, plan_month(self.desk, lead, MAY, self.now).version, self.now)

    def session(self) -> SessionRow:
        with self.desk.database.read() as session:
            found = select(SessionRow).where(SessionRow.staff_id == NURSE, SessionRow.source == "plan")
            return session.exec(found).one()

    def rows(self, state: DeliveryState) -> list[DeliveryRow]:
        with self.desk.database.read() as session:
            return list(session.exec(select(DeliveryRow).where(DeliveryRow.state == state)))


def to_lead(letters: list[Letter]) -> list[Letter]:
    return [letter for letter in letters if letter.address == "mei.wilson@thamesmind.example"]


def a_world(desk: Desk, now: datetime, reach: Reach) -> World:
    people.link(desk, SYSTEM, "UNURSE", NURSE, now)
    return World(replace(desk, reach=reach), now)


async def test_approvals_and_the_question_reach_a_supervisor_by_mail(desk: Desk, now: datetime) -> None:
    world = a_world(desk, now, Reach(mail=True, address="https://fsp.example.org"))
    done = world.approve()
    assert done.off_slack == ()
    (letter,) = to_lead(await world.at(now))
    assert letter.subject.startswith("Supervision you give is booked: ")
    assert {one.method for one in letter.invitations} == {"REQUEST"}
    assert len(letter.invitations) == int(letter.subject.split(": ")[1].split(" ")[0])
    assert {place for place, _ in world.slack.sent} == {"UNURSE"}
    row = world.session()
    asked = await world.until(row.starts_at + timedelta(days=1))
    assert any(one.subject.startswith("Did ") for one in to_lead(asked))
    assert all(f"Held:\n{world.desk.reach.address}/answer/" in one.text for one in asked if "Did " in one.subject)
    assert not any(place == "UNURSE" and text.startswith("Did your") for place, text in world.slack.sent)


async def test_where_she_could_not_answer_the_supervisee_is_asked(desk: Desk, now: datetime) -> None:
    world = a_world(desk, now, Reach(mail=True))
    world.approve()
    row = world.session()
    letters = await world.until(row.starts_at + timedelta(days=1))
    asked = [one for one in to_lead(letters) if one.subject.startswith("Did ")]
    # Of the two without Slack who meet each other nobody could answer: the letter says who records it.
    assert not [one for one in asked if "Naomi Jenkins" in one.text]
    assert all("they record it for you" in one.text for one in asked)
    assert any(place == "UNURSE" and text.startswith("Did your") for place, text in world.slack.sent)


async def test_without_mail_she_is_told_by_whoever_approves(desk: Desk, now: datetime) -> None:
    world = a_world(desk, now, Reach())
    world.approve()
    assert await world.at(now) == []


async def test_whoever_declines_by_a_link_has_it_taken_out_of_their_calendar(desk: Desk, now: datetime) -> None:
    world = a_world(desk, now, Reach(mail=True, address="https://fsp.example.org"))
    world.approve()
    await world.at(now)
    row = world.session()
    token = links.sign(Claim(row.id, True, Answer.DECLINE, row.starts_at, row.starts_at), LEAD, secret(world.desk, now))
    answer(world.desk, token, now)
    (letter,) = to_lead(await world.at(now + timedelta(seconds=5)))
    (entry,) = letter.invitations
    assert (entry.method, b"SEQUENCE:1" in entry.content) == ("CANCEL", True)
    assert "is cancelled; it is still due" in letter.text
    told = [text for place, text in world.slack.sent if place == "UNURSE"][-1]
    assert told.endswith("It is cancelled and still due. You can choose another time.")


async def test_a_letter_that_is_refused_is_kept_with_the_reason(desk: Desk, now: datetime) -> None:
    world = a_world(desk, now, Reach(mail=True))
    world.approve()
    world.post.failures = [Refused("smtp_550")]
    await world.at(now)
    assert [row.reason for row in world.rows(DeliveryState.FAILED)] == ["smtp_550"]


class Refusing:
    """Slack takes no token; whoever waits for it would wait for ever."""

    is_open = False

    async def opened(self) -> None:
        raise TimeoutError

    def close(self, code: str) -> None:
        raise AssertionError(code)


async def test_letters_do_not_wait_for_slack(desk: Desk, now: datetime) -> None:
    world = a_world(desk, now, Reach(mail=True))
    world.approve()
    queue, waited = Queue(), 0
    tick(world.desk, queue, now)
    for job in queue.ids:
        try:
            await replace(world.postman(), line=Refusing()).deliver(job)
        except TimeoutError:
            waited += 1
    assert to_lead(world.post.sent)
    assert (world.slack.sent, len(world.rows(DeliveryState.WAITING))) == ([], waited)
    assert waited


@pytest.mark.parametrize("mail", [True, False])
async def test_the_same_people_are_reached_or_named(desk: Desk, now: datetime, mail: bool) -> None:
    """Nobody falls between the two: who gets no letter is named to whoever approves."""
    world = a_world(desk, now, Reach(mail=mail))
    with desk.database.read() as session:
        everybody = load_roster(session).people.values()
    without = {person.name for person in everybody if not person.on_slack and person.in_service(now.date())}
    done = proposals.approve(world.desk, SYSTEM, MAY, plan_month(world.desk, SYSTEM, MAY, now).version, now)
    letters = await world.at(now)
    assert bool(letters) is mail
    assert (set(done.off_slack) <= without and bool(done.off_slack)) is not mail
