"""Agreement and division between the groups of a vote: bodies, workshops, kinds of municipalities.

The source is what the page of results shows: the figures of groups after suppression (tally/groups.py), the turnout by
body, and the figures of all. A hidden figure takes no part and nothing is put in its place, so that nothing here says
more than those figures do (what is computed from published figures alone discloses no more than they; Dwork and Roth
2014, proposition 2.1).

- *Agreement*: each group whose figures are all shown has a goal among its first three, whichever way ties are decided,
  and there are at least two such groups. A group with one hidden figure has no order, and takes no part.
- *Division*: the support of a goal (shares.py) in one group is at least 20 percentage points above or below that of all
  others who voted, and both shares are of five at least. "Others" are the total less the group.

A round whose votes came in by paper or by hands too is left out: its groups are of those who voted on devices alone.
"""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from workshop.insight.shares import Share, counted, how_of, named_in, share_of
from workshop.methods import Method

# What the picture of it is called wherever it is drawn.
NAME = "between-groups"
FIRST = 3
APART = 20
LEAST = 5
# Of a round and a breakdown, so many divisions are told, the widest first.
MOST = 6


@dataclass(frozen=True)
class Division:
    """A group that supports a goal more than the others do, or less."""

    called: dict[str, Any]
    group: str
    own: Share
    others: Share

    @property
    def apart(self) -> int:
        """How many percentage points more the group has; less than none where it has fewer."""
        return self.own.percent - self.others.percent


@dataclass(frozen=True)
class Accord:
    """What a round says in one breakdown (`name`): the goals `agreed` on, and the `divisions`.

    `groups` are those whose figures are all shown, `left_out` is how many others there are.
    """

    round: dict[str, Any]
    name: str
    groups: list[str]
    left_out: int
    agreed: list[dict[str, Any]]
    divisions: list[Division]


def accords(record: dict[str, Any]) -> list[Accord]:
    """Return what each vote of a record says in each of its breakdowns, the latest vote first."""
    told = [each for each in reversed(counted(record)) if not each["tally"].get("channels")]
    return [
        _accord(round_, name, broken)
        for round_ in told
        for name, broken in (round_["tally"].get("breakdowns") or {}).items()
    ]


def _accord(round_: dict[str, Any], name: str, broken: dict[str, dict[str, Any]]) -> Accord:
    how, goals = how_of(round_), list(round_["tally"]["goals"])
    # Whoever is in no body, workshop or municipality is no group.
    groups = [group for group in dict.fromkeys(key for goal in goals for key in broken.get(goal, {})) if group]
    whole = [group for group in groups if all(broken.get(goal, {}).get(group) is not None for goal in goals)]
    agreed = _agreed(how, round_, broken, whole) if len(goals) > FIRST and len(whole) > 1 else []
    return Accord(round_, name, whole, len(groups) - len(whole), agreed, _divisions(how, round_, name, broken, groups))


def _agreed(how: Method, round_, broken, groups):
    first = [_first({goal: cells[group] for goal, cells in broken.items()}, how) for group in groups]
    return [called for called in named_in(round_) if all(str(called["goal_id"]) in each for each in first)]


def _first(figures: dict[str, dict[str, int]], how: Method) -> set[str]:
    """Return the goals that are among the first three whichever way ties are decided."""
    places = {goal: how.order(cells) for goal, cells in figures.items()}
    in_order = sorted(places.values())
    chosen = [goal for goal, cells in figures.items() if any(cells[name] for name in how.most)]
    return {goal for goal in chosen if bisect_right(in_order, places[goal]) <= FIRST}


def _divisions(how: Method, round_, name, broken, groups) -> list[Division]:
    tally = round_["tally"]
    found = []
    for called in named_in(round_):
        goal = str(called["goal_id"])
        whole = share_of(how, tally["goals"].get(goal), tally["voters"])
        for group in groups:
            own = share_of(how, broken.get(goal, {}).get(group), _voters(tally, name, group))
            others = _less(whole, own)
            if own and others and min(own.of, others.of) >= LEAST:
                found.append(Division(called, group, own, others))
    wide = [each for each in found if abs(each.apart) >= APART]
    return sorted(wide, key=lambda each: -abs(each.apart))[:MOST]


def _less(whole: Share | None, own: Share | None) -> Share | None:
    """Return the share of all but a group; None where it is of nobody."""
    if whole is None or own is None:
        return None
    favour, of = whole.favour - own.favour, whole.of - own.of
    return Share(favour, of) if of > 0 and 0 <= favour <= of else None


def _voters(tally: dict[str, Any], name: str, group: str) -> int | None:
    """Return how many of a group voted, which is published of bodies alone; None where it is not."""
    bodies = (tally.get("turnout") or {}).get("bodies") if name == "body" else None
    return ((bodies or {}).get(group) or {}).get("voted")
