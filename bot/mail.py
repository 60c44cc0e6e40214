"""The courier to people without Slack: the only place that speaks SMTP, with typed errors."""

import smtplib
import ssl
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from bot.pool import WorkerPool
from bot.settings import Settings, SmtpTls
from services.letters import Letter
from services.ports import CourierError, Refused, Sent, TryLater

TIMEOUT_SECONDS = 15
THREADS = 2
"""Its own: a mail server that hangs must not take the threads that answer people."""

_NOT_US = frozenset({530, 534, 535})
"""The server wants another password: ours to mend, and no fault of the letter."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over."""

    host: str
    port: int
    tls: SmtpTls
    sender: str
    user: str = ""
    password: str = ""
    context: ssl.SSLContext | None = None


class MailCourier:
    """Carries letters by SMTP, one connection each, off the event loop."""

    def __init__(self, server: MailServer, service: str) -> None:
        self._server, self._service = server, service
        self._pool = WorkerPool(THREADS)

    async def send(self, letter: Letter) -> Sent:
        return await self._pool.run(self._hand_over, letter)

    def close(self) -> None:
        self._pool.close()

    def _hand_over(self, letter: Letter) -> Sent:
        message = compose(letter, self._server.sender, self._service)
        try:
            with self._connect() as line:
                line.send_message(message)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            # Without its cause: what a mail server says may quote the address.
            raise _typed(error) from None
        return Sent("mail", str(message["Message-ID"]))

    def _connect(self) -> smtplib.SMTP:
        server, context = self._server, self._server.context or ssl.create_default_context()
        line: smtplib.SMTP
        if server.tls is SmtpTls.TLS:
            line = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
        else:
            line = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
        try:
            if server.tls is SmtpTls.STARTTLS:
                line.starttls(context=context)
            if server.user:
                line.login(server.user, server.password)
        except BaseException:
            line.close()
            raise
        return line


def courier_for(settings: Settings, service: str) -> MailCourier | None:
    """The courier that the settings ask for, if they ask for one."""
    if settings.smtp_host is None:
        return None
    password = "" if settings.smtp_password is None else settings.smtp_password.get_secret_value()
    port, user = settings.smtp_port or settings.smtp_tls.port, settings.smtp_user or ""
    server = MailServer(settings.smtp_host, port, settings.smtp_tls, settings.mail_from or "", user, password)
    return MailCourier(server, service)


def compose(letter: Letter, sender: str, service: str) -> EmailMessage:
    """The mail as it goes out. Raises `Refused` for an address that is none; a header can hold no line break."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(f"FSP Coordinator, {_header(service)}", addr_spec=sender)
    try:
        message["To"] = Address(_header(letter.name), addr_spec=letter.address)
    except (HeaderParseError, ValueError, IndexError):
        raise Refused("bad_address") from None
    message["Subject"] = _header(letter.subject)
    message["Message-ID"] = f"<{letter.key}@{sender.rpartition('@')[2]}>"
    # No answer of another machine: it would go to an address that nobody reads.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    _invite(message, letter)
    return message


def _invite(message: EmailMessage, letter: Letter) -> None:
    """One invitation stands beside the text, where mail programs look for it; several are attached."""
    if len(letter.invitations) == 1:
        (only,) = letter.invitations
        message.add_alternative(only.content.decode(), subtype="calendar", params={"method": only.method})
        return
    for number, invitation in enumerate(letter.invitations, start=1):
        message.add_attachment(
            invitation.content.decode(),
            subtype="calendar",
            params={"method": invitation.method},
            filename=f"supervision-{number}.ics",
        )


def _header(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _typed(error: Exception) -> CourierError:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _by_code(next(iter(error.recipients.values()))[0])
    if isinstance(error, smtplib.SMTPResponseException):
        return _by_code(error.smtp_code)
    if isinstance(error, (UnicodeError, smtplib.SMTPNotSupportedError)):
        return Refused("smtp_not_supported")
    return TryLater(f"smtp_{type(error).__name__.lower()}")


def _by_code(code: int) -> CourierError:
    return TryLater(f"smtp_{code}") if code < 500 or code in _NOT_US else Refused(f"smtp_{code}")
