"""Joining a workshop by its code."""

from workshop.commands.joining.coming import Join
from workshop.commands.joining.joining import Joined, join

__all__ = ["Join", "Joined", "join"]
