"""A consultation far larger than any that was ever held: 500 goals, 3,000 comments, 60 people."""

from dataclasses import dataclass
from uuid import uuid4

from workshop.commands import Request, carry_out
from workshop.commands.joining import join
from workshop.db import Database

GOALS, COMMENTS, PEOPLE = 500, 3000, 60
WHY = "Etätyö, etävastaanotto ja yrittäminen edellyttävät sitä. Meillä kyse on siitä, voiko täällä asua."
SAYS = "Juuri näin. Meillä kolme yritystä on jo muuttanut pois tämän takia, ja lisää lähtee."
STANCES = ("for", "against", "neutral", "question")


@dataclass
class Crowd:
    """Who is in it, and the goals that they proposed."""

    people: list[int]
    goals: list[int]


def gather(database: Database, slug: str, code: str, rounds: list[int], lead: int) -> Crowd:
    """Let people join, propose in the first round and comment in the second, which stays open."""

    def do(account, name, **arguments):
        return carry_out(database, account, Request(slug, name, str(uuid4()), arguments)).result

    people = [
        join(database, {"code": code, "name": f"Jäsen {number}"}, str(uuid4()), account_id=None, lang="fi").account.id
        for number in range(PEOPLE)
    ]
    do(lead, "open_round", round_id=rounds[0])
    made = []
    for number in range(GOALS):
        words = {"title": f"Tavoite {number + 1}: valokuitu joka kotiin ja kesämökille", "rationale": WHY}
        about = {"theme_id": 1 + number % 5, "measures": [{"text": "Tuki kaikille"}], **words}
        made.append(do(people[number % len(people)], "propose_goal", **about)["goal_id"])
    do(lead, "close_round", round_id=rounds[0])
    do(lead, "open_round", round_id=rounds[1])
    for number in range(COMMENTS):
        # Some goals are talked about much more than others.
        goal = made[min(number % 700, number % 37) % len(made)] if number % 3 == 0 else made[number % len(made)]
        person = people[number % len(people)]
        do(person, "add_comment", goal_id=goal, text=f"{number}. {SAYS}", stance=STANCES[number % 4])
    return Crowd(people, made)
