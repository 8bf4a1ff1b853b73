"""The interface of an export's writer."""

from abc import ABC, abstractmethod
from collections.abc import Callable

CSV = "text/csv"
# Told now and then how much is written, from 0 to 1; what it raises ends the writing.
Progress = Callable[[float], None]


def unheard(share: float) -> None:
    """Tell nobody."""


class Writer(ABC):
    """Writes what a query `reads` (queries/exported) in one format; `mimetype` is the type of its bytes.

    Danger: one that writes in a process of its own (`is_apart`) must be called in no thread: under gevent only the main
    one can wait for a process, and others are served meanwhile.
    """

    mimetype: str
    reads: str = "record"
    is_apart: bool = False

    @abstractmethod
    def write(self, record: dict, lang: str, told: Progress = unheard) -> bytes:
        """Return the record for a reader of `lang`."""
