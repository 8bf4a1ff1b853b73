"""Memory: what one process holds while everyone listens and votes."""

from tests.bench.hall import hall
from tests.bench.measured import Measured
from tests.bench.settings import Run
from tests.bench.timing import at_times, spread

SECONDS = 10


async def measure(run: Run) -> Measured:
    """Let everyone listen and vote once, and look at the (largest) process that serves, at its peak too."""
    async with hall(run) as here:
        alone = here.installation.memory()
        people = await here.fill(run.sizes.listeners)
        round_id = await here.open_vote()
        seconds = min(SECONDS, run.sizes.room_seconds)
        await at_times(spread(len(people), seconds), lambda number, due: people[number].cast(round_id, here.choices(3)))
        full = here.installation.memory()
        silent = sum(not person.connected for person in people)
    return Measured(
        {
            "memory at most (MB)": round(full["peak"]),
            "memory now (MB)": round(full["share"]),
            "without listeners (MB)": round(alone["share"]),
            "not listening": silent,
        }
    )
