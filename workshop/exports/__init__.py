"""Exports: what a consultation can be downloaded as, by file name."""

from workshop.exports.archive import Archive
from workshop.exports.bundle import Bundle
from workshop.exports.pictures.shown import PICTURES
from workshop.exports.separated import Separated
from workshop.exports.workbook import Workbook
from workshop.exports.writer import Writer

NAMES: dict[str, Writer] = {
    "results.xlsx": Workbook(),
    "results.csv": Separated(),
    "record.json": Archive(),
    "record.zip": Bundle("bundle"),
    "record-of-facilitators.zip": Bundle("inside"),
    **PICTURES,
}

__all__ = ["NAMES", "Writer"]
