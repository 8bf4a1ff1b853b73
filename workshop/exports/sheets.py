"""A workbook whose rows are written as they are made, each as a whole, since there may be a million of them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.core import Core
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.utility import _datetime_to_excel_datetime, _preserve_whitespace, xl_col_to_name
from xlsxwriter.worksheet import Worksheet
from xlsxwriter.xmlwriter import XMLwriter

from workshop.exports.tables import Row

# Progress is told after so many rows.
AT_ONCE = 500
# Names and titles come again and again, and long texts hardly ever do.
KEPT, LONGEST_KEPT = 8192, 200

# What makes a cell, given its value: the XML that follows the name of the cell.
Written = Callable[[Any], str]


class Book(xlsxwriter.Workbook):
    """A workbook in one language, of `Sheet`s."""

    def __init__(self, out: BinaryIO, lang: str):
        super().__init__(out, {"constant_memory": True})
        self._lang = lang

    def _get_packager(self):
        return _Package(self._lang)


class Sheet(Worksheet):
    """A sheet that takes whole rows in their order, and nothing by `write`.

    Danger: it writes to the file in which XlsxWriter keeps the rows that are over, by names that are not public; its
    version is fixed, and tests/exports/test_workbook.py reads what comes out.
    """

    def write_rows(
        self, rows: Iterable[Row], kinds: list[Written], told: Callable[[int], None] = lambda done: None
    ) -> None:
        """Write rows below those that are there; of each cell the `kinds` say how. Empty cells are left out."""
        columns = [(f'<c r="{xl_col_to_name(at)}', write) for at, write in enumerate(kinds)]
        left, first = iter(rows), 1 if self.dim_rowmax is None else self.dim_rowmax + 2
        row = first
        while part := list(islice(left, AT_ONCE)):
            self.fh.write("".join(_line(row + at, columns, cells) for at, cells in enumerate(part)))
            row += len(part)
            self._check_dimensions(row - 2, len(kinds) - 1)
            told(row - first)


def _line(row, columns, cells):
    there = zip(columns, cells, strict=True)
    written = [f'{begun}{row}"{write(cell)}' for (begun, write), cell in there if cell is not None and cell != ""]
    return f'<row r="{row}">{"".join(written)}</row>'


class Cells(XMLwriter):
    """The cells of one format. A text is never anything else, whatever it begins with."""

    def __init__(self, given: Format):
        super().__init__()
        self._style = given._get_xf_index()
        self._kept = lru_cache(KEPT)(self._inline)

    def text(self, cell: str) -> str:
        """Return a text; XlsxWriter itself would take one that begins with <r> for its own markup."""
        return self._kept(cell) if len(cell) <= LONGEST_KEPT else self._inline(cell)

    def number(self, cell: float) -> str:
        """Return a number, with as many digits as spreadsheets keep."""
        return f' s="{self._style}"><v>{cell:.16G}</v></c>'

    def moment(self, cell: datetime) -> str:
        """Return a time without a zone."""
        return self.number(_datetime_to_excel_datetime(cell, False, False))

    def _inline(self, cell):
        text = self._escape_control_characters(cell)
        space = ' xml:space="preserve"' if _preserve_whitespace(text) else ""
        return f' s="{self._style}" t="inlineStr"><is><t{space}>{self._escape_data(text)}</t></is></c>'


class _Package(Packager):
    def __init__(self, lang):
        super().__init__()
        self._lang = lang

    def _write_core_file(self):
        core = _Properties(self._lang)
        core._set_properties(self.workbook.doc_properties)
        core._set_xml_writer(self._filename("docProps/core.xml"))
        core._assemble_xml_file()


class _Properties(Core):
    """What a file says of itself, with the language in which it is written."""

    def __init__(self, lang):
        super().__init__()
        self._lang = lang

    def _write_cp_content_status(self):
        super()._write_cp_content_status()
        self._xml_data_element("dc:language", self._lang)
