"""Cards: made and printed, and given back."""

from workshop.commands.cards import making, returning

__all__ = ["making", "returning"]
