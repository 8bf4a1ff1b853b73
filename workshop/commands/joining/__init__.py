"""Joining a workshop by its code."""

from workshop.commands.joining.coming import Join, read_joining
from workshop.commands.joining.joining import Joined, join

__all__ = ["Join", "Joined", "join", "read_joining"]
