"""The commands on rounds."""

from workshop.commands.rounds import leading, planning, revealing, writing

__all__ = ["leading", "planning", "revealing", "writing"]
