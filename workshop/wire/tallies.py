"""The shapes of tallies: a counted round as far as it may be seen."""

from typing import Annotated, Any, Literal, Union

from pydantic import Field, RootModel, create_model

from workshop.methods import METHODS, Choice
from workshop.wire.shape import Shape, required, title_of

# A ballot: choices by goal id.
Choices = dict[str, Choice]

# Some name ends like this: so figures by criteria are told from those of other ways of voting.
OF_CRITERIA: Any = {"not": {"propertyNames": {"not": {"pattern": "_voters$"}}}}


def _cells_of(name: str) -> Any:
    """Return the shape of a goal's figures in one way of voting; those of criteria are named by the round."""
    if METHODS[name].most_criteria:
        return Annotated[dict[str, int], Field(json_schema_extra=OF_CRITERIA)]
    return create_model(f"{title_of(name)}Cells", __base__=Shape, **required(**dict.fromkeys(METHODS[name].cells, int)))


_CELLS: Any = Union[*map(_cells_of, METHODS)]


class Cells(RootModel):
    """The figures of a goal, by the round's way of voting."""

    # Made from the ways of voting at import, so that only pydantic knows the type.
    root: _CELLS


class NamedBallot(Shape):
    """A voter's ballot in a named round, with name and body as of its close."""

    name: str
    body_id: int | None
    choices: Choices


# Figures by group, in the breakdowns that the round named: for each goal, by its id, the cells of each group, by its
# key (a body's key, a workshop's id, a region's code, and what municipalities are); null where they would disclose a
# few. The key of participants who are in none is empty.
Breakdowns = dict[Literal["body", "workshop", "region", "group", "size"], dict[str, dict[str, Cells | None]]]


class Channel(Shape):
    """The figures of one channel: `voters` who used it, and the cells of each goal; null where they are hidden.

    `commitment` is SHA-256 (hex) over `salt` and the canonical JSON of voters and goals, as of a round. Hands have
    neither: nobody can check them. They have as many voters as there were on one goal at most.
    """

    voters: int | None
    goals: dict[str, Cells | None]
    commitment: str | None = None
    salt: str | None = None
    ballots: list[Choices] = []


class MunicipalTally(Shape):
    """The figures where each municipality has one vote, the mean of its voters' ballots.

    `voters` is the number of municipalities; a goal is null where its figures would disclose a few.
    """

    voters: int
    goals: dict[str, dict[str, float] | None]


class Turnout(Shape):
    """How many of those who might have voted did."""

    entitled: int
    voted: int


class WholeTurnout(Turnout):
    """The turnout, also of each body by its key; null for few. A secret round is counted by no body."""

    bodies: dict[str, Turnout | None] | None


class Outcome(Shape):
    """Whether the quorum was reached, and which goals reached the pass mark; null where the round named none."""

    reached: bool | None
    passed: list[int] | None


class Tally(Shape):
    """The figures of a round: the number of voters, and the cells of each goal, by its id.

    What follows is sent from the close on, the breakdown by workshop of a named round already while it is open:
    `breakdowns`, null for a secret round, with the `titles` of groups that are not bodies, by language;
    `municipalities`, null unless the consultation asks for them; `turnout` and `outcome`; `ballots` only for a named
    round, the first by the names of their voters, and `more_ballots`, how many more the files have. `pairs`, where
    goals are put in order, says how many ballots put a goal before another one; `reasons`, where some are asked for,
    those on each goal that may be shown, in random order; null stands in the place of one that a facilitator has
    hidden.

    `channels`, where not everybody voted on a device: those of `device` and of `paper`, which together are the figures
    above, and of `hands`, which are in no other figure. The commitment of the device channel is the round's own. While
    the round is open there are no more than hands. The ballots on paper in a named round have no names.

    While results are shown place by place, from the last, `goals` has those `shown` so far, `left` is how many are not
    shown yet, and `voters` is null; nothing else is sent.
    """

    version: int
    voters: int | None
    goals: dict[str, Cells]
    channels: dict[Literal["device", "paper", "hands"], Channel] | None = None
    breakdowns: Breakdowns | None = None
    titles: dict[str, dict[str, dict[str, str]]] = {}
    municipalities: MunicipalTally | None = None
    turnout: WholeTurnout | None = None
    outcome: Outcome | None = None
    ballots: list[NamedBallot] = []
    more_ballots: int = 0
    pairs: dict[str, dict[str, int]] = {}
    reasons: dict[str, list[str | None]] = {}
    shown: int | None = None
    left: int = 0
