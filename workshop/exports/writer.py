"""The interface of an export's writer."""

from abc import ABC, abstractmethod
from collections.abc import Callable

CSV = "text/csv"
# Told now and then how much is written, from 0 to 1; what it raises ends the writing.
Progress = Callable[[float], None]


def unheard(share: float) -> None:
    """Tell nobody."""


class Writer(ABC):
    """Writes what a query `reads` (queries/exported) in one format; `mimetype` is the type of its bytes."""

    mimetype: str
    reads: str = "record"

    @abstractmethod
    def write(self, record: dict, lang: str, told: Progress = unheard) -> bytes:
        """Return the record for a reader of `lang`."""
