"""The pages by which facilitators lead: the desk, the running order, narrowing down, moderation."""

from workshop.web.pages.leading import cards, desk, doubles, moderation, narrowing, order

__all__ = ["cards", "desk", "doubles", "moderation", "narrowing", "order"]
