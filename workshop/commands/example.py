"""The built-in example: a consultation with the focus areas of 2019 and a workshop that is ready to begin."""

import uuid
from dataclasses import dataclass

from workshop.commands import Request, carry_out
from workshop.commands.founding import create_consultation
from workshop.db import Database
from workshop.operations.installing import make_administrator

EMAIL = "facilitator@example.org"
NAME = "Kirsi Salmela"
TITLE = {
    "fi": "Työpaja: painopisteistä tavoitteiksi",
    "sv": "Workshop: från prioriteringar till mål",
    "en": "Workshop: from focus areas to goals",
}
ROUNDS = (
    {
        "kind": "propose",
        "title": {
            "fi": "Mitkä tavoitteet ovat kunnallesi tärkeimpiä?",
            "sv": "Vilka mål är viktigast för din kommun?",
            "en": "Which goals matter most to your municipality?",
        },
    },
    {
        "kind": "comment",
        "title": {
            "fi": "Mitä mieltä olet tavoitteista?",
            "sv": "Vad tycker du om målen?",
            "en": "What do you think of the goals?",
        },
    },
    {
        "kind": "vote",
        "method": "dots",
        "points": 5,
        "title": {
            "fi": "Jaa viisi pistettä tärkeimmille tavoitteille",
            "sv": "Dela ut dina fem poäng på de viktigaste målen",
            "en": "Share out five dots among the most important goals",
        },
    },
    {
        "kind": "vote",
        "method": "opinion",
        "title": {
            "fi": "Oletko samaa mieltä?",
            "sv": "Håller du med?",
            "en": "Do you agree?",
        },
    },
)


@dataclass(frozen=True)
class Example:
    """The example that was made; ids as on the wire."""

    slug: str
    facilitator_id: int
    workshop_id: int
    round_ids: list[int]


def make_example(database: Database) -> Example:
    """Make the example through commands, with facilitator@example.org as its administrator and facilitator."""
    facilitator = database.write(lambda session: make_administrator(session, EMAIL, NAME).id)
    made = create_consultation(database, facilitator, _key(), {"example": "focus-areas-2019", "lang": "fi"})
    slug = made.result["slug"]

    def do(name, **arguments):
        return carry_out(database, facilitator, Request(slug, name, _key(), arguments)).result

    workshop = do("create_workshop", title=TITLE)["workshop_id"]
    rounds = [do("create_round", workshop_id=workshop, **each)["round_id"] for each in ROUNDS]
    return Example(slug, facilitator, workshop, rounds)


def _key():
    return str(uuid.uuid4())
