"""The tables in a spreadsheet that somebody sent: XLSX, or CSV in whatever encoding and with whatever separator."""

import csv
import io
from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import islice
from typing import Any, NamedTuple

from workshop.errors import Fault, Invalid
from workshop.reading.packed import NotPacked, TooMuchPacked, unpacked

MOST_SHEETS = 20
MOST_ROWS = 20_000
MOST_COLUMNS = 60
LARGEST_UNPACKED = 40 * 2**20
# Where a file says nothing of its encoding, the one counts in which most of these letters stand.
NORDIC = frozenset("åäöÅÄÖ")
ENCODINGS = ("cp1252", "mac_roman", "cp850")
SEPARATORS = (";", ",", "\t")
_ZIP = b"PK\x03\x04"
# In each encoding that a parser of XML takes.
_DECLARES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Cell(NamedTuple):
    """A cell as text; `fault` says why it is none: `formula`, or `not_text` for a time or an odd number."""

    text: str
    fault: str = ""


Rows = list[list[Cell]]


def tables_in(contents: bytes) -> Iterator[Rows]:
    """Yield the tables that a file may be read as: its sheets, or its lines by each separator.

    Raises Invalid for what is no spreadsheet, or too large to be opened.
    """
    if contents.startswith(_ZIP):
        yield from _sheets(contents)
    else:
        text = _decoded(contents)
        for separator in SEPARATORS:
            yield _lines(text, separator)


def _sheets(contents: bytes) -> Iterator[Rows]:
    # 20 MB and a fifth of a second, with NumPy: not for a process in which nobody opens a spreadsheet.
    from openpyxl import load_workbook

    _refuse_bombs(contents)
    try:
        book = load_workbook(io.BytesIO(contents), read_only=True, keep_links=False)
        for sheet in islice(book.worksheets, MOST_SHEETS):
            # What a sheet says of its own size may be wrong, and too much of it would be made of nothing.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
            yield _within([[_cell(each) for each in row] for row in rows])
    except Invalid:
        raise
    except Exception as failure:
        # Danger: openpyxl raises whatever its parsers do on a file that was broken or made to break it.
        raise _not_one() from failure


def _refuse_bombs(contents: bytes) -> None:
    try:
        parts = unpacked(contents, LARGEST_UNPACKED)
    except TooMuchPacked as failure:
        raise Invalid(file=Fault("file_too_large")) from failure
    except NotPacked as failure:
        raise _not_one() from failure
    for name, part in parts.items():
        # Danger: entities that a document declares can grow without bound. No spreadsheet declares any.
        if name.endswith((".xml", ".rels")) and any(mark in part for mark in _DECLARES):
            raise _not_one()


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return Cell("")
    if cell.data_type in ("f", "e"):
        return Cell("", "formula")
    if isinstance(value, bool | date | time | timedelta) or (isinstance(value, float) and not value.is_integer()):
        return Cell("", "not_text")
    return Cell(value if isinstance(value, str) else str(int(value)))


def _decoded(contents: bytes) -> str:
    if contents.startswith(_UTF_16):
        return contents.decode("utf-16", errors="replace")
    if b"\0" in contents:
        raise _not_one()
    try:
        return contents.decode("utf-8-sig")
    except UnicodeDecodeError:
        read = [contents.decode(encoding, errors="replace") for encoding in ENCODINGS]
        return max(read, key=lambda text: sum(each in NORDIC for each in text))


def _lines(text: str, separator: str) -> Rows:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = [[Cell(each) for each in row[:MOST_COLUMNS]] for row in islice(lines, MOST_ROWS + 1)]
    except csv.Error as failure:
        raise _not_one() from failure
    return _within(rows)


def _within(rows: Rows) -> Rows:
    if len(rows) > MOST_ROWS:
        raise Invalid(file=Fault("file_too_large"))
    return rows


def _not_one() -> Invalid:
    return Invalid(file=Fault("not_a_spreadsheet"))
