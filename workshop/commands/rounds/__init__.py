"""The commands on rounds."""

from workshop.commands.rounds import leading, moving, planning, revealing, undoing, writing

__all__ = ["leading", "moving", "planning", "revealing", "undoing", "writing"]
