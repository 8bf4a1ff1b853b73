"""The soak: honest people vote and listen beside a hostile crowd; nothing of theirs may be refused, late or lost."""

import asyncio
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.hall import Hall
from tests.bench.processes import largest, memory_mb
from tests.soak.hostile import GUESTS, Hostile, attack

BALLOTS_A_SECOND = 5
TICK_SECONDS = 2
# A frame that has not come by then has not come.
HEARD_SECONDS = 20
# What an honest answer and a frame may take at p99, and a process in memory.
LATEST_MS, MOST_MB, MOST_GROWTH_MB = 500, 400, 80
ESTABLISHED, CLOSE_WAIT = "01", "08"


@dataclass
class Found:
    """What became of it: seconds of every ballot and frame, megabytes over time, and what was wrong."""

    answers: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unheard: int = 0
    left_open: int = 0
    hostile: Counter = field(default_factory=Counter)

    @property
    def growth(self) -> float:
        """By how many MB the process grew after its first third, in which it filled its caches."""
        third = self.memory[len(self.memory) // 3 :] or [0.0]
        return third[-1] - third[0]

    def wrong(self) -> list[str]:
        """What must not be on any machine, in words."""
        found = {
            "honest requests were refused": self.refused[:3],
            "frames were not heard": self.unheard,
            "connections stay open": self.left_open,
            f"the process holds more than {MOST_MB} MB": max(self.memory, default=0) > MOST_MB,
            f"the process grew by more than {MOST_GROWTH_MB} MB": self.growth > MOST_GROWTH_MB,
        }
        return [f"{what}: {value}" for what, value in found.items() if value]

    def late(self) -> list[str]:
        """What must not be on a machine of its own, in words."""
        figures = {"ballots": self.answers, "frames": self.frames}
        return [f"{what}: p99 of {p99(of):.0f} ms" for what, of in figures.items() if p99(of) > LATEST_MS]


def p99(seconds: list[float]) -> float:
    """The time (ms) that all but one of a hundred kept to."""
    return 1000 * sorted(seconds)[int(len(seconds) * 0.99)] if seconds else 0.0


async def soak(here: Hall, seconds: float, listeners: int, hostile: int, closing: float) -> Found:
    """Let the honest vote and listen for so long beside the hostile; then everything has `closing` seconds to close."""
    found = Found()
    people = await here.fill(listeners)
    round_id = await here.open_vote()
    # Not on the ballot, so it can be reworded.
    goal_id = (await here.do("propose_goal", theme_id=here.theme_id, title="Tick"))["goal_id"]
    proposing = (await here.do("create_round", kind="propose", title="Propose"))["round_id"]
    await here.do("open_round", round_id=proposing)
    guests = await here.join(GUESTS)
    crowd = Hostile(here, guests)
    attacking = asyncio.ensure_future(attack(crowd, hostile))
    end = time.monotonic() + seconds
    await asyncio.gather(
        _vote(here, people, round_id, end, found),
        _tick(here, people, goal_id, end, found),
        _weigh(here, end, found),
    )
    crowd.stopped.set()
    await attacking
    await asyncio.gather(*(person.leave() for person in here.people))
    here.lead.close()
    found.left_open = await _closed(here.port, closing)
    found.hostile = crowd.counts
    crowd.let_go()
    return found


async def _vote(here, people, round_id, end, found):
    async def one(person):
        began = time.perf_counter()
        try:
            answer = await person.cast(round_id, here.choices())
        except (OSError, TimeoutError) as failure:
            found.refused.append(repr(failure))
            return
        if answer.status != 200:
            found.refused.append(f"{answer.status} {answer.body[:200]!r}")
        found.answers.append(time.perf_counter() - began)

    voting = []
    while time.monotonic() < end:
        voting.append(asyncio.ensure_future(one(random.choice(people))))
        await asyncio.sleep(1 / BALLOTS_A_SECOND)
    await asyncio.gather(*voting)


async def _tick(here, people, goal_id, end, found):
    """Reword a goal again and again, and note when everyone has heard it."""
    number = 0
    while time.monotonic() < end:
        number += 1
        title = f"Tick {number}"
        here.messages.told.clear()
        began = time.perf_counter()
        await here.do("edit_goal", goal_id=goal_id, title=title)
        arrivals, late = [], time.monotonic() + HEARD_SECONDS
        while len(arrivals) < len(people) and time.monotonic() < late:
            await asyncio.sleep(0.1)
            arrivals = [at for told in here.messages.named("events") if _says(told, title) for at in told.arrivals]
        found.frames += [at - began for at in arrivals]
        found.unheard += max(0, len(people) - len(arrivals))
        await asyncio.sleep(TICK_SECONDS)


def _says(told, title):
    return any(json.dumps(title) in json.dumps(event["data"]) for event in told.data["events"])


async def _weigh(here, end, found):
    while time.monotonic() < end:
        found.memory.append(memory_mb(largest(here.server.pid))["share"])
        await asyncio.sleep(1)


async def _closed(port: int, seconds: float) -> int:
    """Wait until the server has no connection; gives how many it has when the time is over."""
    end = time.monotonic() + seconds
    while (number := _connections(port)) and time.monotonic() < end:
        await asyncio.sleep(0.2)
    return number


def _connections(port: int) -> int:
    rows = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    return sum(row[1].endswith(f":{port:04X}") and row[3] in (ESTABLISHED, CLOSE_WAIT) for row in rows)
