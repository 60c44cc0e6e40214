"""What somebody probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def closest(typed: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known words nearest to what was typed, best first; empty when nothing is near."""
    by_plain = {word.casefold(): word for word in known}
    typed_plain = typed.strip().casefold()
    begun = [word for plain, word in by_plain.items() if typed_plain and plain.startswith(typed_plain)]
    near = [by_plain[plain] for plain in get_close_matches(typed_plain, by_plain, n=most, cutoff=0.6)]
    return list(dict.fromkeys([*begun, *near]))[:most]
