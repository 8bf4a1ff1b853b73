"""The table of goals as text that Nordic spreadsheets open: semicolons, a byte-order mark, no `sep=` line."""

import codecs
import csv
import io
import re

from workshop.exports.goals import goals_table
from workshop.exports.tables import DOTTED, Table
from workshop.exports.writer import CSV, Writer, unheard
from workshop.language.words import Words

# Characters that begin a formula or command; full-width ones too, which Excel takes for plain ones in some locales.
_BEGINS = r"=+\-@|%＝＋－＠｜％﹢﹣﹦﹫﹪−⁺⁻⁼₊₋₌"
# Danger: in another locale a spreadsheet ends fields at commas or tabs, and then rows at line breaks, whatever the
# quotes. So a cell may begin after any of those, and blanks and quotes before it are stripped.
_RUNS = re.compile(
    rf"((?:^|[,;\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029])[\s\"'“”\u200b-\u200f\u2060\ufeff]*)(?=[{_BEGINS}])"
)


class Separated(Writer):
    """The goals with their figures (RFC 4180, but with semicolons).

    A goal's number takes two columns, because a spreadsheet reads "1.10" as 1.1 or as the first of October.
    """

    mimetype = CSV

    def write(self, record, lang, told=unheard):
        """Return the goals under a row of headings."""
        words = Words(lang)
        _ = words.translate
        return separated(goals_table(record, words), [_("Theme no."), _("Goal no.")])


def separated(table: Table, dotted: list[str] | None = None) -> bytes:
    """Return a table as bytes; `dotted` are the headings of the two columns into which a dotted one is split."""
    kinds = [column.kind for column in table.columns]
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    headings = [column.heading for column in table.columns]
    rows.writerow(_split(kinds, headings, lambda heading: dotted))
    rows.writerows(_split(kinds, row, lambda number: number.split(".")) for row in table.rows)
    return codecs.BOM_UTF8 + text.getvalue().encode()


def defused(text: str) -> str:
    """Put an apostrophe before all that a spreadsheet could execute, wherever a cell may begin (CSV injection)."""
    return _RUNS.sub(r"\1'", text)


def _split(kinds, row, parts):
    """Replace dotted cells by their parts, and defuse all texts."""
    cells: list = []
    for kind, cell in zip(kinds, row, strict=True):
        cells += parts(cell) if kind == DOTTED else [cell]
    return [_written(cell) for cell in cells]


def _written(cell):
    """Return a cell without what a spreadsheet could execute, and a mean with a comma, as Nordic ones read it."""
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    return defused(cell) if isinstance(cell, str) else cell
