"""What every writer of an export does."""

from abc import ABC, abstractmethod

CSV = "text/csv"


class Writer(ABC):
    """Writes a record (queries/record.py) in one format; `mimetype` is what the bytes are."""

    mimetype: str

    @abstractmethod
    def write(self, record: dict, lang: str) -> bytes:
        """Return the record for a reader of `lang`."""
