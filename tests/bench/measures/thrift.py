"""Bytes: what a minute of voting sends to one participant, when a few vote and when very many do."""

import asyncio

from tests.bench.hall import hall
from tests.bench.measured import Measured
from tests.bench.settings import Run
from tests.bench.timing import at_times, spread


async def measure(run: Run) -> Measured:
    """Let few and then many vote once within a minute, while one participant only looks on."""
    sizes = run.sizes
    async with hall(run) as here:
        [onlooker] = await here.fill(1)
        voters = await here.join(sizes.many)
        bytes_for = {}
        for number in (sizes.few, sizes.many):
            round_id = await here.open_vote()
            await asyncio.sleep(sizes.pause)
            before = onlooker.received + onlooker.fetched

            async def vote(each, due, round_id=round_id):
                await voters[each].cast(round_id, here.choices(3))

            await at_times(spread(number, sizes.minute), vote)
            await asyncio.sleep(sizes.pause)
            bytes_for[number] = onlooker.received + onlooker.fetched - before
            await here.do("close_round", round_id=round_id)
    few, many = bytes_for[sizes.few], bytes_for[sizes.many]
    figures = {f"bytes, {sizes.few} voters": few, f"bytes, {sizes.many} voters": many}
    return Measured({"growth (times)": round(many / max(1, few), 2), **figures})
