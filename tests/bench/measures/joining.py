"""Many join at once, many of them behind one address: whether all get in, and how soon they have something to see."""

import asyncio
import random
import time

from tests.bench.hall import hall
from tests.bench.measured import Measured
from tests.bench.settings import Run
from tests.bench.timing import at_times, ms, percentile, spread

HALL = "198.51.100.7"


async def measure(run: Run) -> Measured:
    """Let each join by the code, open the room's page, fetch the snapshot and listen, as a browser does."""
    sizes = run.sizes
    addresses = [HALL] * sizes.behind_one_address
    addresses += [f"10.{n // 250}.{n % 250}.9" for n in range(sizes.joiners - len(addresses))]
    random.shuffle(addresses)
    async with hall(run) as here:

        async def come(number, due):
            try:
                person = await here.enter(f"Person {number + 1}", addresses[number])
                page = await person.wire.ask("GET", f"/w/{here.code}")
                person.catch_up()
                await person.caught_up()
                seen = time.perf_counter() - due
                await person.listen()
                await person.caught_up()
            except (OSError, AssertionError, TimeoutError):
                return None
            here.people.append(person)
            return seen if page.status == 200 and person.revision >= 0 else None

        before = here.installation.cpu()
        took = await at_times(spread(sizes.joiners, sizes.join_seconds), come)
        spent = here.cpu_since(before)
        await asyncio.sleep(sizes.pause)
        came = [each for each in took if each is not None]
        told = here.messages.named("presence")[-1:]
        figures = {
            "let in": len(came),
            "not let in": sizes.joiners - len(came),
            "first snapshot p50 (ms)": ms(percentile(came, 50)),
            "first snapshot p95 (ms)": ms(percentile(came, 95)),
            "present, as told": told[0].data["count"] if told else 0,
            **spent,
        }
        return Measured(figures)
