"""The pages by which facilitators lead: desk, running order, narrowing down, ballots, moderation, no device."""

from workshop.web.pages.leading import (
    cards,
    channels,
    choosing,
    desk,
    doubles,
    moderation,
    narrowing,
    order,
    sealed,
    similar,
    wordings,
)

__all__ = [
    "cards",
    "channels",
    "choosing",
    "desk",
    "doubles",
    "moderation",
    "narrowing",
    "order",
    "sealed",
    "similar",
    "wordings",
]
