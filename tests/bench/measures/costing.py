"""Cost: the processor time of a ballot and of an update to a listener, by the web, the database and the proxy apart."""

from tests.bench.hall import hall
from tests.bench.measured import Measured
from tests.bench.measures import durable, fanning
from tests.bench.settings import Run

BALLOT, UPDATE, REFUSED = "a ballot (ms)", "an update to a listener (µs)", "refused"


async def measure(run: Run) -> Measured:
    """Send ballots while nobody listens, and then reword a theme with one listener and with all of them."""
    async with hall(run) as here:
        stream = await durable.pour(here)
        told, _ = await fanning.told(here)
    ballots = {part: 1000 * used / stream.ballots for part, used in stream.cpu.items()}
    figures = {BALLOT: round(sum(ballots.values()), 3), **{f"{part} (ms)": round(ballots[part], 3) for part in ballots}}
    figures |= {UPDATE: round(sum(told.values()), 1), **{f"{part} (µs)": round(told[part], 1) for part in told}}
    return Measured({**figures, "ballots a second": round(stream.ballots / stream.seconds), REFUSED: stream.refused})
