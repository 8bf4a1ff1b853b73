"""What translators do to a work list: they fill it in, sort it, delete columns, and save it as something else."""

import csv
import io
from collections.abc import Callable, Iterable

import openpyxl

from tests.exports.reading import sheets

CODE, WORDING, CHECKED, ORIGINAL = "Code", "Wording", "Checked (x)", "Original"
Row = dict[str, str]


def rows_of(contents: bytes) -> list[Row]:
    """Read a work list: its rows by the names of the columns."""
    (found,) = sheets(contents).values()
    return [dict(zip(found[0], row, strict=True)) for row in found[1:]]


def filled(rows: Iterable[Row], word: Callable[[Row], str]) -> list[Row]:
    """Fill in each wording by what `word` makes of its row."""
    return [{**row, WORDING: word(row)} for row in rows]


def as_xlsx(rows: list[Row], without: Iterable[str] = ()) -> bytes:
    """Save rows as a workbook, as another program than ours writes it."""
    names = [name for name in rows[0] if name not in set(without)]
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in [dict(zip(names, names, strict=True)), *rows]:
        book.active.append([row[name] for name in names])
    for column in book.active.iter_cols():
        for cell in column:
            # A text is a text, also where it begins with what is a formula elsewhere.
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    book.save(out)
    return out.getvalue()


def as_csv(rows: list[Row], encoding: str, delimiter: str) -> bytes:
    """Save rows as text."""
    out = io.StringIO(newline="")
    lines = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    lines.writeheader()
    lines.writerows(rows)
    return out.getvalue().encode(encoding)
