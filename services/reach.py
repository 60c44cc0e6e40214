"""How people are reached besides Slack: by mail, and by links and calendars at this server's own address."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reach:
    """`mail` says that letters go out; `address` is this server's, without a slash at the end, where there is one.

    `sender` is the address that letters come from; `secret` signs links, and is empty where the records keep one.
    """

    mail: bool = False
    address: str | None = None
    sender: str = "fsp-coordinator@localhost"
    secret: str = field(default="", repr=False)

    @property
    def links(self) -> bool:
        """Can a letter be answered with a link?"""
        return self.address is not None
