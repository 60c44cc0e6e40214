"""What the practice workspace starts with besides the roster: milestones, roles, linked users, group supervision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import select

from domain.access import Role
from services import practice_groups, practice_reviews
from services.desk import Desk
from services.practice_groups import GroupSeed
from storage.roster import load_roster
from storage.tables import MilestoneRow, RoleGrantRow, SlackLinkRow


@dataclass(frozen=True, slots=True)
class Seed:
    """A practice seed's file: when milestones happened, who is granted which role, when teams meet and review."""

    happened: Mapping[str, date]
    grants: Mapping[str, str]
    groups: GroupSeed
    review_days: Sequence[date]


@dataclass(frozen=True, slots=True)
class SeededUser:
    user_id: str
    name: str
    title: str
    email: str | None
    guest: bool
    stranger: bool
    group: str


def plant(desk: Desk, seed: Seed, now: datetime) -> None:
    """Store the seed, after the roster was imported. Safe to repeat."""
    with desk.database.work("system", now) as uow:
        roster = load_roster(uow.session)
        for key, day in seed.happened.items():
            row = uow.session.get_one(MilestoneRow, key)
            row.actual = row.forecast = day
            uow.session.add(row)
            uow.record_soon("milestone.happened", key, {"actual": day.isoformat()})
        for staff_id, role in seed.grants.items():
            uow.session.merge(
                RoleGrantRow(staff_id=staff_id, role=Role(role).value, granted_at=now, granted_by="system")
            )
            uow.record_soon("role.grant", staff_id, {"role": role})
        for person in roster.people.values():
            if person.on_slack:
                uow.session.merge(
                    SlackLinkRow(
                        slack_user_id=slack_user_id(person.staff_id),
                        staff_id=person.staff_id,
                        how="seed",
                        linked_at=now,
                        linked_by="system",
                    )
                )
                uow.record_soon("person.link", person.staff_id, {"how": "seed"})
        practice_groups.plant(desk, uow, roster, seed.groups)
        practice_reviews.plant(desk, uow, roster, seed.review_days)
        uow.write_records()
        uow.record("practice.seed", "1")
        uow.commit()


def slack_user_id(staff_id: str) -> str:
    return f"U{staff_id}"


def users(desk: Desk) -> list[SeededUser]:
    """Everybody with Slack, a guest and a stranger; grouped by team, managers first."""
    with desk.database.read() as session:
        roster = load_roster(session)
        linked = {row.staff_id: row.slack_user_id for row in session.exec(select(SlackLinkRow))}
        granted = {row.staff_id: row.role for row in session.exec(select(RoleGrantRow))}
    found = []
    for person in roster.people.values():
        if not person.on_slack:
            continue
        title = desk.programme.roles[person.role].name
        if person.staff_id in granted:
            title = f"{title}, {granted[person.staff_id].replace('_', ' ')}"
        found.append(
            SeededUser(
                user_id=linked.get(person.staff_id, slack_user_id(person.staff_id)),
                name=person.name,
                title=title,
                email=person.email,
                guest=False,
                stranger=False,
                group=roster.teams[person.teams[0]].name if person.teams else "Above the teams",
            )
        )
    order = {"Above the teams": -1} | {t.name: n for n, t in enumerate(roster.teams.values())}
    managers = {desk.programme.roles[key].name for key, role in desk.programme.roles.items() if role.manager}
    found.sort(key=lambda u: (order[u.group], u.title.split(",")[0] not in managers, u.name))
    outside = "Not on the roster"
    return [
        *found,
        SeededUser("UGUEST1", "Robin Visitor", "Guest from a partner", "robin@partner.example", True, False, outside),
        SeededUser("USTRANGER1", "Sam Elsewhere", "From another workspace", None, False, True, outside),
    ]


@dataclass(frozen=True, slots=True)
class SeededReader:
    """Somebody without Slack."""

    address: str
    name: str
    title: str
    group: str


def readers(desk: Desk) -> list[SeededReader]:
    """Everybody without Slack, by name."""
    with desk.database.read() as session:
        roster = load_roster(session)
    found = [
        SeededReader(
            person.email,
            person.name,
            desk.programme.roles[person.role].name,
            roster.teams[person.teams[0]].name if person.teams else "Above the teams",
        )
        for person in roster.people.values()
        if not person.on_slack
    ]
    return sorted(found, key=lambda reader: reader.name)


def channels(desk: Desk) -> list[str]:
    with desk.database.read() as session:
        return [team.channel for team in load_roster(session).teams.values()]
