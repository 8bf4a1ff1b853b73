"""Desks and walls: listeners whose page asks the server for its parts again, as `fragments/live-parts.js` does."""

import asyncio
import time

from tests.bench.hall import Hall
from tests.bench.listener import Told
from tests.bench.person import Person
from tests.bench.wire import Wire

# As in fragments.js: a pause of so many times as long as the answer took, the least and the longest one.
RESTRAINT, LEAST_REST, LONGEST_REST = 4, 0.4, 0.5
DESK, WALL = "/w/{code}/lead", "/w/{code}/wall"
# The parts that show what is told, by the name of the message (`data-follows` in the templates). Of a tally they show
# only that there is one: its figures are filled in by the wall's own script.
PARTS = {
    DESK: {"events": ("step", "pulse", "agenda", "contributions"), "tally": ("agenda",), "turnout": ("pulse",)},
    WALL: {"events": ("fi",), "tally": ("fi",)},
}


class Screen(Person):
    """A desk or a wall; `shown` is when it last had its parts, and `failed` how often it was not given them."""

    def __init__(self, hall: Hall, name: str, wire: Wire, path: str):
        super().__init__(hall, name, wire)
        self.path, self._parts = path.format(code=hall.code), PARTS[path]
        self.shown, self.failed = 0.0, 0
        self._wanted: set[str] = set()
        self._drawing: asyncio.Task | None = None

    def apply(self, told: Told) -> None:
        """Keep what is told, and ask for the parts that may show it."""
        known = len(self.tallies)
        super().apply(told)
        if told.name in self._parts and (told.name != "tally" or len(self.tallies) > known):
            self._wanted.update(self._parts[told.name])
            if self._drawing is None or self._drawing.done():
                self._drawing = asyncio.ensure_future(self._draw())

    async def leave(self) -> None:
        """Close the page, whatever it is asking for."""
        if self._drawing:
            self._drawing.cancel()
            await asyncio.gather(self._drawing, return_exceptions=True)
        await super().leave()

    async def _draw(self):
        while self._wanted:
            asked = "&".join(f"part={name}" for name in sorted(self._wanted))
            self._wanted.clear()
            began = time.perf_counter()
            answer = await self.wire.ask("GET", f"{self.path}?{asked}")
            self.shown = time.perf_counter()
            self.failed += answer.status != 200
            if self._wanted:
                await asyncio.sleep(min(max(RESTRAINT * (self.shown - began), LEAST_REST), LONGEST_REST))


async def open_screens(here: Hall, desks: int, walls: int) -> list[Screen]:
    """Open desks and walls in a hall; they go with its people."""
    paths = [DESK] * desks + [WALL] * walls
    screens = [
        Screen(here, f"Screen {number}", Wire(here.port, here.lead.token), path) for number, path in enumerate(paths)
    ]
    here.people += screens
    for screen in screens:
        await screen.listen()
        await screen.caught_up()
    return screens
