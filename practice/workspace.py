"""The practice workspace as its parts share it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from practice.clock import ClockControl
from practice.faults import Faults
from practice.mailbox import Mailbox, PracticeReader
from practice.modals import Modals
from practice.outbound import BotLine
from practice.people import Directory
from practice.store import Store
from practice.tickets import ResponseLinks, TriggerDesk


@dataclass(slots=True)
class Changes:
    """Counts what the page has to show anew; `start` keeps the count rising across restarts."""

    count: int

    def add(self) -> None:
        self.count += 1


@dataclass(slots=True)
class Journey:
    """A move of the practice clock, as far as it has come."""

    to: datetime
    at: datetime
    sent: int = 0
    running: bool = True
    problem: str | None = None


@dataclass(slots=True)
class Workspace:
    """Everything the stand-in for Slack knows and can do."""

    service_name: str
    bot_token: str
    commands: Sequence[Mapping[str, str]]
    directory: Directory
    clock: ClockControl
    wall_seconds: Callable[[], float]
    bot: BotLine
    changes: Changes
    store: Store
    mailbox: Mailbox
    readers: Sequence[PracticeReader]
    modals: Modals
    triggers: TriggerDesk
    links: ResponseLinks
    faults: Faults = field(default_factory=Faults)
    journey: Journey | None = None
