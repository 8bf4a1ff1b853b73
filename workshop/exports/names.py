"""What a consultation can be downloaded as, by file name; and its document, where it has one."""

from workshop.exports.archive import Archive
from workshop.exports.bundle import Bundle
from workshop.exports.document.file import DOCUMENT_FILES
from workshop.exports.pictures.shown import PICTURES
from workshop.exports.sealed import Sealed
from workshop.exports.separated import Separated
from workshop.exports.workbook import Workbook
from workshop.exports.writer import Writer
from workshop.operations.handing_out.sealed_files import NAME as SEALED_BALLOTS

NAMES: dict[str, Writer] = {
    "results.xlsx": Workbook(),
    "results.csv": Separated(),
    "record.json": Archive(),
    "record.zip": Bundle("bundle"),
    "record-of-facilitators.zip": Bundle("inside"),
    **PICTURES,
}

# Of the others more must be said than their name.
ALL: dict[str, Writer] = {**NAMES, **DOCUMENT_FILES, SEALED_BALLOTS: Sealed()}
