"""An action reminds before and on its date, and when it stays late those above hear."""

from datetime import date, datetime

from bot.bootstrap import make_renderer
from domain.access import SYSTEM
from domain.calendar import local
from reminders.prepare import prepare
from services import people
from services.desk import Desk
from services.governance import actions
from services.governance.actions import NewAction
from storage.roster import load_roster
from tests.reminders.test_meetings_due import run_to

MANAGER, NIA, ABOVE = "C1060", "C1062", "C1003"


def test_it_reminds_before_on_the_day_and_escalates_until_it_is_done(desk: Desk, now: datetime) -> None:
    for staff_id in (MANAGER, NIA, ABOVE):
        people.link(desk, SYSTEM, f"U{staff_id}", staff_id, now)
    manager, nia = (people.actor_for(desk, key, now) for key in (MANAGER, NIA))
    new = NewAction("agree the venue", NIA, date(2020, 5, 11))
    key = actions.add(desk, manager, new, now).line.action_id
    until = local(date(2020, 5, 30), desk.programme.reminders.send_at, desk.zone)
    rows = [row for row in run_to(desk, now, until) if row.subject == key]
    # She is away from 6 to 10 May, her manager from 14 to 18 May; 25 May is a bank holiday.
    assert [(row.kind, row.staff_id, row.due_at.date()) for row in rows] == [
        ("action_given", NIA, date(2020, 4, 27)),
        ("action_due", NIA, date(2020, 5, 1)),
        ("action_due", NIA, date(2020, 5, 11)),
        ("action_late", NIA, date(2020, 5, 12)),
        ("action_late", MANAGER, date(2020, 5, 19)),
        ("action_late", ABOVE, date(2020, 5, 26)),
    ]
    renderer = make_renderer(desk.programme)
    ready = prepare(desk, renderer, rows[2].id, rows[2].due_at)
    assert ready is not None
    assert ready.message.text == "Your action is due today: 1, agree the venue."
    ready = prepare(desk, renderer, rows[4].id, rows[4].due_at)
    assert ready is not None
    assert ready.message.text == "An action of Nia O'Connor is 8 days late: 1, agree the venue."
    actions.move(desk, nia, key, date(2020, 6, 1), now)
    assert prepare(desk, renderer, rows[3].id, now) is None, "it has another date"
    actions.done(desk, nia, key, None, now)
    assert prepare(desk, renderer, rows[0].id, now) is None, "it is done"


def test_where_the_owner_has_no_slack_whoever_gave_it_hears(desk: Desk, now: datetime) -> None:
    people.link(desk, SYSTEM, f"U{ABOVE}", ABOVE, now)
    lead = people.actor_for(desk, ABOVE, now)
    with desk.database.read() as session:
        roster = load_roster(session)
    owner = next(p for p in roster.people.values() if not p.on_slack and set(p.teams) & lead.service)
    key = actions.add(desk, lead, NewAction("agree the venue", owner.staff_id, date(2020, 5, 7)), now).line.action_id
    until = local(date(2020, 5, 8), desk.programme.reminders.send_at, desk.zone)
    rows = [row for row in run_to(desk, now, until) if row.subject == key and row.kind == "action_due"]
    assert [row.staff_id for row in rows] == [ABOVE, ABOVE]
    ready = prepare(desk, make_renderer(desk.programme), rows[1].id, rows[1].due_at)
    assert ready is not None
    assert ready.message.text.startswith(f"An action of {owner.name} is due today")
