"""What a Web API method is: a function of the workspace and its arguments, giving the fields of the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from practice.errors import ApiError
from practice.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Arguments:
    """A call's arguments by name."""

    values: Mapping[str, Any]

    def text(self, name: str) -> str:
        """The argument as text, empty when it is absent."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def needed(self, name: str) -> str:
        """Raises `ApiError` invalid_arguments when it is absent."""
        value = self.text(name)
        if not value:
            raise ApiError("invalid_arguments", [f"missing required field: {name}"])
        return value

    def get(self, name: str) -> Any:
        return self.values.get(name)


Method = Callable[[Workspace, Arguments], dict[str, Any]]
