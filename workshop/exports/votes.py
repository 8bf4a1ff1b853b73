"""Figures and choices of votes as cells of tables, by the way of voting of their round."""

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from workshop.language import figures
from workshop.language.speech import speaking
from workshop.language.words import Words
from workshop.methods import Method, way_of


def how_of(round_: dict) -> Method:
    """Return the way of voting of a round of the record."""
    return way_of(SimpleNamespace(**round_))


def channels_told(round_: dict) -> list[str]:
    """Return the channels of a counted round of which files tell apart: none where everybody voted on a device."""
    return list((round_["tally"] or {}).get("channels") or {})


def names_of(round_: dict, words: Words) -> list[str]:
    """Return what the figures of a round are called, in the order of their columns."""
    with speaking(words.lang):
        return list(figures.names_in_full(SimpleNamespace(**round_)).values())


def figures_of(round_: dict, cells: dict[str, int]) -> list[Any]:
    """Return the figures of a goal in that order; None where it has none. A mean has two decimals."""
    how = how_of(round_)
    if not cells:
        return [None] * len(how.figures)
    shown = [how.shown(cells, name) for name in how.figures]
    return [round(float(each), 2) if isinstance(each, Fraction) else each for each in shown]


def choice_in(round_: dict, choice: Any, words: Words) -> str:
    """Return a choice as people read it."""
    with speaking(words.lang):
        return figures.choice_words(SimpleNamespace(**round_), choice)
