"""The pages: consultation, goal, room, desk, wall, results and settings, read from the asker's own snapshot."""

from workshop.web.pages import address, consultation, desk, goal, results, room, settings, wall
from workshop.web.pages.frame import blueprint

__all__ = ["address", "blueprint", "consultation", "desk", "goal", "results", "room", "settings", "wall"]
