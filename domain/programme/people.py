"""Disciplines, roles, employers and the shape of a team."""

from typing import Literal

from pydantic import Field

from domain.programme.base import Count, Flag, Key, Keys, Part, Text


class Discipline(Part):
    """A professional background. Without `supervised_by` only its own managers may supervise it (OX annex)."""

    name: Text = Field(description='the name people see, such as "Social work"')
    worker: Text = Field(description='what one worker of it is called, such as "social worker"')
    supervised_by: Keys = Field(default=(), description="the disciplines whose managers may supervise it")


class Role(Part):
    """A job in the programme. `manager` roles may supervise; `oversees` says how far they answer for others."""

    name: Text = Field(description='the name people see, such as "Team manager"')
    disciplines: Keys = Field(min_length=1, description='the disciplines of its holders, such as ["social_work"]')
    manager: Flag = Field(default=False, description="true when its holders may supervise, else false")
    oversees: Literal["none", "team", "service", "county", "profession"] = Field(
        default="none", description="how far its holders answer for others"
    )


class Employer(Part):
    """`name` is written exactly as in the roster's files."""

    name: Text = Field(description="the organisation's name, exactly as in the roster files")
    kind: Literal["council", "partner"] = Field(description="what the organisation is to the programme")


class Seat(Part):
    """How many of a role a full team has; a shared seat is held by somebody who serves several teams (OX annex)."""

    role: Key = Field(description="a key of [roles]")
    seats: Count = Field(description="how many of this role a full team has")
    shared: Flag = Field(default=False, description="true when one person serves several teams, else false")


class PostState(Part):
    """A value of the column `state` in the posts file."""

    name: Text = Field(description='the words people see, such as "in post"')
    filled: Flag = Field(description="true when somebody does the work, else false")
    cover: Flag = Field(default=False, description="true when whoever does the work only covers it, such as an agency")
