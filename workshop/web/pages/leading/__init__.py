"""The pages by which facilitators lead: the desk, the running order, narrowing down."""

from workshop.web.pages.leading import desk, doubles, narrowing, order, similar

__all__ = ["desk", "doubles", "narrowing", "order", "similar"]
