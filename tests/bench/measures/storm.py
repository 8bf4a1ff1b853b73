"""A storm: everyone in one round casts ballots, everyone sees everything, and nothing may be lost or doubled."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import uuid4

from tests.bench.ballots import figures
from tests.bench.hall import Hall, each_of, hall
from tests.bench.measured import Measured
from tests.bench.person import Person
from tests.bench.settings import Run
from tests.bench.timing import at_times, ms, percentile, spread, until

# One in so many ballots is sent twice at the same moment, as a double click or a proxy does.
DOUBLED = 20
SECONDS_TO_CONVERGE = 15
TRIES = 30


@dataclass
class Caster:
    """One person's outbox: one ballot at a time, in order; `choices` is what the acknowledged ones come to.

    `refused` has the status of each refusal.
    """

    person: Person
    choices: dict = field(default_factory=dict)
    acknowledged: int = 0
    refused: list[int] = field(default_factory=list)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def cast(self, round_id: int, choices: dict, due: float, twice: bool) -> float | None:
        """Send a ballot when its turn comes, and return how long after `due` it was acknowledged; None if refused."""
        async with self.turn:
            key = str(uuid4())
            answers = await asyncio.gather(*(self.person.cast(round_id, choices, key) for _ in range(1 + twice)))
            took = time.perf_counter() - due
            refused = [answer.status for answer in answers if answer.status != 200]
            self.refused += refused
            # What a proxy refuses may be stored; the outbox sends it again under its key, until it is acknowledged.
            if refused and not await self._kept(round_id, choices, key):
                return None
            self.acknowledged += 1
            self.choices.update(choices)
            return None if refused else took

    async def _kept(self, round_id, choices, key):
        for _ in range(TRIES):
            await asyncio.sleep(random.uniform(0.5, 1.5))
            if (await self.person.cast(round_id, choices, key)).status == 200:
                return True
        return False


async def measure(run: Run, beside: Callable[[Hall], Awaitable[None]] | None = None) -> Measured:
    """Cast the ballots, wait until every screen is right, and compare what is stored with what was acknowledged.

    `beside` opens what else is there.
    """
    sizes = run.sizes
    async with hall(run) as here:
        casters = [Caster(person) for person in await here.fill(sizes.listeners)]
        if beside:
            await beside(here)
        round_id = await here.open_vote()
        plan = [(random.choice(casters), here.choices(3, mixed=True)) for _ in range(sizes.ballots)]

        async def cast(number, due):
            caster, choices = plan[number]
            return await caster.cast(round_id, choices, due, number % DOUBLED == 0)

        before = here.installation.cpu()
        answers = await at_times(spread(len(plan), sizes.storm_seconds), cast)
        took = [each for each in answers if each is not None]
        right = expected(here, casters)
        await until(lambda: all(shows(each.person, round_id, right) for each in casters), SECONDS_TO_CONVERGE)
        spent = here.cpu_since(before)
        refused = Counter(status for each in casters for status in each.refused)
        lost, doubled = await _compare(here, round_id, casters)
        return Measured(
            {
                "acknowledged p50 (ms)": ms(percentile(took, 50)),
                "acknowledged p95 (ms)": ms(percentile(took, 95)),
                "acknowledged p99 (ms)": ms(percentile(took, 99)),
                "refused": len(answers) - len(took),
                "lost": lost,
                "doubled": doubled,
                "screens that end wrong": sum(not shows(each.person, round_id, right) for each in casters),
                **spent,
                **{f"refused with {status}": number for status, number in sorted(refused.items())},
            }
        )


def expected(here: Hall, casters: list[Caster]) -> dict[str, dict]:
    """Count what was acknowledged: by goal, as a tally has it."""
    return figures(here.run.method, [each.choices for each in casters], here.goals)


def shows(person: Person, round_id: int, right: dict[str, dict]) -> bool:
    """Whether a screen shows these figures."""
    return person.sees(round_id)["goals"] == right


async def _compare(here, round_id, casters):
    """Return how many acknowledged ballots are not stored, and how many changes or voters were counted twice.

    Each person is asked for their own ballot: a tally of more than 2,000 does not tell them all.
    """
    versions = await each_of(casters, lambda each: _version(each, here, round_id))
    doubled = sum(
        max(0, held - each.acknowledged - 1) for held, each in zip(versions, casters, strict=True) if held is not None
    )
    stored = await each_of(casters, lambda each: each.person.ballot(round_id))
    kept = [{goal: value for goal, value in each.choices.items() if value is not None} for each in casters]
    lost = sum(held != choices for each, held, choices in zip(casters, stored, kept, strict=True) if each.acknowledged)
    await here.do("close_round", round_id=round_id)
    counted = (await here.snapshot())["tallies"][str(round_id)]["voters"]
    return lost, doubled + max(0, counted - sum(map(bool, kept)))


async def _version(caster, here, round_id):
    """Return the version of a ballot after one more, which changes nothing; None for who did not vote."""
    if not caster.acknowledged:
        return None
    return (await caster.person.cast(round_id, {})).json()["result"]["version"]
