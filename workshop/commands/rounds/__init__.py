"""The commands on rounds."""

from workshop.commands.rounds import leading, planning, revealing

__all__ = ["leading", "planning", "revealing"]
