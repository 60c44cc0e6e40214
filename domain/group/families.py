"""What a chair's three numbers may say together."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Families:
    """The chair's three counts after a meeting: families open, discussed this time, and not yet discussed this month.

    They stand for families none of whom is named, so that it shows when one goes undiscussed.
    """

    open: int
    discussed: int
    waiting: int


def wrong_with(families: Families) -> dict[str, str]:
    """What cannot be, by field: a code that a template says. Empty when the numbers fit together.

    Some open families may have been discussed earlier in the month, so the other two need not add up to them.
    """
    found: dict[str, str] = {}
    for name in ("open", "discussed", "waiting"):
        if not 0 <= getattr(families, name) <= MOST:
            found[name] = "count"
    if found:
        return found
    if families.discussed > families.open:
        found["discussed"] = "more_than_open"
    if families.waiting > families.open:
        found["waiting"] = "more_than_open"
    elif not found and families.discussed + families.waiting > families.open:
        found["waiting"] = "more_than_left"
    return found


MOST = 999
"""More families than a team could ever hold: a slip of the finger."""
