"""The pages by which facilitators lead: the desk, the running order, narrowing down, voting without a device."""

from workshop.web.pages.leading import channels, desk, doubles, narrowing, order

__all__ = ["channels", "desk", "doubles", "narrowing", "order"]
