"""The pages of single goals, and those that make one of several."""

from workshop.web.pages.goals import families, goal, hidden, similar

__all__ = ["families", "goal", "hidden", "similar"]
