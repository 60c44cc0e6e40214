"""What the modals about governance offer to choose from."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.access import Actor
from domain.governance.actions import Origin
from services.desk import Desk
from services.governance.sources import SourceName, choices


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """`value` is `kind/key`."""

    value: str
    source: SourceName


@dataclass(frozen=True, slots=True)
class NewActionForm:
    """`chosen` is the source that is chosen to begin with, or empty; `owner` whoever asks."""

    owner: str
    today: date
    sources: tuple[SourceChoice, ...]
    chosen: str


def new_action(desk: Desk, actor: Actor, chosen: str, now: datetime) -> NewActionForm:
    with desk.database.read() as session:
        found = [SourceChoice(value(o), SourceName(o.kind, name)) for o, name in choices(desk, session)]
    return NewActionForm(actor.name, desk.today(now), tuple(found), chosen)


def value(origin: Origin) -> str:
    return f"{origin.kind}/{origin.key}"
