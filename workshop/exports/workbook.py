"""The workbook: everything that can be counted or read in a spreadsheet; every text stays text."""

import io
import re
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from xlsxwriter.utility import xl_rowcol_to_cell

from workshop.exports.contributions import comments_table, measures_table
from workshop.exports.goals import goals_table
from workshop.exports.groups import groups_table
from workshop.exports.pictures.shown import tables_of
from workshop.exports.rounds import named_votes_table, rounds_table
from workshop.exports.sheets import Book, Cells, Sheet
from workshop.exports.tables import FIGURE, TEXT, TIME, Table, fit
from workshop.exports.writer import Progress, Writer, unheard
from workshop.language.clocks import ZONE
from workshop.language.words import Words

TIMES = {"fi": r"d\.m\.yyyy h\.mm", "sv": "yyyy-mm-dd hh:mm", "en": "d mmm yyyy hh:mm"}
LONGEST_NAME = 31
# What a sheet holds under its headings; the rest goes on in another one.
MOST_ROWS = 2**20 - 1


class Workbook(Writer):
    """Goals, measures, comments, rounds, figures by group and, where there are any, named votes and pictures."""

    mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def write(self, record, lang, told=unheard):
        """Return the workbook in the reader's language."""
        words = Words(lang)
        writers = (goals_table, measures_table, comments_table, rounds_table, groups_table, named_votes_table)
        made = [*(write(record, words) for write in writers), *tables_of(record, lang)]
        return workbook(
            [each for each in made if each is not None], _title(record, words), record["written_at"], lang, told
        )


def workbook(tables: Sequence[Table], title: str, written_at: str, lang: str, told: Progress = unheard) -> bytes:
    """Return a workbook with a sheet for each table; `written_at` is a time of the wire."""
    out = io.BytesIO()
    with Book(out, lang) as book:
        book.set_properties({"title": title, "created": _time(written_at, None)})
        formats = _formats(book, lang)
        for at, made in enumerate(tables):
            _add(book, made, formats, lambda share, at=at: told((at + share) / len(tables)))
    return out.getvalue()


def _title(record, words):
    _ = words.translate
    title = words.text(record["consultation"]["title"])
    # Excel takes at most 255 characters here.
    return fit(_("Results: %(title)s") % {"title": title})[:200]


def _formats(book, lang):
    cell = {"valign": "top", "text_wrap": True}
    return {
        "heading": book.add_format({**cell, "bold": True, "bottom": 1}),
        FIGURE: book.add_format(cell),
        # The quote prefix keeps the cell text also when it is edited and left.
        TEXT: book.add_format({**cell, "quote_prefix": True}),
        TIME: book.add_format({"valign": "top", "num_format": TIMES.get(lang, TIMES["en"])}),
    }


def _add(book, made: Table, formats, told):
    rows, number = iter(made.rows), max(1, len(made.rows))
    cells = {kind: Cells(each) for kind, each in formats.items()}
    for first in range(0, number, MOST_ROWS):
        here = min(len(made.rows) - first, MOST_ROWS)
        sheet = book.add_worksheet(_sheet_name(made.name, book.sheetnames), Sheet)
        for at, column in enumerate(made.columns):
            sheet.set_column(at, at, column.width, formats[FIGURE])
        sheet.write_rows([[each.heading for each in made.columns]], [cells["heading"].text for _each in made.columns])
        kinds = [_written(each.kind, cells) for each in made.columns]
        sheet.write_rows(islice(rows, here), kinds, lambda done, first=first: told((first + done) / number))
        _finish(sheet, here, len(made.columns) - 1)


def _written(kind, cells):
    """Return what makes the cells of a column; a figure may be a word that says why there is none."""
    if kind == TIME:
        return lambda cell: cells[TIME].moment(_time(cell, ZONE))
    if kind == FIGURE:
        return lambda cell: cells[FIGURE].number(cell) if isinstance(cell, int | float) else cells[TEXT].text(cell)
    return cells[TEXT].text


def _finish(sheet, last, across):
    # Without these marks Excel warns of goal numbers and of titles such as "2030".
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(last, across)}"})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, across)


def _time(text, zone):
    """Parse a time of the wire into a naive local time, since spreadsheets know no zones."""
    return datetime.fromisoformat(text).astimezone(zone or ZoneInfo("UTC")).replace(tzinfo=None)


def _sheet_name(name, taken):
    # Excel refuses these characters, more than 31 of any, and names equal but for case.
    short = re.sub(r"[\[\]:*?/\\']", " ", name)[:LONGEST_NAME].strip()
    number, free = 1, short
    while free.lower() in {each.lower() for each in taken}:
        number += 1
        free = f"{short[: LONGEST_NAME - 4]} ({number})"
    return free
