"""The manner of every part of a programme: frozen, and no key that is not known."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Count = Annotated[int, Field(ge=1)]
Days = Annotated[int, Field(ge=0)]
