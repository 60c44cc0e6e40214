"""The funded posts: how many were promised, what counts as vacant, and what waits for them."""

from typing import Literal

from pydantic import Field, model_validator

from domain.programme.base import Count, Key, Part, Text, unfit
from domain.programme.rhythm import Lead


class Promised(Part):
    """So many posts of one discipline were promised."""

    discipline: Key = Field(description="a key of [disciplines]")
    count: Count = Field(description="how many posts were promised")
    source: Text = Field(description='where it is promised, such as "OX p39"')


class Posts(Part):
    """The vacancy rate is printed with `vacancy_words`; `needed_by` is the milestone that waits for the posts."""

    promised: tuple[Promised, ...] = Field(
        default=(), description='a table for each discipline, { discipline = "...", count = 10, source = "..." }'
    )
    needed_by: Key | None = Field(default=None, description="the key of the timeline row that waits for the posts")
    cover_counts: Literal["filled", "vacant"] = Field(
        default="filled", description="what a post counts as that somebody only covers"
    )
    vacancy_words: Text = Field(
        default="posts that nobody fills, of those whose funding covers the day",
        description="the rule of the vacancy rate, as it is printed beside it",
    )
    funding_leads: tuple[Lead, ...] = Field(
        default=(Lead.model_validate("180 days"), Lead.model_validate("90 days")),
        description='how long before its end a post\'s funding is spoken of, such as ["180 days", "90 days"]',
    )

    @model_validator(mode="after")
    def _once_each(self) -> "Posts":
        named = [one.discipline for one in self.promised]
        if len(named) != len(set(named)):
            raise unfit("has the same discipline twice in promised; write one table for each")
        return self
