"""The faults by name: each is a function on a scene that makes something go wrong and puts it right again."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.campaign.place import KINDS
from tests.campaign.scene import Scene


@dataclass(frozen=True)
class Fault:
    """A fault: on which databases it can happen, and whether the database must lie on a small disk."""

    name: str
    run: Callable[[Scene], None]
    databases: tuple[str, ...]
    small_disk: bool


FAULTS: dict[str, Fault] = {}


def fault(*databases: str, small_disk: bool = False):
    """Register a function as the fault of its own name, on the given databases or on both."""

    def register(run):
        FAULTS[run.__name__] = Fault(run.__name__, run, databases or KINDS, small_disk)
        return run

    return register
