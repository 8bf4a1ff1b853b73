"""Tables for spreadsheets: columns and rows whose cells every spreadsheet can hold."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

# Excel's limit, in UTF-16 code units; in a CSV the excess would spill into the next rows.
LONGEST = 32_767
CUT = " […]"
# XML 1.0 (production 2, Char) excludes these.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

TEXT, FIGURE, DOTTED, TIME = KINDS = ("text", "figure", "dotted", "time")
# A suppressed figure; the column or a note says why.
HIDDEN = "–"


@dataclass(frozen=True)
class Column:
    """A column: heading, width in characters, and kind of its cells.

    A `dotted` cell is a number such as "1.10", as text; a `time` is RFC 3339 in UTC, as text.
    """

    heading: str
    width: int = 12
    kind: str = TEXT


# One cell for each column: text, a number or None.
Row = Sequence[Any]


class Rows(Protocol):
    """Rows that are counted before they are made, and are the same each time."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Row]: ...


@dataclass(frozen=True)
class MadeInTurn:
    """So many rows that none of them is kept: `begin` gives them from the first one on."""

    length: int
    begin: Callable[[], Iterator[Row]]

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[Row]:
        return self.begin()


@dataclass(frozen=True)
class Table:
    """A named table."""

    name: str
    columns: list[Column]
    rows: Rows


def table(name: str, columns: list[Column], rows: Iterable[Row]) -> Table:
    """Return a table whose cells fit in a spreadsheet; equal headings are numbered.

    Its rows are kept, but for those that are `MadeInTurn`.
    """
    seen: dict[str, int] = {}
    headed = []
    for column in columns:
        heading = fit(column.heading)
        seen[heading] = seen.get(heading, 0) + 1
        headed.append(
            Column(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})", column.width, column.kind)
        )
    if isinstance(rows, MadeInTurn):
        return Table(name, headed, MadeInTurn(len(rows), lambda: map(_fitting, rows)))
    return Table(name, headed, [_fitting(row) for row in rows])


def _fitting(row):
    return [fit(cell) if isinstance(cell, str) else cell for cell in row]


def fit(text: str) -> str:
    """Return a text without characters that XML can't hold, cut to what a cell holds."""
    if not text.isprintable():
        # All that are excluded are unprintable, and few texts have any.
        text = _ILLEGAL.sub("", text)
    if len(text) * 2 <= LONGEST or _units(text) <= LONGEST:
        return text
    room = LONGEST - len(CUT)
    # A cut may split a surrogate pair; the half is dropped.
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore") + CUT


def _units(text):
    return len(text.encode("utf-16-le")) // 2
