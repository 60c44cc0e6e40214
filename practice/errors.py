"""What the stand-in refuses, in Slack's own error names."""

from collections.abc import Sequence


class ApiError(Exception):
    """A Web API call that Slack would refuse: `code` is Slack's name, `problems` name the places at fault."""

    def __init__(self, code: str, problems: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.problems = tuple(problems)

    def body(self) -> dict[str, object]:
        """The answer as Slack words it: `response_metadata.messages` carries the places."""
        answer: dict[str, object] = {"ok": False, "error": self.code}
        if self.problems:
            answer["response_metadata"] = {"messages": [f"[ERROR] {problem}" for problem in self.problems]}
        return answer
