"""The commands on rounds."""

from workshop.commands.rounds import leading, moving, planning, undoing

__all__ = ["leading", "moving", "planning", "undoing"]
