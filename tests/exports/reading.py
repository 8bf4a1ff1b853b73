"""Reading exports back, with readers that are not the writers' own."""

import csv
import io
import zipfile
from datetime import datetime

import openpyxl
from openpyxl.utils.escape import unescape
from PIL import Image

from workshop.db import Database
from workshop.engine.request_state import place_of
from workshop.exports.names import NAMES
from workshop.queries.exported.reading import exported


def sheets(contents: bytes) -> dict[str, list[list]]:
    """Read a workbook: the rows of each sheet by its name, headings first, empty cells as ""."""
    book = openpyxl.load_workbook(io.BytesIO(contents))
    try:
        return {sheet.title: [[_plain(cell) for cell in row] for row in sheet.iter_rows()] for sheet in book}
    finally:
        book.close()


def lines(contents: bytes, encoding: str = "utf-8-sig") -> list[list[str]]:
    """Read a text with semicolons."""
    return list(csv.reader(io.StringIO(contents.decode(encoding), newline=""), delimiter=";", strict=True))


def parts(contents: bytes) -> dict[str, str]:
    """Unpack a workbook: the text of each of its files."""
    with zipfile.ZipFile(io.BytesIO(contents)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def text_of(name: str, contents: bytes) -> str:
    """Return all that stands in a file of this name, also in one that is packed; in a PNG, beside what is painted."""
    if name.endswith(".png"):
        with Image.open(io.BytesIO(contents)) as picture:
            return "\n".join(map(str, picture.text.items()))
    packed = name.endswith((".xlsx", ".zip"))
    return "\n".join(parts(contents).values()) if packed else contents.decode("utf-8-sig")


def texts_of_all(database: Database, slug: str, account_id: int) -> dict[str, str]:
    """Return all that stands in each file, by its name, as somebody in the consultation gets it in Finnish."""
    with database.read() as session:
        place = place_of(session, slug, account_id)
        read = {writer.reads: exported(session, *place, writer.reads) for writer in NAMES.values()}
    # Outside the transaction, as the worker does: it may lie idle for five seconds only.
    return {name: text_of(name, writer.write(read[writer.reads], "fi")) for name, writer in NAMES.items()}


def columns(rows: list[list], number: int) -> list[list]:
    """Leave out the first columns."""
    return [row[number:] for row in rows]


def as_text(cell) -> str:
    """Return a cell as a text with semicolons has it."""
    return f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else str(cell)


def _plain(cell):
    assert cell.data_type != "f", f"{cell.coordinate} is a formula"
    assert cell.hyperlink is None, f"{cell.coordinate} is a link"
    value = cell.value
    # A text that looks like an escape is itself escaped (ECMA-376 part 1, 22.4.2.4), which openpyxl leaves to us.
    return "" if value is None else unescape(value) if isinstance(value, str) else value
