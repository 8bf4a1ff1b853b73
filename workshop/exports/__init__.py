"""Exports: what a consultation can be downloaded as, by file name; and its document, where it has one."""

from workshop.exports.archive import Archive
from workshop.exports.bundle import Bundle
from workshop.exports.document.file import DOCUMENT_FILES
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

ALL: dict[str, Writer] = {**NAMES, **DOCUMENT_FILES}

__all__ = ["ALL", "NAMES", "Writer"]
