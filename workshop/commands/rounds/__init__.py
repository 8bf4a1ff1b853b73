"""The commands on rounds."""

from workshop.commands.rounds import leading, moving, planning, revealing, showing, undoing, writing

__all__ = ["leading", "moving", "planning", "revealing", "showing", "undoing", "writing"]
