"""The table of goals as a text that Nordic spreadsheets open: semicolons, a byte-order mark, no `sep=` line."""

import codecs
import io

from defusedcsv import csv

from workshop.exports.goals import goals_table
from workshop.exports.tables import DOTTED
from workshop.exports.words import Words
from workshop.exports.writer import Writer


class Separated(Writer):
    """The goals with their figures (RFC 4180, but for the semicolon).

    The number of a goal stands in two columns: a spreadsheet takes "1.10" for 1.1 or for the first of October.
    """

    mimetype = "text/csv"

    def write(self, record, lang):
        """Give the goals under a row of headings; what a spreadsheet could run gets an apostrophe in front."""
        words = Words(lang)
        _ = words.translate
        goals = goals_table(record, words)
        kinds = [column.kind for column in goals.columns]
        text = io.StringIO(newline="")
        rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
        headings = [column.heading for column in goals.columns]
        rows.writerow(_split(kinds, headings, lambda heading: [_("Theme no."), _("Goal no.")]))
        rows.writerows(_split(kinds, row, lambda number: number.split(".")) for row in goals.rows)
        return codecs.BOM_UTF8 + text.getvalue().encode()


def _split(kinds, row, parts):
    """Put the parts of a dotted cell in its place."""
    cells = []
    for kind, cell in zip(kinds, row, strict=True):
        cells += parts(cell) if kind == DOTTED else [cell]
    return cells
