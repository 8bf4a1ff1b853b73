"""Cost: the processor time of a ballot and of an update to a listener, by the web, the database and the proxy apart."""

from tests.bench.hall import hall
from tests.bench.measured import Measured
from tests.bench.measures import durable, fanning
from tests.bench.settings import Run

BALLOT, REFUSED = "a ballot (ms)", "refused"


async def measure(run: Run) -> Measured:
    """Send ballots while nobody listens, and then reword a theme with one listener and with all of them."""
    async with hall(run) as here:
        stream = await durable.pour(here)
        told, _ = await fanning.told(here)
    figures = {BALLOT: round(sum(stream.cpu.values()) / stream.ballots * 1000, 3)}
    figures |= {f"{BALLOT}: {part}": round(used / stream.ballots * 1000, 3) for part, used in stream.cpu.items()}
    figures[fanning.COST] = round(sum(told.values()), 2)
    figures |= {f"{fanning.COST}: {part}": round(used, 2) for part, used in told.items()}
    return Measured({**figures, "ballots a second": round(stream.ballots / stream.seconds), REFUSED: stream.refused})
