"""The table of goals as a text that Nordic spreadsheets open: semicolons, a byte-order mark, no `sep=` line."""

import codecs
import csv
import io
import re

from workshop.exports.goals import goals_table
from workshop.exports.tables import DOTTED, Table
from workshop.exports.writer import CSV, Writer
from workshop.language.words import Words

# With these a formula begins, or a command; full-width ones too, which Excel takes for plain ones in some countries.
_BEGINS = r"=+\-@|%＝＋－＠｜％﹢﹣﹦﹫﹪−⁺⁻⁼₊₋₌"
# A spreadsheet of another country ends a field at a comma or a tab, and then a line break ends a row, whatever quotes
# stand around: so a cell may begin anywhere after those, with blanks and quotes before it that are taken away.
_RUNS = re.compile(
    rf"((?:^|[,;\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029])[\s\"'“”\u200b-\u200f\u2060\ufeff]*)(?=[{_BEGINS}])"
)


class Separated(Writer):
    """The goals with their figures (RFC 4180, but for the semicolon).

    The number of a goal stands in two columns: a spreadsheet takes "1.10" for 1.1 or for the first of October.
    """

    mimetype = CSV

    def write(self, record, lang):
        """Return the goals under a row of headings."""
        words = Words(lang)
        _ = words.translate
        return separated(goals_table(record, words), [_("Theme no."), _("Goal no.")])


def separated(table: Table, dotted: list[str] | None = None) -> bytes:
    """Write a table as text; `dotted` are the headings of the two columns that a dotted one becomes."""
    kinds = [column.kind for column in table.columns]
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    headings = [column.heading for column in table.columns]
    rows.writerow(_split(kinds, headings, lambda heading: dotted))
    rows.writerows(_split(kinds, row, lambda number: number.split(".")) for row in table.rows)
    return codecs.BOM_UTF8 + text.getvalue().encode()


def defused(text: str) -> str:
    """Put an apostrophe before whatever a spreadsheet could run, wherever one of its cells may begin in the text."""
    return _RUNS.sub(r"\1'", text)


def _split(kinds, row, parts):
    """Put the parts of a dotted cell in its place."""
    cells: list = []
    for kind, cell in zip(kinds, row, strict=True):
        cells += parts(cell) if kind == DOTTED else [cell]
    return [defused(cell) if isinstance(cell, str) else cell for cell in cells]
