"""What a short note may hold: what is certainly personal is refused before it is stored.

A note is about the programme. It names a member of staff at most, and never anybody of a family.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from domain.dates import month_number
from domain.errors import BadValue

MOST_CHARACTERS = 300

OLDEST = timedelta(days=2 * 365)
"""A whole date that is further back is nobody's business here but a birthday's; the month alone can be written."""

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d£$€.,])(?:\+44[\s-]?|\(?0)(?:[\s()-]?\d){9,10}(?!\d)")
_TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d)")
_POSTCODE = re.compile(r"\b[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
_BORN = re.compile(r"\b(?:d\.?\s?o\.?\s?b\b|date of birth|birthday|born)", re.IGNORECASE)
_NUMBERS = re.compile(r"\b(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_WORDS = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_CASE = re.compile(
    r"\b(?:case|client|child|family|person|record|lcs|eh|mosaic|system)\b\s*"
    r"(?:reference|ref|record|number|no|id)?\.?\s*[:#]?\s*[A-Z]{0,3}-?\d{3,}",
    re.IGNORECASE,
)
_CASE_WORD = re.compile(r"(?i:\bcase\s+(?:reference|ref|number|no|id)\b\.?)\s*[:#]?\s*[\w-]*\d")
_LETTER = re.compile(r"\b(?i:child|baby|boy|girl|sibling|mother|father|parent|mum|dad|family|case)\s+[A-Z]{1,3}\b(?!')")
_RELATIVE = re.compile(
    r"\b(?i:child|baby|son|daughter|mother|father|mum|dad|parents?|children|brother|sister|sibling|family)\s+"
    r"(?i:of|called|named)\s+[A-Z][a-z'-]+"
)
_THE_FAMILY = re.compile(r"\b(?i:the)\s+([A-Z][\w'’-]+)\s+(?:family|children|siblings|household|twins|baby)\b")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Master|Baby)\.?\s+((?:[A-Z]\.?\s+)?[A-Z][\w'’-]+)")
_NEVER = (
    ("postcode", _POSTCODE),
    ("telephone", _PHONE),
    ("case", _CASE),
    ("case", _CASE_WORD),
    ("family", _LETTER),
    ("family", _RELATIVE),
    ("family", _THE_FAMILY),
)


def read_note(
    typed: str,
    today: date,
    *,
    emails: Collection[str] = (),
    surnames: Collection[str] | None = None,
    optional: bool = False,
) -> str:
    """The note in one line, or `BadValue` with `what="note"` and in `cause` what can't be kept in it.

    `emails` (in small letters) are those of the roster, which may stand in a note; so may a title with one of its
    `surnames`. Without surnames, as beside a modal's field, nobody with a title is taken for a stranger.
    """
    words = " ".join(typed.split())
    cause = next(_wrong(words, today, emails, surnames, optional=optional), None)
    if cause is not None:
        raise BadValue(what="note", cause=cause, typed="", example="", most=MOST_CHARACTERS)
    return words


def _wrong(
    words: str, today: date, emails: Collection[str], surnames: Collection[str] | None, *, optional: bool
) -> Iterator[str]:
    if not words and not optional:
        yield "empty"
    if len(words) > MOST_CHARACTERS:
        yield "long"
    if any(_is_nhs_number(match.group()) for match in _TEN_DIGITS.finditer(words)):
        yield "nhs_number"
    if _birth(words, today):
        yield "date_of_birth"
    if any(match.group().casefold() not in emails for match in _EMAIL.finditer(words)):
        yield "email"
    yield from (cause for cause, pattern in _NEVER if pattern.search(words))
    if surnames is not None and any(_last(m[1]) not in surnames for m in _TITLED.finditer(words)):
        yield "name"


def _last(name: str) -> str:
    return name.split()[-1].removesuffix("'s").removesuffix("’s").casefold()


def _is_nhs_number(text: str) -> bool:
    """Ten digits whose last one checks the others, modulo 11 (NHS Data Dictionary)."""
    digits = [int(c) for c in text if c.isdigit()]
    check = 11 - sum(d * (10 - n) for n, d in enumerate(digits[:9])) % 11
    return check != 10 and digits[9] == (0 if check == 11 else check)


def _birth(words: str, today: date) -> bool:
    """A date with a word of birth beside it, or a whole date too long ago to be the programme's."""
    dates = list(_dates(words, today))
    return any(day < today - OLDEST for day in dates) or (bool(_BORN.search(words)) and bool(re.search(r"\d", words)))


def _dates(words: str, today: date) -> Iterator[date]:
    for match in _NUMBERS.finditer(words):
        yield from _made(match[3], match[2], match[1], today)
    for match in _ISO.finditer(words):
        yield from _made(match[1], match[2], match[3], today)
    for match in _WORDS.finditer(words):
        yield from _made(match[3], str(month_number(match[2]) or 0), match[1], today)
    for match in _MONTH_FIRST.finditer(words):
        yield from _made(match[3], str(month_number(match[1]) or 0), match[2], today)


def _made(year: str, month: str, day: str, today: date) -> Iterator[date]:
    """The date, where there is one; two figures of a year are the latest such year that is not far ahead."""
    number = int(year)
    if len(year) == 2:
        number += 2000 if number <= today.year % 100 + 10 else 1900
    try:
        yield date(number, int(month), int(day))
    except ValueError:
        return
