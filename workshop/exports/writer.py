"""The interface of an export's writer."""

from abc import ABC, abstractmethod

CSV = "text/csv"


class Writer(ABC):
    """Writes what a query `reads` (queries/exported) in one format; `mimetype` is the type of its bytes."""

    mimetype: str
    reads: str = "record"

    @abstractmethod
    def write(self, record: dict, lang: str) -> bytes:
        """Return the record for a reader of `lang`."""
