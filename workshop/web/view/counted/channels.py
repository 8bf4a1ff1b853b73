"""What pages and walls show of the channels of a counted round: how many used each, and its figures beside a goal's."""

from typing import Any

from workshop.language.figures import figure_words
from workshop.methods import Method

CHANNELS = ("device", "paper", "hands")


def channels_of(tally: dict[str, Any]) -> dict[str, int | None]:
    """Return how many used each channel; None: it is not told, or everybody used a device."""
    own = tally.get("channels") or {}
    return {name: (own.get(name) or {}).get("voters") for name in _told(own)}


def beside(tally: dict[str, Any], how: Method, number: int) -> dict[str, str]:
    """Return the figures of each channel on a goal as they are written; "" where it has none, or they are hidden."""
    own = tally.get("channels") or {}
    cells = {name: own[name]["goals"].get(str(number)) if name in _told(own) else None for name in CHANNELS}
    return {name: _words(cells[name], how) for name in CHANNELS}


def _told(own: dict[str, Any]) -> list[str]:
    """Return the channels that say more than the round's figures do: devices only where there is paper."""
    return [name for name in CHANNELS if name in own and (name == "hands" or "paper" in own)]


def _words(cells: dict[str, int] | None, how: Method) -> str:
    return "–".join(figure_words(how.shown(cells, name)) for name in how.bar) if cells else ""
