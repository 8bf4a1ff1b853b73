"""The pages by which facilitators lead: the desk, the running order, narrowing down, moderation."""

from workshop.web.pages.leading import desk, doubles, moderation, narrowing, order

__all__ = ["desk", "doubles", "moderation", "narrowing", "order"]
