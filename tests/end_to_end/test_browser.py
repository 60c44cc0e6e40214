"""The practice workspace's page in a real browser, with screenshots in build/screenshots to look at."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium
from tests.end_to_end.server import running
from tests.forks import ROOT

SHOTS = ROOT / "build" / "screenshots"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for all: each test's page has cookies and storage of its own."""
    with chromium() as found:
        yield found


@pytest.fixture
def page(tmp_path: Path, browser: Browser) -> Iterator[Page]:
    """The page of a freshly started bot; any error in it fails the test."""
    with running(tmp_path) as practice, closing(browser.new_page(viewport={"width": 1280, "height": 800})) as found:
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
    expect(page.get_by_role("status")).to_contain_text("went out", timeout=180_000)


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


def test_a_group_supervision_from_its_agenda_to_its_record(page: Page) -> None:
    messages = page.get_by_label("Messages")
    act_as(page, "Ben Roberts, social worker")
    type_command(page, "/group slot 2")
    expect(messages).to_contain_text("Slot 2 is yours.")
    expect(messages).to_contain_text("Every profession represented: no")
    shoot(page, "group-meeting")
    act_as(page, "Amara Evans, team manager")
    type_command(page, "/group")
    page.get_by_role("button", name="Excuse somebody").click()
    modal = page.get_by_role("dialog")
    modal.get_by_label("Who").select_option(label="Rhys Begum")
    modal.get_by_role("button", name="Excuse").click()
    expect(messages).to_contain_text("Rhys Begum is excused and is told.")

    move_clock(page, "2020-05-06T18:00")
    expect(messages).to_contain_text("Did Bicester 1's group supervision on Wednesday 6 May at 13:30 happen?")
    page.get_by_role("button", name="Held", exact=True).last.click()
    page.get_by_role("button", name="Everybody expected was there").click()
    expect(messages).to_contain_text("Still open: the three family numbers and the Workbook.")
    page.get_by_role("button", name="It is in the Workbook").click()
    expect(messages).to_contain_text("Still open: the three family numbers.")
    page.get_by_role("button", name="Enter the three family numbers").click()
    for label, number in (("Families open", "14"), ("Discussed this time", "9"), ("Not yet discussed this month", "6")):
        modal.get_by_label(label).fill(number)
    modal.get_by_role("button", name="Record").click()
    expect(modal).to_contain_text("this is more than the families that are open")
    modal.get_by_label("Not yet discussed this month").fill("5")
    modal.get_by_role("button", name="Record").click()
    expect(messages).to_contain_text("Families: 14 open, 9 discussed, 5 not yet discussed this month.")
    shoot(page, "group-record")
    type_command(page, "/group history")
    expect(messages).to_contain_text("Bicester 1: past group supervision")
    page.set_viewport_size({"width": 390, "height": 844})
    shoot(page, "group-history-phone")


def test_a_family_review_from_its_call_to_its_record(page: Page) -> None:
    messages = page.get_by_label("Messages")
    act_as(page, "Ben Roberts, social worker")
    type_command(page, "/group review Thu 28 May 10:00")
    modal = page.get_by_role("dialog")
    expect(modal).to_contain_text("No family is named here")
    shoot(page, "review-form")
    modal.get_by_role("button", name="Call it").click()
    expect(messages).to_contain_text("closed that day; ask for a written report by Fri 22 May")
    page.get_by_role("button", name="Invitations and reports").click()
    modal.get_by_label("School").select_option(label="Written report is here")
    modal.get_by_role("button", name="Save").click()
    expect(messages).to_contain_text("closed that day; the written report is here")
    shoot(page, "review")
    page.get_by_role("button", name="Move it").click()
    modal.get_by_label("Day").fill("2020-04-28")
    modal.get_by_label("Start").fill("10:00")
    modal.get_by_role("button", name="Move it").click()
    expect(messages).to_contain_text("Moved. Everybody of the team who is to come is told")
    move_clock(page, "2020-04-28T18:00")
    expect(messages).to_contain_text("Did it happen? Bicester 1's family review on Tuesday 28 April at 10:00.")
    page.get_by_role("button", name="Record it").last.click()
    shoot(page, "review-record-form")
    modal.get_by_label("Held", exact=True).check()
    modal.get_by_label("Sent a written report").nth(1).check()
    modal.get_by_role("button", name="Record").click()
    expect(messages).to_contain_text("School: sent a written report")
    type_command(page, "/group review")
    expect(messages).to_contain_text("Bicester 1: family reviews")
    page.set_viewport_size({"width": 390, "height": 844})
    shoot(page, "reviews-phone")


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


def test_a_supervisor_without_slack_reads_her_mail_and_answers_by_its_link(page: Page) -> None:
    messages, letters = page.get_by_label("Messages"), page.get_by_label("Mails")
    act_as(page, "Naomi Jenkins, mental health nurse")
    type_command(page, "/supervision book Naomi Jenkins 30 Apr 15:00")
    expect(messages).to_contain_text("Mei Wilson will be told")
    mail = page.get_by_role("button", name="Mail to people without Slack")
    expect(mail).to_contain_text("1", timeout=10_000)
    mail.click()
    expect(page.get_by_label("Read the mail of")).to_contain_text("Mei Wilson, ")
    expect(letters).to_contain_text(
        "Calendar entry: Professional supervision: Naomi Jenkins and Mei Wilson, Thu, 30 Apr"
    )
    shoot(page, "mail-invitation")
    page.get_by_role("button", name="Close").last.click()
    move_clock(page, "2020-05-01T12:00")
    mail.click()
    expect(letters).to_contain_text("Did it happen?")
    shoot(page, "mail-question")
    with page.expect_popup() as opened:
        letters.get_by_role("link", name="Held", exact=True).click()
    answer = opened.value
    expect(answer.get_by_role("heading", level=1)).to_have_text("Supervision was held")
    shoot(answer, "link-question")
    answer.keyboard.press("Tab")
    expect(answer.get_by_role("button", name="It was held")).to_be_focused()
    answer.keyboard.press("Enter")
    expect(answer.get_by_role("status")).to_contain_text("Recorded: Naomi Jenkins's supervision was held")
    shoot(answer, "link-answered")
    with page.expect_popup() as again:
        letters.get_by_role("link", name="Not held").click()
    expect(again.value.get_by_role("heading", level=1)).to_have_text("This has been answered already")
    again.value.set_viewport_size({"width": 390, "height": 700})
    shoot(again.value, "link-closed-phone")
    page.set_viewport_size({"width": 390, "height": 844})
    shoot(page, "mail-phone")
