"""Mails against a server of the test's own."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from bot import mail
from bot.mail import MailCourier, MailServer
from bot.settings import SettingsError, SmtpTls, load_settings
from services.invitations import Entry, Parties, invitation
from services.letters import Invitation, Letter
from services.ports import Refused, TryLater
from tests.bot.smtp_server import MailBoxes, mail_server

LETTER = Letter(
    key="a1",
    address="mei@thamesmind.example",
    name="Mei Wilson",
    subject="Your supervision is on Tuesday",
    text="Your supervision is on Tuesday.\n",
    html="<p>Your supervision is on <strong>Tuesday</strong>.</p>",
)
CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture
async def boxes() -> AsyncIterator[MailBoxes]:
    async with mail_server() as found:
        yield found


@pytest.fixture
def courier(boxes: MailBoxes) -> Iterator[MailCourier]:
    server = MailServer("127.0.0.1", boxes.port, SmtpTls.NONE, "fsp@council.example", "fsp", "secret")
    found = MailCourier(server, "Family Safeguarding")
    yield found
    found.close()


async def test_a_letter_arrives_as_text_html_and_invitation(boxes: MailBoxes, courier: MailCourier) -> None:
    sent = await courier.send(replace(LETTER, invitations=(Invitation("REQUEST", CALENDAR),)))
    assert (sent.channel, sent.ts) == ("mail", "<a1@council.example>")
    (found,) = boxes.mails
    assert boxes.recipients == ["mei@thamesmind.example"]
    assert found["Subject"] == "Your supervision is on Tuesday"
    assert found["From"] == '"FSP Coordinator, Family Safeguarding" <fsp@council.example>'
    parts = [part.get_content_type() for part in found.walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html", "text/calendar"]
    assert [part.get_param("method") for part in found.walk()][-1] == "REQUEST"


async def test_an_invitation_survives_the_way(boxes: MailBoxes, courier: MailCourier) -> None:
    names = "Professional supervision: Siân O'Connor and Zoë Brontë-Fitzwilliam-Featherstonehaugh of the North team"
    parties = Parties("fsp@council.example", "Family Safeguarding", LETTER.address, "Zoë Brontë")
    made = invitation(
        Entry("1", 2, datetime(2020, 10, 26, 10, tzinfo=UTC), 90, names), parties, datetime(2020, 10, 1, tzinfo=UTC)
    )
    await courier.send(replace(LETTER, name="Zoë Brontë", subject="Supervision, Zoë", invitations=(made,)))
    (found,) = boxes.mails
    assert found["Subject"] == "Supervision, Zoë"
    (part,) = (part for part in found.walk() if part.get_content_type() == "text/calendar")
    (event,) = Calendar.from_ical(str(part.get_content())).walk("VEVENT")
    assert (str(event["SUMMARY"]), event["SEQUENCE"]) == (names, 2)


async def test_several_invitations_are_attached(boxes: MailBoxes, courier: MailCourier) -> None:
    await courier.send(replace(LETTER, invitations=(Invitation("REQUEST", CALENDAR), Invitation("CANCEL", CALENDAR))))
    methods = [part.get_param("method") for part in boxes.mails[0].iter_attachments()]
    assert methods == ["REQUEST", "CANCEL"]


@pytest.mark.parametrize("evil", ["Hello\r\nBcc: all@x.example", "Hello\nBcc: a@x.example", "A\u2028Bcc: x", "A\x00B"])
async def test_nothing_in_a_letter_can_add_a_header(boxes: MailBoxes, courier: MailCourier, evil: str) -> None:
    await courier.send(replace(LETTER, subject=evil, name=evil))
    (found,) = boxes.mails
    assert "Bcc" not in found
    assert boxes.recipients == ["mei@thamesmind.example"]


@pytest.mark.parametrize(
    "address", ["", "mei", "mei@x.example\r\nBcc: a@x.example", "a@x.example, b@x.example", "a b@c"]
)
async def test_what_is_no_address_is_refused(courier: MailCourier, address: str) -> None:
    with pytest.raises(Refused, match="bad_address"):
        await courier.send(replace(LETTER, address=address))


@pytest.mark.parametrize(
    ("command", "reply", "error", "code"),
    [
        ("HELLO", "421 busy", TryLater, "smtp_421"),
        ("MAIL", "451 later", TryLater, "smtp_451"),
        ("RCPT", "450 grey", TryLater, "smtp_450"),
        ("RCPT", "550 nobody", Refused, "smtp_550"),
        (".", "554 no", Refused, "smtp_554"),
        ("AUTH", "535 wrong", TryLater, "smtp_535"),
    ],
)
async def test_what_the_server_says_is_typed(
    boxes: MailBoxes, courier: MailCourier, command: str, reply: str, error: type[Exception], code: str
) -> None:
    boxes.replies[command] = reply
    with pytest.raises(error, match=code):
        await courier.send(LETTER)


async def test_a_server_that_is_away_or_hangs_or_cannot_keep_the_line_private_is_said(
    boxes: MailBoxes, courier: MailCourier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "TIMEOUT_SECONDS", 0.2)
    plain = MailCourier(MailServer("127.0.0.1", boxes.port, SmtpTls.STARTTLS, "fsp@council.example"), "S")
    with pytest.raises(Refused, match="smtp_not_supported"):
        await plain.send(LETTER)
    tls = MailCourier(MailServer("127.0.0.1", boxes.port, SmtpTls.TLS, "fsp@council.example"), "S")
    with pytest.raises(TryLater, match="smtp_"):
        await tls.send(LETTER)
    away = MailCourier(MailServer("127.0.0.1", 1, SmtpTls.NONE, "fsp@council.example"), "S")
    with pytest.raises(TryLater, match="smtp_connectionrefusederror"):
        await away.send(LETTER)
    boxes.replies["HELLO"] = "220-still"
    with pytest.raises(TryLater, match="smtp_"):
        await courier.send(LETTER)


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"smtp_host": "mail.example"}, "MAIL_FROM"),
        ({"smtp_host": "mail.example", "mail_from": "fsp@x.example\nBcc: y"}, "MAIL_FROM"),
        ({"smtp_host": "mail.example", "mail_from": "fsp@x.example", "practice": True}, "SMTP_HOST"),
        ({"smtp_host": "m", "mail_from": "fsp@x.example", "smtp_user": "a", "smtp_tls": "none"}, "SMTP_TLS"),
        ({"link_secret": "short"}, "LINK_SECRET"),
    ],
)
def test_settings_that_cannot_work_are_named(settings: dict[str, object], name: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(_env_file=None, **settings)
    assert [problem for problem, _ in caught.value.problems] == [name]
