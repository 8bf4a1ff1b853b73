"""Figures of votes as people read them: what they are called, and numbers with their decimals."""

from fractions import Fraction
from typing import Any

from workshop.language.speech import language, translate
from workshop.language.texts import text_in
from workshop.methods import Method, Voting, way_of

# The mean of nothing.
NONE = "–"


def names_of_figures(round_: Voting) -> dict[str, str]:
    """Return what the figures of a round are called, by cell, in the order of their columns."""
    how, titles = way_of(round_), titles_of_criteria(round_.criteria)
    return {cell: translate(words) if words else titles[how.criteria[cell]] for cell, words in how.figures.items()}


def names_in_full(round_: Voting) -> dict[str, str]:
    """Return the same where nothing beside a figure says which criterion it is about."""
    how, titles = way_of(round_), titles_of_criteria(round_.criteria)
    names = names_of_figures(round_)
    several = len(titles) > 1
    return {
        cell: f"{name}: {titles[how.criteria[cell]]}" if several and how.criteria[cell] and how.figures[cell] else name
        for cell, name in names.items()
    }


def deciding_figures(round_: Voting) -> str:
    """Return what the order of goals goes by first, in words: figures that are added up, and those taken off."""
    how, names = way_of(round_), names_of_figures(round_)
    plus, minus = how.net or (how.most[:1], ())
    return " ".join([" + ".join(names[name] for name in plus), *(f"− {names[name]}" for name in minus)]).strip()


def titles_of_criteria(criteria: list[dict[str, Any]] | None) -> dict[str, str]:
    """Return the criteria of a round by key, as the reader knows them."""
    return {each["key"]: text_in(each["title"]) or each["key"] for each in criteria or ()}


def figure_words(number: int | Fraction | None) -> str:
    """Return a figure as it is written; a mean with one decimal, half of which is rounded up."""
    if not isinstance(number, Fraction):
        return NONE if number is None else str(number).replace("-", "−")
    tenths = (20 * number.numerator + number.denominator) // (2 * number.denominator)
    return f"{tenths // 10}{'.' if language() == 'en' else ','}{tenths % 10}"


def numbers_of(how: Method, cells: dict[str, int]) -> list[str]:
    """Return all figures of a goal as they are written, in the order of their columns."""
    return [figure_words(how.shown(cells, name)) for name in how.figures]


def choice_words(round_: Voting, choice: Any) -> str:
    """Return a choice as people read it: its name, or the parts that it has."""
    how = way_of(round_)
    if not isinstance(choice, dict):
        return _named(how, choice)
    titles = titles_of_criteria(round_.criteria)
    said = [(part, _named(how, choice[part])) for part in how.parts if part in choice]
    if titles:
        return ", ".join(f"{titles[part]} {words}" for part, words in said)
    return ": ".join(words for _, words in said)


def _named(how, value):
    name = how.choices.get(value)
    return translate(name) if name else str(value)
