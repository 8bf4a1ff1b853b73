"""An end under load: the server, or a node of several, goes while people vote, comes again, and all see what is so."""

import asyncio
import itertools
import random
import time
from collections.abc import Callable

from tests.bench.hall import Hall, hall
from tests.bench.installation import figure_of
from tests.bench.measured import Measured
from tests.bench.measures.storm import Caster, expected, shows
from tests.bench.person import Person
from tests.bench.settings import Run
from tests.bench.timing import until
from tests.nodes.server import Server

GONE, UNTOLD = "gone in (s)", "not told that it stops"
LISTENING = "workshop_listeners"
SECONDS_TO_CONVERGE = 120
# As in listening.js: the first pause before coming back, the longest, how far chance moves it; how long a connection
# may take, the pause between two polls, and how many times as long as the answer took.
PAUSE, LONGEST_PAUSE, CHANCE, PATIENCE, POLL, RESTRAINT = 0.5, 2.5, 0.6, 8.0, 3.0, 4


async def measure_restart(run: Run) -> Measured:
    """Kill and start; wait until everyone listens and every screen shows what was acknowledged until the kill."""
    figures = await _measure(run, Server.kill9)
    return Measured({name: figure for name, figure in figures.items() if name not in (GONE, UNTOLD)})


async def measure_stop(run: Run) -> Measured:
    """Ask the process to end, as a service manager does, and start it again."""
    return Measured(await _measure(run, Server.terminate))


async def _measure(run, end: Callable[[Server], object]):
    """End the process in some way while people vote, start it again, and wait until all is well; of nodes, the first.

    What was not acknowledged is sent again, and another round goes on being voted in, so that the load stays.
    """
    async with hall(run) as here:
        people = await here.fill(run.sizes.listeners)
        first, second = await here.open_vote(), await here.open_vote()
        casters, others = ([Caster(person) for person in people] for _ in range(2))
        load = [asyncio.ensure_future(_keep_listening(person)) for person in people]
        until_end = asyncio.ensure_future(_vote(here, casters, first, load))
        await asyncio.sleep(run.sizes.pause)
        theirs = min(len(people), int(await asyncio.to_thread(figure_of, here.server, LISTENING)))
        before = [person.falls for person in people]
        began = time.perf_counter()
        # Each waits for the process; the load goes on meanwhile.
        await asyncio.to_thread(end, here.server)
        gone = time.perf_counter() - began
        until_end.cancel()

        def fallen():
            return [person for person, falls in zip(people, before, strict=True) if person.falls > falls]

        await until(lambda: len(fallen()) >= theirs, SECONDS_TO_CONVERGE)
        told = sum(len(told.arrivals) for told in here.messages.named("bye"))
        starting = asyncio.ensure_future(asyncio.to_thread(here.restart))
        load.append(asyncio.ensure_future(_vote(here, others, second, load)))
        try:
            down = time.perf_counter() - began
            back = await until(lambda: any(person.connected for person in fallen()), SECONDS_TO_CONVERGE) + down
            took = await until(lambda: _converged(here, casters, first), SECONDS_TO_CONVERGE, 0.1) + back
            return {
                "all converged in (s)": round(took, 1),
                GONE: round(gone, 1),
                "the first listens again in (s)": round(back, 1),
                "ballots acknowledged": sum(each.acknowledged for each in casters),
                UNTOLD: theirs - told,
                "not listening": sum(not person.connected for person in people),
            }
        finally:
            for each in (until_end, *load):
                each.cancel()
            await asyncio.gather(until_end, starting, *load, return_exceptions=True)


def _converged(here, casters, round_id):
    if any(each.turn.locked() or not each.person.connected for each in casters):
        return False
    right = expected(here, casters)
    return all(shows(each.person, round_id, right) for each in casters)


async def _vote(here: Hall, casters: list[Caster], round_id: int, sent: list[asyncio.Future]) -> None:
    """Let people vote at a steady rate, until cancelled; what was `sent` then still arrives."""
    for number in itertools.count():
        caster = casters[number % len(casters)]
        sent.append(asyncio.ensure_future(_cast_until_kept(here, caster, round_id)))
        await asyncio.sleep(1 / here.run.sizes.restart_rate)


async def _cast_until_kept(here: Hall, caster: Caster, round_id: int) -> None:
    choices = here.choices(3)
    async with caster.turn:
        await caster.person.cast_until_kept(round_id, choices)
        caster.acknowledged += 1
        caster.choices.update(choices)


async def _keep_listening(person: Person) -> None:
    """Come back whenever the socket is gone, and poll meanwhile, as the page's script does."""
    while True:
        await asyncio.sleep(0.05)
        if person.connected:
            continue
        polling = asyncio.ensure_future(_poll(person))
        try:
            await _come_back(person)
        finally:
            polling.cancel()


async def _come_back(person: Person) -> None:
    for attempt in itertools.count():
        await asyncio.sleep(min(PAUSE * 2**attempt, LONGEST_PAUSE) * random.uniform(1 - CHANCE, 1 + CHANCE))
        try:
            async with asyncio.timeout(PATIENCE):
                return await person.listen()
        except (OSError, TimeoutError):
            person.close()


async def _poll(person: Person) -> None:
    await asyncio.sleep(random.random())
    while True:
        asked, failures = time.perf_counter(), person.failures
        person.catch_up()
        await person.caught_up()
        took = time.perf_counter() - asked if person.failures == failures else 0
        await asyncio.sleep(max(POLL, RESTRAINT * took) * random.uniform(0.7, 1.3))
