"""Nothing of one authority is in the code: another one needs another file, not another program."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from domain.access import Role
from domain.programme import Programme
from tests.domain.programme.files import ROOT

FOLDERS = ("domain", "services", "commands", "planning", "reminders", "bot", "templates", "jobs", "storage")
ALLOWED = {("bot/settings.py", "oxfordshire")}
"""The programme that is read when nobody names one."""


def _files(*endings: str) -> Iterator[Path]:
    for folder in FOLDERS:
        yield from (path for path in (ROOT / folder).rglob("*") if path.suffix in endings)


def _local_words(programme: Programme) -> list[str]:
    employers = [employer.name for employer in programme.employers.values()]
    places = [
        "Cherwell",
        "Banbury",
        "Bicester",
        "Abingdon",
        "Didcot",
        "Wantage",
        "Witney",
        "Oxford North",
        "Liquidlogic",
    ]
    shortened = [name.rsplit(" ", 1)[0] for name in employers]
    return [programme.key, programme.name, programme.authority, *employers, *shortened, *places]


def test_no_file_names_the_county_its_partners_or_its_places(programme: Programme) -> None:
    words = re.compile("|".join(map(re.escape, _local_words(programme))), re.IGNORECASE)
    found = {
        (path.relative_to(ROOT).as_posix(), match.group().lower())
        for path in _files(".py", ".j2", ".html", ".js", ".css", ".mako")
        for match in words.finditer(path.read_text(encoding="utf-8"))
    }
    assert found - ALLOWED == set()


def test_no_rule_is_tied_to_a_discipline_a_role_or_an_employer_of_one_authority(programme: Programme) -> None:
    keys = {*programme.disciplines, *programme.roles, *programme.employers} - {"council"}
    keys -= {role.value for role in Role}
    found = {
        (path.relative_to(ROOT).as_posix(), node.value)
        for path in _files(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in keys
    }
    assert found == set()
