"""The commands on families: goals are merged into one and split into several, and this is taken back."""

from workshop.commands.families import merging, splitting, taking_back

__all__ = ["merging", "splitting", "taking_back"]
