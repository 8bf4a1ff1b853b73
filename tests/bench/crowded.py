"""Halls far fuller than any that people ever filled, made on the database itself."""

import random
from collections.abc import Callable, Iterator
from uuid import uuid4

from sqlalchemy import func, insert, select

from tests.bench.hall import Hall
from tests.entry.visitor import database_of
from tests.speed.crowd import SAYS, STANCES, WHY
from workshop.commands import ENGINE, Request
from workshop.db import Database, database_now
from workshop.models import Account, Ballot, Consultation, Participant, RollEntry

VOTERS_AT_ONCE = 5000
COMMANDS_AT_ONCE = 100


def contribute(here: Hall, database: Database, goals: int, comments: int, measures: int = 0) -> list[int]:
    """Let the facilitator propose so many goals, with comments and measures under them; gives the goals' ids."""
    with database.read() as session:
        lead = session.scalar(select(Consultation.created_by).where(Consultation.slug == here.slug))

    def do(name: str, number: int, about: Callable[[int], dict]) -> list[dict]:
        # One commit of many is quicker.
        results = []
        for part in parts(list(range(number)), COMMANDS_AT_ONCE):
            requests = [Request(here.slug, name, str(uuid4()), about(each)) for each in part]
            results += database.write(
                lambda session, requests=requests: [ENGINE.carry_out_in(session, lead, each) for each in requests]
            )
        return [answer.result for answer in results]

    theme = {"theme_id": here.theme_id, "rationale": WHY}
    made = do("propose_goal", goals, lambda number: {**theme, "title": f"Goal {number}: fibre to every home"})
    ids = [each["goal_id"] for each in made]
    do("propose_measure", measures, lambda number: {"goal_id": ids[number % goals], "text": f"Measure {number}"})
    stances = {number: STANCES[number % len(STANCES)] for number in range(comments)}
    do("add_comment", comments, lambda n: {"goal_id": ids[n % goals], "text": SAYS, "stance": stances[n]})
    return ids


def let_join(here: Hall, number: int) -> list[int]:
    """Let so many have joined; gives the participants' ids."""
    names, ids = [f"Voter {each}" for each in range(number)], []
    with database_of(here.server) as database:
        for part in parts(names, VOTERS_AT_ONCE):

            def work(session, part=part):
                now = database_now(session)
                place = session.scalar(select(Consultation.id).where(Consultation.slug == here.slug))
                last = session.scalar(select(func.max(Account.id)))
                about = {"lang": "fi", "stamp": "0" * 32, "created_at": now}
                session.execute(insert(Account), [{"name": name, **about} for name in part])
                accounts = session.scalars(select(Account.id).where(Account.id > last).order_by(Account.id)).all()
                more = {"consultation_id": place, "role": "member", "lang": "fi", "joined_at": now}
                rows = [{"account_id": each, "name": "Voter", "key": f"voter-{each}", **more} for each in accounts]
                session.execute(insert(Participant), rows)
                return session.scalars(select(Participant.id).where(Participant.account_id > last)).all()

            ids += database.write(work)
    return ids


def let_vote(here: Hall, round_id: int, voters: list[int], chosen: int) -> None:
    """Let them have voted for so many goals each, as a version without running sums would have stored it."""
    with database_of(here.server) as database:
        for part in parts(voters, VOTERS_AT_ONCE):
            rows = [{"round_id": round_id, "participant_id": each} for each in part]
            random.shuffle(rows)

            def work(session, rows=rows):
                session.execute(insert(RollEntry), rows)
                session.execute(insert(Ballot), [{**row, "choices": here.choices(chosen)} for row in rows])

            database.write(work)


def parts(things: list, size: int) -> Iterator[list]:
    """Yield things in parts of at most this size."""
    return (things[begin : begin + size] for begin in range(0, len(things), size))
