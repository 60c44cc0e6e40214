"""Answering by a link about a group supervision: a member who can't come, and a chair without Slack."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
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
from domain.access import SYSTEM
from domain.links import Answer
from reminders.prepare import prepare
from reminders.tick import next_due, tick
from services import answer_links, people
from services.desk import Desk
from services.group import links
from services.reach import Reach
from storage.roster import load_roster
from storage.tables import (
    AuditRow,
    GroupOccurrenceRow,
    MeetingRecordRow,
    MeetingReplyRow,
    NoticeRow,
    OccurrenceState,
    UsedLinkRow,
)
from tests.meetings import meetings_of
from tests.reminders.test_delivery import Queue

TEAM, MANAGER = "BICESTER-1", "C1060"
ADDRESS = "https://fsp.example.org"


@dataclass
class Site:
    desk: Desk
    now: datetime
    meeting: GroupOccurrenceRow
    without: str
    """A member of the team who has no Slack."""
    http: httpx.AsyncClient

    def link(self, answer: Answer, staff_id: str) -> str:
        key = answer_links.secret(self.desk, self.now)
        with self.desk.database.read() as session:
            found = links.address(self.desk, session, self.meeting.id, staff_id, answer, key)
        assert found is not None
        return found

    def all(self, table: type[Any]) -> list[Any]:
        with self.desk.database.read() as session:
            return list(session.exec(select(table)))


@pytest.fixture
async def site(desk: Desk, now: datetime) -> AsyncIterator[Site]:
    desk = replace(desk, reach=Reach(mail=True, address=ADDRESS))
    (meeting, *_) = meetings_of(desk, TEAM)
    with desk.database.read() as session:
        members = load_roster(session).members(TEAM)
    without = next(person.staff_id for person in members if not person.on_slack and person.email)
    pool = WorkerPool(4)
    async with httpx.AsyncClient() as client:
        found = Site(desk, now, meeting, without, client)
    clock = SimpleNamespace(now=lambda: found.now)
    bot = SimpleNamespace(desk=desk, pool=pool, clock=clock, renderer=make_renderer(desk.programme))
    app = Starlette(routes=answer_routes(cast("Bot", bot)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as http:
        found.http = http
        yield found
    pool.close()


def words(answer: httpx.Response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


async def test_a_member_says_by_a_link_that_they_cannot_come_and_the_chair_hears(site: Site) -> None:
    link = site.link(Answer.CANNOT, site.without)
    shown = await site.http.get(link)
    assert "Bicester 1's group supervision" in words(shown)
    assert site.all(MeetingReplyRow) == site.all(UsedLinkRow) == []
    both = await asyncio.gather(site.http.post(link), site.http.post(link))
    assert sorted(found.status_code for found in both) == [200, 410]
    (reply,) = site.all(MeetingReplyRow)
    assert (reply.staff_id, reply.reply) == (site.without, "cannot")
    assert [(row.staff_id, row.kind) for row in site.all(NoticeRow)] == [(MANAGER, "meeting_cannot")]
    (audit,) = (row for row in site.all(AuditRow) if row.action == "meeting.reply")
    assert audit.facts["how"] == "link"
    assert "This link has been used" in words(await site.http.get(link))


async def test_a_chair_without_slack_records_by_a_link_and_the_first_answer_stands(site: Site) -> None:
    held, not_held = (site.link(answer, MANAGER) for answer in (Answer.MEETING_HELD, Answer.MEETING_NOT_HELD))
    site.now = site.meeting.starts_at + timedelta(hours=4)
    assert (await site.http.get(held)).status_code == 200
    assert site.all(MeetingRecordRow) == []
    assert "was held" in words(await site.http.post(held))
    (record,) = site.all(MeetingRecordRow)
    assert (record.held, record.recorded_by) == (True, MANAGER)
    closed = await site.http.post(not_held)
    assert (closed.status_code, "This has been answered already" in words(closed)) == (410, True)
    site.now += timedelta(days=61)
    assert "used" in words(await site.http.get(held))


async def test_a_link_is_for_one_person_and_ends_with_the_meeting(site: Site) -> None:
    link = site.link(Answer.CANNOT, "P1014")
    assert (await site.http.get(link)).status_code == 404
    late, moved = site.link(Answer.CANNOT, site.without), site.link(Answer.CANNOT, MANAGER)
    site.now = site.meeting.starts_at
    assert "It is too late" in words(await site.http.post(late))
    with site.desk.database.work("system", site.now) as uow:
        row = uow.session.get_one(GroupOccurrenceRow, site.meeting.id)
        row.starts_at += timedelta(days=1)
        uow.session.add(row)
        uow.commit()
    assert "has been moved" in words(await site.http.post(moved))
    with site.desk.database.work("system", site.now) as uow:
        uow.session.get_one(GroupOccurrenceRow, site.meeting.id).state = OccurrenceState.CANCELLED
        uow.commit()
    assert "is cancelled" in words(await site.http.post(moved))
    assert site.all(MeetingReplyRow) == []


async def test_the_reminder_of_a_meeting_reaches_a_member_by_mail_with_that_link(site: Site) -> None:
    people.link(site.desk, SYSTEM, "UMANAGER", MANAGER, site.now)
    renderer, letters = make_renderer(site.desk.programme), []
    tick(site.desk, Queue(), site.now)
    while (at := next_due(site.desk, site.now, site.meeting.starts_at)) is not None:
        site.now, queue = at, Queue()
        tick(site.desk, queue, at)
        letters += [ready.letter for job in queue.ids if (ready := prepare(site.desk, renderer, job, at)) is not None]
    said = [letter for letter in letters if letter is not None and "group supervision" in letter.subject]
    assert said
    addresses = {found for letter in said for found in re.findall(rf"{ADDRESS}/answer/\S+", letter.text)}
    assert site.link(Answer.CANNOT, site.without) in addresses
