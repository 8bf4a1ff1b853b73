"""The pages by which facilitators lead: desk, running order, narrowing down, moderation, voting without a device."""

from workshop.web.pages.leading import cards, channels, desk, doubles, moderation, narrowing, order, similar

__all__ = ["cards", "channels", "desk", "doubles", "moderation", "narrowing", "order", "similar"]
