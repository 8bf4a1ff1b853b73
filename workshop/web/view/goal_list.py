"""The list of goals as a reader asks for it: searched, narrowed down, and in one of its orders."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Self

from werkzeug.datastructures import MultiDict

from workshop.reading.texts import fold, said_in
from workshop.web.view.filters import Narrowing, passes, said_on, with_members
from workshop.web.view.snapshot_view import SnapshotView
from workshop.web.view.voting.draws import draw

# The orders of the list; the first stands under its themes.
SORTS = ("theme", "newest", "discussed", "divided", "drawn", "marked")
# The order by marks.
MARKS = ("shortlist", "none", "aside")
ROWS, CARDS = "rows", "cards"
# Beyond so many goals rows are easier to overlook than cards.
MOST_CARDS = 12


@dataclass(frozen=True)
class GoalsFilter(Narrowing):
    """What a reader asks the list for, and in which order."""

    sort: str = SORTS[0]

    @classmethod
    def of(cls, arguments: MultiDict, **more: Any) -> Self:
        """Parse the arguments of a page's address; invalid ones are ignored."""
        sort = arguments.get("sort", "")
        return super().of(arguments, sort=sort if sort in SORTS else SORTS[0], **more)


class GoalList:
    """The list of goals on a page: its `groups` by theme id, or (0) all in one; `asked`: it is not as it is usually.

    `found` are the goals that the words are in by another form of theirs, as the index says. `bare`: a ballot
    stands in its place, and scripts fill it when that is gone.
    """

    def __init__(self, view: SnapshotView, arguments: MultiDict, *, found: Collection[int] = (), bare: bool = False):
        self.wanted = GoalsFilter.of(arguments)
        self.bare = bare
        self.groups = {} if bare else dict(goal_groups(view, self.wanted, found))
        self.number = sum(map(len, self.groups.values()))
        self.asked = self.wanted != GoalsFilter()
        self.density = _density_of(arguments, len(view.standing))
        self._themes = {theme["id"]: theme for theme in view.themes}

    def theme_of(self, goal: dict) -> dict:
        """Return the theme under which a goal stands."""
        return self._themes[goal["theme_id"]]


def goal_groups(view: SnapshotView, wanted: GoalsFilter, found: Collection[int] = ()) -> list[tuple[int, list[dict]]]:
    """Return the goals that were asked for, as (theme id, goals); in orders across themes all are in one group, 0.

    The words are looked for as they stand in what is said in and under a goal; `found` are goals that have them too.
    """
    words = fold(wanted.q).split(" ")
    passed = [
        (theme["id"], [one for one in theme["goals"] if _passes(view, one, wanted, words, found)])
        for theme in view.themes
    ]
    if wanted.sort == SORTS[0]:
        return passed
    return [(0, sorted((one for _, goals in passed for one in goals), key=_order(view, wanted.sort)))]


def _density_of(arguments, number):
    # "": rows on phones alone.
    chosen = arguments.get("density", "")
    return chosen if chosen in (ROWS, CARDS) else ROWS if number > MOST_CARDS else ""


def _passes(view, goal, wanted, words, found):
    said = words == [""] or goal["id"] in found or all(said_in(word, searched(view, goal)) for word in words)
    return said and passes(view, "goal", goal, goal, wanted)


def searched(view: SnapshotView, goal: dict) -> str:
    """Return what a goal is searched by, folded: its words and number, and those of what stands in and under it."""
    texts = [one["text"] for one in (*goal["measures"], *said_on(goal))]
    texts += [{"": f"{goal['number']}.{one['number']}"} for one in goal["measures"]]
    for one in with_members(goal):
        body: dict[str, Any] = view.body(one["body_id"]) or {}
        texts += [one["title"], one["rationale"], body.get("title", {}), {"": one["number"]}]
    return fold("\n".join(said for each in texts for said in each.values()))


def _order(view, sort):
    seed = view.me.id if isinstance(view.me.id, int) else 0

    def key(goal):
        first = {"discussed": _discussed, "divided": _divided, "marked": _marked}.get(sort)
        own = first(goal) if first else (-goal["id"] if sort == "newest" else draw(seed, goal["id"]),)
        # What is set aside stands below, whatever the order.
        return (goal["mark"] == "aside", *own, goal["id"])

    return key


def _marked(goal):
    return (MARKS.index(goal["mark"] or "none"),)


def _discussed(goal):
    return (-goal["comment_count"],)


def _divided(goal):
    stances = Counter(one["stance"] for one in said_on(goal))
    sides = stances["for"], stances["against"]
    return -min(sides), -sum(sides), -goal["comment_count"]
