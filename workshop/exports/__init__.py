"""Exports: what a consultation can be downloaded as, by file name."""

from workshop.exports.archive import Archive
from workshop.exports.separated import Separated
from workshop.exports.workbook import Workbook
from workshop.exports.writer import Writer

NAMES: dict[str, Writer] = {"results.xlsx": Workbook(), "results.csv": Separated(), "record.json": Archive()}

__all__ = ["NAMES", "Writer"]
