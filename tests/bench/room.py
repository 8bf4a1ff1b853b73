"""The room of the baselines: votes counted in memory, durable nowhere, told at a steady tick."""

from collections import Counter

TICK_SECONDS = 0.1


class Room:
    """How often each goal was chosen, and by how many."""

    def __init__(self):
        self.voters = self._told = 0
        self._goals: Counter[str] = Counter()

    def vote(self, goal: str) -> None:
        """Count one more voter."""
        self.voters += 1
        self._goals[goal] += 1

    def moved(self) -> dict | None:
        """Return the tally if it is another than was given last."""
        if self._told == self.voters:
            return None
        self._told = self.voters
        return {"voters": self.voters, "goals": {goal: {"approve": count} for goal, count in self._goals.items()}}


def update(number: int, size: int) -> dict:
    """Return an update of so many bytes, more or less, with its name and number."""
    return {"number": number, "text": "x" * (size - 40)}
