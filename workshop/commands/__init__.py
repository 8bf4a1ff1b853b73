"""The commands: the one way to change anything; importing this package registers them all."""

from workshop.commands import (
    ballots,
    comments,
    consultations,
    goals,
    inviting,
    measures,
    notices,
    people,
    removing,
    rounds,
    themes,
    walls,
    workshops,
)
from workshop.engine.command import COMMANDS, Answer, Command, Request, carry_out

__all__ = [
    "COMMANDS",
    "Answer",
    "Command",
    "Request",
    "ballots",
    "carry_out",
    "comments",
    "consultations",
    "goals",
    "inviting",
    "measures",
    "notices",
    "people",
    "removing",
    "rounds",
    "themes",
    "walls",
    "workshops",
]
