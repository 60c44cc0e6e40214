"""In practice mail is caught and shown on the page, never sent."""

from collections.abc import Callable
from datetime import datetime

from bot.mail import compose
from practice.mailbox import Mailbox
from services.letters import Letter
from services.ports import Sent
from services.reach import Reach


class PracticePost:
    """Stands where the mail server would; `mailbox` is set once the page is put together."""

    def __init__(self, now: Callable[[], datetime], service: str) -> None:
        self._now, self._service = now, service
        self.mailbox: Mailbox | None = None

    async def send(self, letter: Letter) -> Sent:
        """Composed as it would go out, so that whatever can't be sent can't be caught either."""
        message = compose(letter, Reach().sender, self._service)
        assert self.mailbox is not None
        self.mailbox.catch(
            letter.key,
            letter.address,
            str(message["Subject"]),
            letter.text,
            letter.html,
            [one.content.decode() for one in letter.invitations],
            self._now().timestamp(),
        )
        return Sent("mail", str(message["Message-ID"]))
