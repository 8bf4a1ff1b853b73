"""What a ballot on paper asks for each goal, in the words of one language; the form that takes it in has the same."""

from dataclasses import dataclass
from types import SimpleNamespace

from workshop.language.figures import titles_of_criteria
from workshop.language.speech import gettext, speaking, translate
from workshop.methods import way_of


@dataclass(frozen=True)
class Wording:
    """The words of a sheet.

    `asks` is what to do with each goal. `boxes` are the choices of which one is ticked, by value; where there are none,
    a number is written for each of `parts` (key to words; "" for the goal itself). `reason` is the question to which an
    answer of `reason_for` is an answer in words.
    """

    lang: str
    asks: list[str]
    boxes: dict[str, str]
    parts: dict[str, str]
    reason: str
    reason_for: str
    head: str
    number: str
    hint: str


def wording_of(round_: SimpleNamespace, lang: str) -> Wording:
    """Return the words of a round's sheets in a language."""
    how = way_of(round_)
    with speaking(lang):
        asks = [translate(how.on_wall)]
        if how.points and round_.points:
            asks.append(f"{translate(how.points.on_wall)}: {round_.points}.")
        if round_.cap:
            asks.append(gettext("One may have %(cap)s of them at most.", cap=round_.cap))
        boxes = {str(value): translate(words) for value, words in how.choices.items()}
        criteria = titles_of_criteria(round_.criteria)
        return Wording(
            lang,
            asks,
            boxes,
            {} if boxes else criteria or {"": ""},
            gettext("Why do you object?") if how.reason else "",
            how.asks[1],
            gettext("Ballot"),
            gettext("Sheet no."),
            gettext("Give the sheet back to a facilitator. Do not write your name on it."),
        )
