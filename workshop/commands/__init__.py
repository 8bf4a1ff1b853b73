"""The commands: the one way to change anything; importing this package registers and checks them all."""

from workshop.commands import (
    ballots,
    cards,
    comments,
    consultations,
    doubles,
    families,
    goals,
    inviting,
    marks,
    measures,
    notices,
    people,
    removing,
    rounds,
    themes,
    walls,
    withdrawing,
    workshops,
)
from workshop.commands.agendas import copied_consultation, copying, saving
from workshop.commands.auditing import sealing
from workshop.commands.channels import hands, paper, sheets
from workshop.commands.documents import background, commenting, document, paragraphs, replying, wording
from workshop.commands.moderating import answering, publishing, reasons, reporting
from workshop.engine.carrying_out import Engine
from workshop.engine.command import COMMANDS, Command
from workshop.engine.request import Answer, Request
from workshop.operations.closing import close_due_rounds

__all__ = [
    "COMMANDS",
    "ENGINE",
    "Answer",
    "Command",
    "Request",
    "answering",
    "background",
    "ballots",
    "cards",
    "carry_out",
    "commenting",
    "comments",
    "consultations",
    "copied_consultation",
    "copying",
    "document",
    "doubles",
    "families",
    "goals",
    "hands",
    "inviting",
    "marks",
    "measures",
    "notices",
    "paper",
    "paragraphs",
    "people",
    "publishing",
    "reasons",
    "removing",
    "replying",
    "reporting",
    "rounds",
    "saving",
    "sealing",
    "sheets",
    "themes",
    "walls",
    "withdrawing",
    "wording",
    "workshops",
]

# Closing due rounds stands above the engine, so it is handed to it here.
ENGINE = Engine(COMMANDS, close_due_rounds)
carry_out = ENGINE.carry_out
