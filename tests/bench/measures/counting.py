"""Counting: how old live figures get and how long a ballot waits while a hundred thousand have voted, and the close."""

import asyncio
import random
import time
from collections.abc import Iterator

from sqlalchemy import func, insert, select

from tests.bench.hall import Hall, hall
from tests.bench.measured import Measured
from tests.bench.settings import Run
from tests.bench.timing import at_times, ms, percentile, spread, until
from tests.entry.visitor import database_of
from workshop.db import database_now
from workshop.models import Account, Ballot, Consultation, Participant, RollEntry

CHOSEN = 5
AT_ONCE = 5000
SECONDS = 60
MODES = ("named", "confidential")


async def measure(run: Run) -> Measured:
    """Let a crowd have voted, some more vote one after another while figures are live, and close; in both modes."""
    sizes = run.sizes
    figures: dict[str, float] = {}
    async with hall(run) as here:
        workshop = (await here.snapshot())["workshops"][0]["id"]
        # Before the crowd, beside which no more are let in.
        screen, *people = await here.join(1 + sizes.counting_voters)
        # In threads: who listens must go on answering the server's pings.
        crowd = await asyncio.to_thread(_crowd, here)
        await here.do("lock_workshop", workshop_id=workshop, locked=True)
        for secrecy in MODES:
            round_id = await here.open_vote(secrecy=secrecy, workshop_id=workshop)
            await asyncio.to_thread(_vote, here, round_id, crowd)
            if secrecy == MODES[0]:
                # Only now: while nobody listens nothing is counted.
                await screen.listen()
                await screen.caught_up()
            counted = await until(lambda seen=round_id: screen.sees(seen)["voters"] >= len(crowd), SECONDS)
            told, took = await _ballots(here, round_id, people, screen)
            began = time.perf_counter()
            await here.do("close_round", round_id=round_id)
            figures |= {
                f"{secrecy}: all counted first in (s)": round(counted, 2),
                f"{secrecy}: acknowledged p95 (ms)": ms(percentile(took, 95)),
                f"{secrecy}: acknowledged at most (ms)": ms(max(took)),
                f"{secrecy}: figures at most so old (s)": round(max(told), 2),
                f"{secrecy}: closed in (s)": round(time.perf_counter() - began, 2),
            }
    return Measured(figures)


async def _ballots(here, round_id, people, screen) -> tuple[list[float], list[float]]:
    """Let each vote once; gives how long each ballot was not in the figures, and how long each voter waited."""
    before = screen.sees(round_id)["voters"]
    # When the screen showed so many voters for the first time.
    shown: dict[int, float] = {}
    hear = screen.apply

    def listen(told):
        hear(told)
        shown.setdefault(screen.sees(round_id)["voters"], time.perf_counter())

    screen.apply = listen

    async def cast(number, due):
        answer = await people[number].cast(round_id, here.choices(CHOSEN))
        assert answer.status == 200, answer
        return due, time.perf_counter()

    moments = await at_times(spread(len(people), here.run.sizes.counting_seconds), cast)
    await until(lambda: screen.sees(round_id)["voters"] > before + len(people) - 5, SECONDS)
    acknowledged = sorted(end for _, end in moments)
    seen = {number: end for number, end in enumerate(acknowledged, start=before + 1) if number <= max(shown)}
    told = [min(at for voters, at in shown.items() if voters >= number) - end for number, end in seen.items()]
    return [max(0.0, each) for each in told], [end - due for due, end in moments]


def _crowd(here: Hall) -> list[int]:
    """Let so many have joined, on the database itself; gives the participants' ids."""
    names, ids = [f"Voter {number}" for number in range(here.run.sizes.crowd_voters)], []
    with database_of(here.server) as database:
        for part in _parts(names):

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


def _vote(here: Hall, round_id: int, crowd: list[int]) -> None:
    """Let the crowd have voted, as a version without running sums would have stored it."""
    with database_of(here.server) as database:
        for part in _parts(crowd):
            rows = [{"round_id": round_id, "participant_id": each} for each in part]
            random.shuffle(rows)

            def work(session, rows=rows):
                session.execute(insert(RollEntry), rows)
                session.execute(insert(Ballot), [{**row, "choices": here.choices(CHOSEN)} for row in rows])

            database.write(work)


def _parts(things: list) -> Iterator[list]:
    return (things[begin : begin + AT_ONCE] for begin in range(0, len(things), AT_ONCE))
