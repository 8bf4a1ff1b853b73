"""Arguments for the commands that tell more of themes and phenomena; `hand` is as in `arguments.py`."""

from collections.abc import Callable
from typing import Any

ADDRESSES = ("https://example.org/a", "example.org", "javascript:alert(1)", "")


def _told(noun):
    return lambda hand: {
        f"{noun}_id": hand.id(noun),
        "introduction": hand.maybe(hand.texts()),
        "links": hand.one_of([], [{"url": hand.one_of(*ADDRESSES), "title": hand.maybe(hand.text())}]),
        "experts": hand.one_of([], [{"name": hand.text(), "about": hand.maybe(hand.texts()), "contact": hand.text()}]),
    }


BACKGROUNDS: dict[str, Callable[[Any], dict]] = {
    "describe_theme": _told("theme"),
    "describe_phenomenon": _told("phenomenon"),
}
