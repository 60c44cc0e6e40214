"""The practice workspace's page in a real browser, with screenshots in build/screenshots to look at."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import chromium
from tests.end_to_end.server import ROOT, running

SHOTS = ROOT / "build" / "screenshots"

pytestmark = pytest.mark.browser


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    """The page of a freshly started bot; any error in it fails the test."""
    with chromium() as browser, running(tmp_path) as practice:
        found = browser.new_page(viewport={"width": 1280, "height": 800})
        found.set_default_timeout(20_000)
        errors: list[str] = []
        found.on("pageerror", lambda error: errors.append(str(error)))
        found.goto(f"{practice.url}/")
        found.wait_for_selector(".places button")
        yield found
        assert errors == []


def act_as(page: Page, label: str) -> None:
    page.get_by_label("Act as").select_option(label=label)
    name = label.split(",")[0]
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def type_command(page: Page, text: str) -> None:
    page.get_by_label("Message", exact=True).fill(text)
    page.get_by_role("button", name="Send").click()


def shoot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def move_clock(page: Page, to: str) -> None:
    page.get_by_label("Go to").fill(to)
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("went out", timeout=60_000)


def test_plan_approve_remind_answer_and_digest(page: Page) -> None:
    messages = page.get_by_label("Messages")
    act_as(page, "Amara Evans, team manager")
    type_command(page, "/supervision plan May")
    expect(messages).to_contain_text("6 sessions proposed")
    shoot(page, "proposal")
    page.get_by_role("button", name="Approve").click()
    expect(messages).to_contain_text("will hear of it now")

    move_clock(page, "2020-05-12T12:00")
    act_as(page, "Nia O'Connor, social worker")
    expect(messages).to_contain_text("Your supervision with Amara Evans")
    page.get_by_role("button", name="Confirm").last.click()
    expect(messages).to_contain_text("Confirmed: supervision on")
    shoot(page, "reminder-answered")

    page.get_by_role("button", name="fsp-bicester-1").click()
    expect(messages).to_contain_text("Supervision in May 2020")
    shoot(page, "digest")
    page.set_viewport_size({"width": 390, "height": 844})
    shoot(page, "digest-phone")


def test_held_on_another_day_is_asked_in_a_modal(page: Page) -> None:
    messages = page.get_by_label("Messages")
    act_as(page, "Amara Evans, team manager")
    type_command(page, "/supervision plan May")
    page.get_by_role("button", name="Approve").click()
    expect(messages).to_contain_text("will hear of it now")
    move_clock(page, "2020-05-04T18:00")
    page.get_by_role("button", name="Held on another day").first.click()
    modal = page.get_by_role("dialog")
    expect(modal).to_contain_text("When was it held?")
    modal.get_by_label("Day").fill("2020-05-20")
    modal.get_by_label("Start").fill("10:00")
    modal.get_by_role("button", name="Record").click()
    expect(modal).to_contain_text("still to come")
    shoot(page, "modal-error")
    modal.get_by_label("Day").fill("2020-05-01")
    modal.get_by_role("button", name="Record").click()
    expect(modal).to_be_hidden()
    expect(messages).to_contain_text("was held on Friday 1 May at 10:00")


def test_people_are_found_by_typing_and_only_the_asker_sees_an_answer(page: Page) -> None:
    messages = page.get_by_label("Messages")
    page.get_by_label("Find a person").fill("amara evans")
    page.get_by_label("Find a person").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Amara Evans")
    page.get_by_role("button", name="fsp-bicester-1").click()
    type_command(page, "/team")
    expect(messages).to_contain_text("Only visible to you")
    page.get_by_label("Find a person").fill("nia o'connor")
    page.get_by_label("Find a person").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nia O'Connor")
    page.get_by_role("button", name="fsp-bicester-1").click()
    expect(messages).to_contain_text("Nothing here yet")
    expect(messages).not_to_contain_text("Office: Bicester")


def test_the_page_works_with_the_keyboard_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    line = page.get_by_label("Message", exact=True)
    line.fill("/")
    line.press("ArrowDown")
    expect(page.get_by_role("button", name="/supervision [plan May")).to_be_focused()
    page.keyboard.press("Enter")
    expect(line).to_have_value("/supervision ")
    line.press("Enter")
    button = page.get_by_role("button", name="Plan May 2020")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Messages")).to_contain_text("sessions proposed")
    expect(button).to_be_focused()
    page.get_by_role("button", name="People and channels").click()
    expect(page.get_by_label("Act as")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Act as")).to_be_hidden()
    shoot(page, "phone")


def test_whoever_cannot_make_it_books_another_time_with_one_press(page: Page) -> None:
    messages = page.get_by_label("Messages")
    act_as(page, "Amara Evans, team manager")
    type_command(page, "/supervision plan May")
    page.get_by_role("button", name="Approve").click()
    expect(messages).to_contain_text("will hear of it now")
    act_as(page, "Nia O'Connor, social worker")
    type_command(page, "/supervision")
    page.get_by_role("button", name="Can't make it").click()
    page.get_by_role("button", name="Tell them").click()
    expect(messages).to_contain_text("These times suit you both")
    shoot(page, "other-times")
    page.get_by_role("button", name=re.compile(r"^\w{3} \d+ May, \d\d:\d\d$")).first.click()
    expect(messages).to_contain_text("Moved: Nia O'Connor's supervision with Amara Evans is now on")
    act_as(page, "Amara Evans, team manager")
    expect(messages).to_contain_text("Your supervision has changed")
    shoot(page, "what-changed")
