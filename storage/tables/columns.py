"""Column helpers that several tables share."""

from enum import Enum
from typing import Any
from uuid import uuid4

import sqlalchemy as sa


def new_id() -> str:
    """An opaque id: safe in a button, a log and Slack's metadata."""
    return uuid4().hex


def enum_type(enum: type[Enum]) -> sa.Enum:
    """A text column that holds the enumeration's values, checked by the database."""
    return sa.Enum(
        enum,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=f"{enum.__name__.lower()}_values",
        values_callable=_values,
    )


def _values(enum: type[Enum]) -> list[Any]:
    return [member.value for member in enum]
