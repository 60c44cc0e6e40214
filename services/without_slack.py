"""Who takes part without Slack: operations are told how many, and by what they are reached."""

from datetime import datetime

from services.desk import Desk
from storage.roster import load_roster


def without_slack(desk: Desk, now: datetime) -> int:
    """How many people in service have no Slack by the roster."""
    today = desk.today(now)
    with desk.database.read() as session:
        people = load_roster(session).people.values()
    return sum(person.in_service(today) and not person.on_slack for person in people)
