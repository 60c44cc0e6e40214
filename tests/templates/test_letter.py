from datetime import UTC, datetime

import pytest

from bot.gallery_samples import SAMPLES
from services.notices import ComingView, HeldView
from services.sessions import SessionView
from templates.letter import one_line
from templates.render import Renderer

AT = datetime(2020, 5, 12, 9, tzinfo=UTC)


def session(supervisor: str = "Amara Evans") -> SessionView:
    return SessionView("5e55", "Nia O'Connor", supervisor, "Professional supervision", AT, 90, "planned")


def link(action: str, value: str) -> str | None:
    if action in ("supervision.other_day", "reminder.snooze"):
        return None
    return f"https://fsp.example.org/answer/{value}?{action}&x"


def test_a_letter_says_what_the_message_says_and_its_buttons_are_links() -> None:
    found = Renderer().letter("reminders/supervision_held", HeldView(session(), for_supervisor=True), link)
    assert found.subject == "Did Nia O'Connor's supervision on Tuesday 12 May at 10:00 happen?"
    assert found.text.startswith(
        "Did it happen? Nia O'Connor's supervision on Tuesday 12 May at 10:00.\n\nHeld:\nhttps:"
    )
    assert '<a href="https://fsp.example.org/answer/5e55?supervision.held&amp;x">Held</a>' in found.html
    assert "<strong>Did it happen?</strong>" in found.html
    assert "another day" not in found.text + found.html
    assert "Nothing is recorded before you press the button there" in found.text


def test_without_links_it_says_who_records() -> None:
    found = Renderer().letter("reminders/supervision_coming", ComingView(session(), confirmed=False))
    assert "http" not in found.text
    assert "or the team manager: they record it for you" in found.text


def test_names_stay_names() -> None:
    evil = '<script>alert(1)</script> & "Co"\r\nBcc: x@y.example'
    found = Renderer().letter("reminders/supervision_coming", ComingView(session(evil), confirmed=False), link)
    assert "<script>" not in found.html
    assert '&lt;script&gt;alert(1)&lt;/script&gt; &amp; "Co"' in found.html
    assert '<script>alert(1)</script> & "Co"' in found.text
    assert "\n" not in found.subject


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\u2028b", "a\x0bb", "a\x85b"])
def test_a_subject_is_one_line(text: str) -> None:
    assert one_line(text) == "a b"


def test_a_long_subject_ends_at_a_word() -> None:
    assert one_line("word " * 60).endswith("word …")
    assert len(one_line("word " * 60)) <= 122


# A closed channel can only be mended in Slack, so that message names what to type there.
LETTERS = [n for n, s in SAMPLES.items() if s.template.startswith("reminders/") and "channel" not in s.template]


@pytest.mark.parametrize("name", LETTERS)
def test_no_letter_tells_its_reader_to_type_a_command(name: str) -> None:
    sample = SAMPLES[name]
    found = Renderer().letter(sample.template, sample.view, link)
    assert "/supervision" not in found.text
    assert "`" not in found.text
