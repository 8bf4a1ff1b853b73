"""Counting: figures of a round, figures of groups that disclose no choice, and the commitment to figures."""

from workshop.tally.channels import DEVICE, HANDS, PAPER, hands_voters, shown_apart, together
from workshop.tally.counting import add_up, check, commit, count, extras, last_places, narrowed, with_next_place
from workshop.tally.groups import break_down
from workshop.tally.outcome import outcome
from workshop.tally.voices import Voice

__all__ = [
    "DEVICE",
    "HANDS",
    "PAPER",
    "Voice",
    "add_up",
    "break_down",
    "check",
    "commit",
    "count",
    "extras",
    "hands_voters",
    "last_places",
    "narrowed",
    "outcome",
    "shown_apart",
    "together",
    "with_next_place",
]
