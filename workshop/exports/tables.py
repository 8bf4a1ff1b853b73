"""Tables that spreadsheets hold: columns and rows, with no cell that a spreadsheet could not keep."""

import re
from dataclasses import dataclass

# Excel's limit, in UTF-16 code units; what is beyond it in a CSV runs over into the next rows.
LONGEST = 32_767
CUT = " […]"
# XML 1.0 (production 2, Char) has no place for these.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

TEXT, FIGURE, DOTTED, TIME = KINDS = ("text", "figure", "dotted", "time")
# A figure that is kept back; the column or a note says why.
HIDDEN = "–"


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters, and what its cells are.

    A `dotted` cell is a number such as "1.10", which is text; a `time` is RFC 3339 in UTC, as text.
    """

    heading: str
    width: int = 12
    kind: str = TEXT


@dataclass(frozen=True)
class Table:
    """A named table; each row has one cell for each column: text, a whole number or None."""

    name: str
    columns: list[Column]
    rows: list[list]


def table(name: str, columns: list[Column], rows) -> Table:
    """Make a table whose cells fit in a spreadsheet; equal headings get a number."""
    seen: dict[str, int] = {}
    headed = []
    for column in columns:
        heading = fit(column.heading)
        seen[heading] = seen.get(heading, 0) + 1
        headed.append(
            Column(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})", column.width, column.kind)
        )
    return Table(name, headed, [[fit(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])


def fit(text: str) -> str:
    """Return a text without the characters that XML can't hold, cut where a cell is full."""
    text = _ILLEGAL.sub("", text)
    if len(text) * 2 <= LONGEST or _units(text) <= LONGEST:
        return text
    room = LONGEST - len(CUT)
    # A cut pair of surrogates would be no text, so half a character is left out.
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore") + CUT


def _units(text):
    return len(text.encode("utf-16-le")) // 2
