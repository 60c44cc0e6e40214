"""A mail server of the test's own: it keeps what it is given and says what it is told to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


@dataclass
class MailBoxes:
    """`replies` are what it says to a command (MAIL, RCPT, DATA, AUTH, `.` for the end of a mail) in place of yes."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    replies: dict[str, str] = field(default_factory=dict)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def say(command: str, line: str) -> None:
            writer.write(f"{self.replies.get(command, line)}\r\n".encode())

        say("HELLO", "220 here")
        while line := await reader.readline():
            command = line.decode().split(" ")[0].strip().upper()
            if command == "EHLO":
                writer.write(b"250-here\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n")
            elif command == "RCPT":
                self.recipients.append(line.decode().partition("<")[2].partition(">")[0])
                say("RCPT", "250 yes")
            elif command == "DATA" and "DATA" not in self.replies:
                say("DATA", "354 go on")
                await self._take(reader)
                say(".", "250 kept")
            else:
                say(command, "221 bye" if command == "QUIT" else "235 in" if command == "AUTH" else "250 yes")
            await writer.drain()
            if command == "QUIT":
                break
        writer.close()

    async def _take(self, reader: asyncio.StreamReader) -> None:
        lines: list[bytes] = []
        while (line := await reader.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.mails.append(message_from_bytes(b"".join(lines), policy=default))


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailBoxes]:
    boxes = MailBoxes()
    server = await asyncio.start_server(boxes.serve, "127.0.0.1", 0)
    boxes.port = int(server.sockets[0].getsockname()[1])
    try:
        yield boxes
    finally:
        server.close()
