"""Disciplines, roles, employers and the shape of a team."""

from typing import Literal

from domain.programme.base import Count, Part


class Discipline(Part):
    """`supervised_by` lists the disciplines whose managers may supervise this one; empty means only its own."""

    name: str
    worker: str
    supervised_by: tuple[str, ...] = ()


class Role(Part):
    """`manager` roles may supervise; `oversees` says what else the role answers for."""

    name: str
    disciplines: list[str]
    manager: bool = False
    oversees: Literal["none", "team", "service", "county", "profession"] = "none"


class Employer(Part):
    name: str
    kind: Literal["council", "partner"]


class Seat(Part):
    """How many of a role a full team has; a shared seat is held by somebody who serves several teams (OX annex)."""

    role: str
    seats: Count
    shared: bool = False


class PostState(Part):
    name: str
    filled: bool
