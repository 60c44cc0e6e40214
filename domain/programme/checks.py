"""What must fit together across a programme: each problem is a (key, message) pair."""

from collections.abc import Iterator
from zoneinfo import available_timezones

from domain.programme.model import Programme

Problem = tuple[str, str]


def problems(programme: Programme) -> list[Problem]:
    found: list[Problem] = []
    for check in (_people, _supervision, _seats, _timeline, _training, _calendar):
        found.extend(check(programme))
    return found


def _unknown(key: str, name: str, known: object) -> Iterator[Problem]:
    if name not in known:  # type: ignore[operator]  # any container of strings
        yield key, f"'{name}' is not defined in this file; add it or correct the spelling"


def _people(p: Programme) -> Iterator[Problem]:
    for key, discipline in p.disciplines.items():
        for other in discipline.supervised_by:
            yield from _unknown(f"disciplines.{key}.supervised_by", other, p.disciplines)
        if not any(role.manager and p.may_supervise(d, key) for role in p.roles.values() for d in role.disciplines):
            yield f"disciplines.{key}", "no role with manager = true may supervise it; add one, or supervised_by"
    for key, role in p.roles.items():
        for discipline_key in role.disciplines:
            yield from _unknown(f"roles.{key}.disciplines", discipline_key, p.disciplines)


def _supervision(p: Programme) -> Iterator[Problem]:
    s = p.supervision
    yield from _unknown("supervision.default_kind", s.default_kind, s.kinds)
    for role in s.newly_qualified.roles:
        yield from _unknown("supervision.newly_qualified.roles", role, p.roles)
    for number, rule in enumerate(s.frequencies):
        key = f"supervision.frequencies.{number}"
        yield from _unknown(f"{key}.kind", rule.kind, s.kinds)
        for role in rule.roles:
            yield from _unknown(f"{key}.roles", role, p.roles)
        for earlier in rule.phases[:-1]:
            if earlier.until_weeks is None and earlier.until_months is None:
                yield f"{key}.phases", "only the last phase may be open-ended; add until_weeks or until_months"
    if s.window.end <= s.window.start:
        yield "supervision.window.end", "must be later than start"
    if not s.rhythm.shortest <= s.rhythm.longest <= s.rhythm.limit:
        yield "supervision.rhythm", "write shortest, longest and limit in rising order"


def _seats(p: Programme) -> Iterator[Problem]:
    for number, seat in enumerate(p.team_shape):
        yield from _unknown(f"team_shape.{number}.role", seat.role, p.roles)


def _timeline(p: Programme) -> Iterator[Problem]:
    keys = [row.key for row in p.timeline]
    for key in sorted({k for k in keys if keys.count(k) > 1}):
        yield "timeline", f"the key '{key}' is used twice; every milestone needs its own"
    yield from _unknown("go_live", p.go_live, keys)
    for number, link in enumerate(p.dependencies):
        yield from _unknown(f"dependencies.{number}.before", link.before, keys)
        yield from _unknown(f"dependencies.{number}.after", link.after, keys)
    circle = find_circle([(link.before, link.after) for link in p.dependencies])
    if circle:
        yield "dependencies", f"they run in a circle: {' > '.join(circle)}; remove one of them"


def _training(p: Programme) -> Iterator[Problem]:
    for name, pathway in p.training.pathways.items():
        keys = {step.key for step in pathway.steps}
        for step in pathway.steps:
            for before in step.after:
                yield from _unknown(f"training.pathways.{name}.{step.key}.after", before, keys)
            for discipline in step.disciplines:
                yield from _unknown(f"training.pathways.{name}.{step.key}.disciplines", discipline, p.disciplines)
        circle = find_circle([(before, step.key) for step in pathway.steps for before in step.after])
        if circle:
            yield f"training.pathways.{name}", f"the steps run in a circle: {' > '.join(circle)}"


def _calendar(p: Programme) -> Iterator[Problem]:
    if p.zone not in available_timezones():
        yield "zone", f"'{p.zone}' is not a known time zone; write for example Europe/London"
    if p.bank_holidays not in ("ENG", "NIR", "SCT", "WLS"):
        yield "bank_holidays", "write ENG, WLS, SCT or NIR"
    if p.group_supervision.anchor_monday.weekday() != 0:
        yield "group_supervision.anchor_monday", f"{p.group_supervision.anchor_monday} is not a Monday"
    r = p.reminders
    if not r.earliest <= r.send_at <= r.latest:
        yield "reminders.send_at", "must lie between earliest and latest"


def find_circle(links: list[tuple[str, str]]) -> list[str]:
    """The keys of one circle among (before, after) links, its first key repeated at the end; empty when none."""
    following: dict[str, list[str]] = {}
    for before, after in links:
        following.setdefault(before, []).append(after)
    done: set[str] = set()

    def visit(key: str, path: list[str]) -> list[str]:
        if key in path:
            return [*path[path.index(key) :], key]
        if key in done:
            return []
        for after in following.get(key, []):
            circle = visit(after, [*path, key])
            if circle:
                return circle
        done.add(key)
        return []

    return next((circle for key in sorted(following) if (circle := visit(key, []))), [])
