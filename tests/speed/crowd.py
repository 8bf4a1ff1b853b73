"""A consultation far larger than any that was ever held: 500 goals, 3,000 comments, 60 people."""

from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from workshop.commands import ENGINE, Request
from workshop.commands.joining import join
from workshop.db import Database
from workshop.models import Authorship, Comment

GOALS, COMMENTS, PEOPLE = 500, 3000, 60
WHY = "Etätyö, etävastaanotto ja yrittäminen edellyttävät sitä. Meillä kyse on siitä, voiko täällä asua."
SAYS = "Juuri näin. Meillä kolme yritystä on jo muuttanut pois tämän takia, ja lisää lähtee."
AT_ONCE = 100
STANCES = ("for", "against", "neutral", "question")


@dataclass
class Crowd:
    """Who is in it, and the goals that they proposed."""

    people: list[int]
    goals: list[int]


def gather(database: Database, slug: str, code: str, rounds: list[int], lead: int) -> Crowd:
    """Let people join, propose in the first round and comment in the second, which stays open.

    Everybody's first comment is given by the command. The others are stored as it was, without an event each: by the
    command they would take half a minute of processor.
    """

    def all_of(commands):
        """Carry out many commands, each a person, its name and arguments; one commit of many is quicker."""
        requests = [(account, Request(slug, name, str(uuid4()), about)) for account, name, about in commands]
        results = []
        for first in range(0, len(requests), AT_ONCE):
            some = requests[first : first + AT_ONCE]
            results += database.write(lambda session, some=some: [ENGINE.carry_out_in(session, *each) for each in some])
        return [answer.result for answer in results]

    people = [
        join(database, {"code": code, "name": f"Jäsen {number}"}, str(uuid4()), account_id=None, lang="fi").account.id
        for number in range(PEOPLE)
    ]
    proposals, comments = [], []
    for number in range(GOALS):
        words = {"title": f"Tavoite {number + 1}: valokuitu joka kotiin ja kesämökille", "rationale": WHY}
        about = {"theme_id": 1 + number % 5, "measures": [{"text": "Tuki kaikille"}], **words}
        proposals.append((people[number % len(people)], "propose_goal", about))
    all_of([(lead, "open_round", {"round_id": rounds[0]})])
    made = [each["goal_id"] for each in all_of(proposals)]
    for number in range(COMMENTS):
        # Some goals are talked about much more than others.
        goal = made[min(number % 700, number % 37) % len(made)] if number % 3 == 0 else made[number % len(made)]
        about = {"goal_id": goal, "text": f"{number}. {SAYS}", "stance": STANCES[number % 4]}
        comments.append((people[number % len(people)], "add_comment", about))
    all_of([(lead, step, {"round_id": id_}) for step, id_ in (("close_round", rounds[0]), ("open_round", rounds[1]))])
    first = [each["comment_id"] for each in all_of(comments[:PEOPLE])]
    more = [about for _, _, about in comments[PEOPLE:]]
    database.write(lambda session: _store_more(session, first, more))
    return Crowd(people, made)


def _store_more(session: Session, first: list[int], more: list[dict]) -> None:
    """Store more comments, in turn of those who gave the first ones, as these are stored."""
    given = _rows(session, Comment, "id", Comment.id.in_(first))
    signed = _rows(session, Authorship, "thing_id", Authorship.kind == "comment")
    comments, authors = [], []
    for number, about in enumerate(more, max(first) + 1):
        like, author = (dict(rows[first[number % len(first)]]) for rows in (given, signed))
        [(lang, said)] = like["text"].items()
        own = {"id": number, "key": str(uuid4()), "text": {lang: {**said, "text": about["text"]}}}
        comments.append({**like, "goal_id": about["goal_id"], "stance": about["stance"], **own})
        del author["id"]
        authors.append({**author, "key": str(uuid4()), "thing_id": number})
    session.execute(insert(Comment), comments)
    session.execute(insert(Authorship), authors)


def _rows(session, model, by, *which):
    found = session.execute(select(*model.__table__.columns).where(*which)).mappings()
    return {row[by]: row for row in found}
