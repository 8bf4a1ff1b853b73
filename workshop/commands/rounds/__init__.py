"""The commands on rounds."""

from workshop.commands.rounds import leading, planning

__all__ = ["leading", "planning"]
