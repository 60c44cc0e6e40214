"""What people can act on. An error carries a code and facts; its words are in `templates/problems.j2`."""

from collections.abc import Mapping


class Refusal(Exception):
    """Something the person who asked can mend or should know; anything else that is raised is a fault of ours.

    `code` names the passage in `templates/problems.j2`; `facts` are the values that passage shows.
    """

    code: str = "refused"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts: Mapping[str, object] = facts


class NotUnderstood(Refusal):
    """Facts: `typed`, `suggestions` (closest words first), `command`."""

    code = "not_understood"


class BadValue(Refusal):
    """A word was understood but its value was not. Facts: `what`, `typed`, `example`."""

    code = "bad_value"


class NotAllowed(Refusal):
    """Facts: `action`, `who_can` (pairs of a role that may and how far it reaches)."""

    code = "not_allowed"


class NotLinked(Refusal):
    """The roster does not know this Slack user. Facts: `reason` (guest, stranger, no_match, no_email)."""

    code = "not_linked"


class NotFound(Refusal):
    """Facts: `what`, `typed`, `suggestions`."""

    code = "not_found"


class Stale(Refusal):
    """What the person saw has changed since. Facts: `what`."""

    code = "stale"


class AlreadySettled(Refusal):
    """The question was answered before. Facts: `what`, `answer`."""

    code = "already_settled"


class TimeTaken(Refusal):
    """A session can't be held then. Facts: `cause`, `who` it is that can't (or None), `at`, `times` that would do."""

    code = "time_taken"


class SlotTaken(Refusal):
    """An agenda slot that somebody has. Facts: `number`, `by` (a name), `free` (the numbers still free)."""

    code = "slot_taken"


class NothingToDo(Refusal):
    """Facts: `what`."""

    code = "nothing_to_do"


class ProgrammeError(Exception):
    """A programme file that cannot be used: `problems` are (key, message) pairs, `source` the file's name."""

    def __init__(self, source: str, problems: tuple[tuple[str, str], ...]) -> None:
        self.source = source
        self.problems = problems
        super().__init__("\n".join(f"{source}: {key}: {message}" for key, message in problems))
