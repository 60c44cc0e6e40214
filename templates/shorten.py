"""Making text fit: at line ends where it can, never inside an escape, a mention or a link."""

import re

ELLIPSIS = "…"
_WHOLE = re.compile(r"&(?:amp|lt|gt);|<[^<>]*>")


def fit(text: str, most: int) -> str:
    """At most `most` characters, ending in an ellipsis when something was cut."""
    if len(text) <= most:
        return text
    end = most - len(ELLIPSIS)
    for match in _WHOLE.finditer(text):
        if match.start() < end < match.end():
            end = match.start()
            break
        if match.start() >= end:
            break
    return text[:end].rstrip() + ELLIPSIS


def split_lines(text: str, most: int) -> list[str]:
    """Pieces of at most `most` characters, split between lines; a single longer line is shortened."""
    pieces: list[str] = []
    current = ""
    for line in (fit(line, most) for line in text.split("\n")):
        joined = f"{current}\n{line}" if current else line
        if len(joined) > most:
            pieces.append(current)
            current = line
        else:
            current = joined
    return [*pieces, current]
