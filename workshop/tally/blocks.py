"""Which groups may be shown: blocks of people among whom answers could be exchanged without moving a figure."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field

# The groups of a person, one in each breakdown.
Labels = tuple[str, ...]


@dataclass
class Block:
    """People who voted: how many of them answer on a goal, and what they say, by what is told of it apart."""

    size: int = 0
    said: dict[str, Counter[Hashable]] = field(default_factory=dict)

    def say(self, told: Mapping[str, Hashable], number: int) -> None:
        """Add so many people who say the same."""
        self.size += number
        for name, what in told.items():
            self.said.setdefault(name, Counter())[what] += number

    def add(self, other: "Block") -> None:
        """Take in the people of another block."""
        self.size += other.size
        for name, own in other.said.items():
            self.said.setdefault(name, Counter()).update(own)

    def discloses(self, least: int) -> bool:
        """Whether its figures tell what somebody said: too few answer, or all of one mind."""
        return self.size < least or bool(self.telling(least))

    def telling(self, least: int) -> list[str]:
        """Return of what is told apart what tells too much: all of it where too few answer at all."""
        few = self.size < least
        return [name for name, own in self.said.items() if few or own.total() < least or len(own) < 2]


def together(blocks: Iterable[Block]) -> Block:
    """Return one block of the people of several."""
    whole = Block()
    for block in blocks:
        whole.add(block)
    return whole


class Partition:
    """Those who voted, by their groups, split by what is shown of a goal.

    What is published of a goal is a sum over each shown group, so it stays the same whoever of those in the same shown
    groups (and the same hidden rest of each breakdown) said what. As long as in each such block at least `least` people
    answer and do not all say the same, nobody can work out what one of them said, or a group smaller than a block, not
    even knowing who belongs where.
    """

    def __init__(self, joint: Mapping[Labels, Block], least: int):
        self._joint, self._least = joint, least
        self._block_of: dict[Labels, Hashable] = dict.fromkeys(joint, ())

    def block_of(self, labels: Labels) -> Hashable:
        """Return which block people of these groups are in."""
        return self._block_of[labels]

    def split(self, place: int, barred: Collection[str] = ()) -> set[str]:
        """Split further by the breakdown at `place`; return its groups that can be shown, of which none is `barred`."""
        pieces = self._pieces(place)
        shown = {
            group
            for group, own in pieces.items()
            if group not in barred and not any(piece.discloses(self._least) for piece in own.values())
        }
        sizes = {group: together(own.values()).size for group, own in pieces.items()}
        while troubled := self._troubled(pieces, shown):
            # What was hidden follows from the rest, so another group is hidden with it: the smallest that helps.
            helping = [group for group in shown if not troubled.isdisjoint(pieces[group])]
            shown.remove(min(helping, key=lambda group: (sizes[group], group)))
        self._refine(place, shown)
        return shown

    def split_whole(self, place: int) -> bool:
        """Split further by the breakdown at `place` if all of its groups can be shown; return whether they can."""
        pieces = self._pieces(place)
        if any(piece.discloses(self._least) for own in pieces.values() for piece in own.values()):
            return False
        self._refine(place, set(pieces))
        return True

    def _pieces(self, place: int) -> dict[str, dict[Hashable, Block]]:
        """Return the people of each group, by the block that they are in."""
        pieces: dict[str, dict[Hashable, Block]] = {}
        for labels, block in self._joint.items():
            own = pieces.setdefault(labels[place], {})
            own.setdefault(self._block_of[labels], Block()).add(block)
        return pieces

    def _troubled(self, pieces: Mapping[str, Mapping[Hashable, Block]], shown: Collection[str]) -> set[Hashable]:
        """Return the blocks of which a part is shown, so that the rest follows from it, which tells too much."""
        hidden: dict[Hashable, Block] = {}
        parted: set[Hashable] = set()
        for group, own in pieces.items():
            if group in shown:
                parted.update(own)
                continue
            for at, piece in own.items():
                hidden.setdefault(at, Block()).add(piece)
        return {at for at in parted if at in hidden and hidden[at].discloses(self._least)}

    def _refine(self, place: int, shown: Collection[str]) -> None:
        for labels, at in self._block_of.items():
            own = labels[place]
            self._block_of[labels] = (at, own if own in shown else None)
