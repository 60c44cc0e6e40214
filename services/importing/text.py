"""From a file's bytes to text and to cells, or the row where that is not possible."""

import codecs
import csv
import io
from collections.abc import Iterator


class Unreadable(Exception):
    """Nothing after `row` can be trusted. `wrong` and `instead` are for whoever made the file."""

    def __init__(self, row: int, wrong: str, instead: str) -> None:
        super().__init__(wrong)
        self.row = row
        self.wrong = wrong
        self.instead = instead


def decode(data: bytes) -> str:
    """UTF-8 with or without byte order mark, else Windows-1252, which is what Excel writes."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The mark says UTF-8, so what is not cannot be anything else.
        text = _windows(data) if not data.startswith(codecs.BOM_UTF8) else _refuse(data, error.start)
    if "\x00" in text:
        _refuse(data, data.index(b"\x00"))
    return text


def lines(text: str) -> Iterator[list[str]]:
    """Each row's cells, as a spreadsheet counts rows: a cell with a line break in it is in one row."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    while True:
        number += 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "limit" in str(error):
                wrong, instead = f"a cell has more than {csv.field_size_limit():,} characters", "a shorter text"
                raise Unreadable(number, wrong, instead) from error
            wrong = "a quotation mark is not closed, or text follows a closed one"
            raise Unreadable(number, wrong, 'no quotation marks, or "" for each one inside a quoted cell') from error


def _windows(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        return _refuse(data, error.start)


def _refuse(data: bytes, at: int) -> str:
    row = data.count(b"\n", 0, at) + 1
    raise Unreadable(row, "this is not text in UTF-8 or Windows-1252", "the same, saved again as 'CSV UTF-8'")
