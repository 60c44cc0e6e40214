"""Answering by a link, as a browser and a mail scanner would, on both databases."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
from sqlmodel import select
from starlette.applications import Starlette

from bot.bootstrap import Bot, make_renderer
from bot.pages import answer_routes
from bot.pool import WorkerPool
from domain.links import MEETING, Answer
from domain.supervision.states import SessionState
from services import answer_links, people
from services.desk import Desk
from services.planning import bookings
from services.reach import Reach
from storage.roster import next_version
from storage.tables import AuditRow, NoticeRow, PersonRow, SessionRow, UsedLinkRow

LEAD, NURSE = "P1014", "P1240"
ADDRESS = "https://fsp.example.org"


@dataclass
class Site:
    """The pages at a moment that the test moves, and one session of the nurse with the lead."""

    desk: Desk
    now: datetime
    row: SessionRow
    http: httpx.AsyncClient = field(init=False)

    def link(self, answer: Answer, staff_id: str = NURSE) -> str:
        key = answer_links.secret(self.desk, self.now)
        found = answer_links.address(self.desk, self.row, staff_id, answer, key)
        assert found is not None
        return found

    def state(self) -> SessionState:
        with self.desk.database.read() as session:
            return session.get_one(SessionRow, self.row.id).state

    def all(self, table: type[Any]) -> list[Any]:
        with self.desk.database.read() as session:
            return list(session.exec(select(table)))


@pytest.fixture
async def site(desk: Desk, now: datetime) -> AsyncIterator[Site]:
    desk = replace(desk, reach=Reach(mail=True, address=ADDRESS))
    row = SessionRow(
        staff_id=NURSE,
        supervisor_id=LEAD,
        kind="professional",
        starts_at=now + timedelta(days=8, hours=2),
        minutes=90,
        state=SessionState.PLANNED,
        source="plan",
        entered_at=now,
        entered_by="system",
    )
    with desk.database.work("system", now) as uow:
        uow.session.add(row)
        uow.commit()
    found = Site(desk, now, row)
    pool = WorkerPool(4)
    clock = SimpleNamespace(now=lambda: found.now)
    bot = SimpleNamespace(desk=desk, pool=pool, clock=clock, renderer=make_renderer(desk.programme))
    app = Starlette(routes=answer_routes(cast("Bot", bot)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as http:
        found.http = http
        yield found
    pool.close()


def words(answer: httpx.Response) -> str:
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


async def test_looking_answers_nothing_and_pressing_answers_once(site: Site) -> None:
    link = site.link(Answer.CONFIRM)
    for _ in range(3):
        shown = await site.http.get(link)
        assert shown.status_code == 200
    assert "Tuesday 5 May at 11:00 , 1 hour 30 minutes" in words(shown)
    assert "Mei Wilson" in words(shown)
    await site.http.head(link)
    assert site.state() is SessionState.PLANNED
    assert site.all(UsedLinkRow) == []
    done = await site.http.post(link)
    assert "Confirmed: supervision on Tuesday 5 May at 11:00" in words(done)
    assert site.state() is SessionState.CONFIRMED
    (audit,) = (row for row in site.all(AuditRow) if row.action == "session.answer")
    assert (audit.actor_id, audit.facts) == (NURSE, {"state": "confirmed", "how": "link"})
    for again in (await site.http.get(link), await site.http.post(link)):
        assert again.status_code == 410
        assert "This link has been used" in words(again)
    assert len([row for row in site.all(AuditRow) if row.action == "session.answer"]) == 1


@pytest.mark.parametrize("answer", sorted(set(Answer) - MEETING))
async def test_two_presses_at_once_answer_once(site: Site, answer: Answer) -> None:
    link = site.link(answer, LEAD if answer in (Answer.HELD, Answer.MISSED) else NURSE)
    if answer in (Answer.HELD, Answer.MISSED):
        site.now = site.row.starts_at + timedelta(hours=2)
    both = await asyncio.gather(site.http.post(link), site.http.post(link))
    assert sorted(found.status_code for found in both) == [200, 410]
    assert len([row for row in site.all(AuditRow) if row.action == "session.answer"]) == 1


async def test_declining_tells_the_other_and_mails_the_one_who_declined(site: Site) -> None:
    confirm = site.link(Answer.CONFIRM)
    await site.http.post(site.link(Answer.DECLINE))
    assert site.state() is SessionState.CANCELLED
    told = {row.staff_id: row for row in site.all(NoticeRow)}
    assert told[LEAD].facts == {"by": NURSE, "how": "link"}
    assert told[NURSE].facts == {"gone": [site.row.id]}
    closed = await site.http.get(confirm)
    assert "This has been answered already" in words(closed)
    assert "is cancelled" in words(closed)


async def test_a_forged_link_says_what_to_do(site: Site) -> None:
    link = site.link(Answer.CONFIRM)
    token = link.rpartition("/")[2]
    other = site.link(Answer.HELD, LEAD).rpartition("/")[2]
    wrong = [token[:n] + ("A" if token[n] != "A" else "B") + token[n + 1 :] for n in range(0, len(token) - 1, 4)]
    for bad in [*wrong, token[:-9], "x", "%00", token[:30] + other[30:], token + "AAAA", "é"]:
        for found in (await site.http.get(f"{ADDRESS}/answer/{bad}"), await site.http.post(f"{ADDRESS}/answer/{bad}")):
            assert found.status_code == 404
            assert "open the mail again" in words(found)
    assert site.state() is SessionState.PLANNED


async def test_another_secret_ends_all_links(site: Site) -> None:
    link = site.link(Answer.CONFIRM)
    key = "k" * 32
    row = answer_links.address(site.desk, site.row, NURSE, Answer.CONFIRM, key)
    assert row != link
    assert (await site.http.post(row or "")).status_code == 404


async def test_too_late_is_said_kindly(site: Site) -> None:
    confirm, held = site.link(Answer.CONFIRM), site.link(Answer.HELD, LEAD)
    site.now = site.row.starts_at
    assert "It is too late for this link" in words(await site.http.post(confirm))
    site.now = site.row.starts_at + timedelta(days=59)
    assert (await site.http.get(held)).status_code == 200
    site.now = site.row.starts_at + timedelta(days=61)
    closed = await site.http.post(held)
    assert closed.status_code == 410
    assert "they record your answer for you" in words(closed)
    assert site.state() is SessionState.PLANNED


async def test_a_moved_session_leads_to_the_newer_mail(site: Site) -> None:
    link = site.link(Answer.CONFIRM)
    lead = people.actor_for(site.desk, LEAD, site.now)
    moved = bookings.move(site.desk, lead, site.row.id, site.row.starts_at + timedelta(days=1), site.now)
    closed = await site.http.post(link)
    assert closed.status_code == 410
    assert "has been moved" in words(closed)
    assert "Wednesday 6 May" in words(closed)
    assert moved.session.session_id != site.row.id


async def test_whoever_has_left_answers_nothing(site: Site) -> None:
    link = site.link(Answer.CONFIRM)
    with site.desk.database.work("system", site.now) as uow:
        person = uow.session.get_one(PersonRow, NURSE)
        person.leaves_on = site.now.date() - timedelta(days=1)
        next_version(uow.session)
        uow.session.add(person)
        uow.commit()
    assert "no longer take part" in words(await site.http.post(link))
    assert site.state() is SessionState.PLANNED


async def test_a_link_holds_no_name_and_is_in_no_log(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    link = site.link(Answer.CONFIRM)
    assert NURSE not in link
    assert len(link) < 110
    await site.http.get(link)
    await site.http.post(link)
    written = capsys.readouterr()
    assert link.rpartition("/")[2] not in written.out + written.err


async def test_a_fault_of_ours_is_a_page_with_a_reference(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_links, "answer", lambda *_args: 1 / 0)
    found = await site.http.post(site.link(Answer.CONFIRM))
    assert found.status_code == 503
    assert re.search(r"this reference: [0-9a-f]{8}", words(found))


def test_without_an_address_there_are_no_links(desk: Desk, now: datetime) -> None:
    row = SessionRow(
        staff_id=NURSE,
        kind="professional",
        starts_at=now,
        minutes=90,
        state=SessionState.PLANNED,
        source="plan",
        entered_at=now,
        entered_by="system",
    )
    assert answer_links.address(desk, row, NURSE, Answer.CONFIRM, "k") is None
