"""The pages by which facilitators lead: the desk, the running order, narrowing down."""

from workshop.web.pages.leading import cards, desk, doubles, narrowing, order

__all__ = ["cards", "desk", "doubles", "narrowing", "order"]
