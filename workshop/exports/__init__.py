"""Exports: what a consultation can be downloaded as, by file name."""

from workshop.exports.archive import Archive
from workshop.exports.bundle import Bundle
from workshop.exports.sealed import Sealed
from workshop.exports.separated import Separated
from workshop.exports.workbook import Workbook
from workshop.exports.writer import Writer

NAMES: dict[str, Writer] = {
    "results.xlsx": Workbook(),
    "results.csv": Separated(),
    "record.json": Archive(),
    "record.zip": Bundle("bundle"),
    "record-of-facilitators.zip": Bundle("inside"),
}
# What is made by jobs alone, since more must be said of it than its name.
ASKED_FOR: dict[str, Writer] = {"sealed-ballots.age": Sealed()}


def writer_of(name: str) -> Writer:
    """Return the writer of any of them; raises KeyError."""
    return {**NAMES, **ASKED_FOR}[name]


__all__ = ["NAMES", "Writer", "writer_of"]
