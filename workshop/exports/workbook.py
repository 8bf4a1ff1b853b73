"""The workbook: everything that can be counted or read in a spreadsheet; every text stays text."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from workshop.exports.contributions import comments_table, measures_table
from workshop.exports.goals import goals_table
from workshop.exports.groups import groups_table
from workshop.exports.pictures.shown import tables_of
from workshop.exports.rounds import named_votes_table, rounds_table
from workshop.exports.tables import FIGURE, TEXT, TIME, Table, fit
from workshop.exports.writer import Progress, Writer, unheard
from workshop.language.clocks import ZONE
from workshop.language.words import Words

TIMES = {"fi": r"d\.m\.yyyy h\.mm", "sv": "yyyy-mm-dd hh:mm", "en": "d mmm yyyy hh:mm"}
AS_TEXT = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST_NAME = 31
# Progress is told after so many rows.
AT_ONCE = 200


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
    with xlsxwriter.Workbook(out, AS_TEXT) as book:
        book.set_properties({"title": title, "created": _time(written_at, None)})
        formats = _formats(book, lang)
        for at, made in enumerate(tables):
            _add(book, made, formats, lambda share, at=at: told((at + share) / len(tables)))
    return _in_language(out, lang)


class _PlainSheet(Worksheet):
    def _xml_rich_inline_string(self, string, attributes=()):
        # Danger: XlsxWriter takes any text between <r> and </r> for its own markup; participants' texts must never be
        # that.
        self._xml_inline_string(string, False, attributes)


def _title(record, words):
    _ = words.translate
    title = words.text(record["consultation"]["title"])
    # Excel takes at most 255 characters here.
    return fit(_("Results: %(title)s") % {"title": title})[:200]


def _formats(book, lang):
    cell = {"valign": "top", "text_wrap": True}
    return {
        "heading": book.add_format({**cell, "bold": True, "bottom": 1}),
        "cell": book.add_format(cell),
        # The quote prefix keeps the cell text also when it is edited and left.
        TEXT: book.add_format({**cell, "quote_prefix": True}),
        TIME: book.add_format({"valign": "top", "num_format": TIMES.get(lang, TIMES["en"])}),
    }


def _add(book, made: Table, formats, told):
    sheet = book.add_worksheet(_sheet_name(made.name, book.sheetnames), _PlainSheet)
    for at, column in enumerate(made.columns):
        sheet.set_column(at, at, column.width, formats["cell"])
        sheet.write_string(0, at, column.heading, formats["heading"])
    for row, cells in enumerate(made.rows, 1):
        if row % AT_ONCE == 0:
            told(row / len(made.rows))
        for at, (column, cell) in enumerate(zip(made.columns, cells, strict=True)):
            _write_cell(sheet, row, at, column.kind, cell, formats)
    # Without these marks Excel warns of goal numbers and of titles such as "2030".
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(len(made.rows), len(made.columns) - 1)}"})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(made.rows), len(made.columns) - 1)


def _write_cell(sheet, row, at, kind, cell, formats):
    if cell is None or cell == "":
        return
    if kind == TIME:
        sheet.write_datetime(row, at, _time(cell, ZONE), formats[TIME])
    elif kind == FIGURE and isinstance(cell, int | float):
        sheet.write_number(row, at, cell, formats["cell"])
    else:
        sheet.write_string(row, at, cell, formats[TEXT])


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


def _in_language(out, lang):
    """Write the document's language into its properties, which XlsxWriter can't."""
    whole = io.BytesIO()
    with zipfile.ZipFile(out) as parts, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as spoken:
        for part in parts.infolist():
            contents = parts.read(part)
            if part.filename == "docProps/core.xml":
                end = b"</cp:coreProperties>"
                contents = contents.replace(end, f"<dc:language>{lang}</dc:language>".encode() + end)
            spoken.writestr(part, contents)
    return whole.getvalue()
