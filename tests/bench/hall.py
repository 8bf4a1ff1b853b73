"""A hall: an installation of its own on its own core, a workshop in it, and the people who joined."""

import asyncio
import contextlib
import itertools
import json
from collections.abc import AsyncIterator, Iterable
from typing import Any
from uuid import uuid4

from tests.bench.ballots import choices, terms
from tests.bench.installation import Installation, installed
from tests.bench.listener import Messages
from tests.bench.person import Person
from tests.bench.processes import started_on
from tests.bench.settings import Run
from tests.bench.wire import Answer, Wire

AT_ONCE = 32
TRIES = 10


class Hall:
    """Who is there; `do` acts as the facilitator, who must be obeyed."""

    def __init__(self, run: Run, installation: Installation):
        self.run, self.installation = run, installation
        self.server = installation.nodes[0]
        self.port = installation.ports[0]
        # Without a proxy people are spread over the nodes.
        self._ports = itertools.cycle(installation.ports)
        self.lead = Wire(self.port, self.server.example["facilitator"]["token"])
        self.people: list[Person] = []
        self.messages = Messages()
        self.slug = self.code = ""
        self.theme_id = 0
        self.goals: list[str] = []

    async def furnish(self) -> None:
        """Make a consultation with a workshop, a theme and goals."""
        made = await self.lead.ask("POST", "/api/v1/do/create_consultation", {"title": "Hall"}, str(uuid4()))
        self.slug = obeyed(made)["slug"]
        await self.do("create_workshop", title="Workshop")
        self.theme_id = (await self.do("create_theme", title="Theme"))["theme_id"]
        for number in range(self.run.sizes.goals):
            made = await self.do("propose_goal", theme_id=self.theme_id, title=f"Goal {number + 1}")
            self.goals.append(str(made["goal_id"]))
        self.code = (await self.snapshot())["workshops"][0]["code"]

    async def do(self, command: str, /, **arguments) -> dict[str, Any]:
        """Send a command as the facilitator and return its result."""
        return obeyed(await self.lead.do(self.slug, command, str(uuid4()), **arguments))

    async def snapshot(self) -> dict[str, Any]:
        """Return what the facilitator sees."""
        answer = await self.lead.ask("GET", f"/api/v1/consultations/{self.slug}/snapshot")
        assert answer.status == 200, answer
        return answer.json()

    async def open_vote(self, **more) -> int:
        """Open a round in which everyone sees each vote, unless told otherwise, and return its id."""
        about = {
            "kind": "vote",
            "title": "Vote",
            "secrecy": "named",
            "results": "live",
            **terms(self.run.method),
            **more,
        }
        round_id = (await self.do("create_round", **about))["round_id"]
        await self.do("open_round", round_id=round_id)
        return round_id

    async def join(self, number: int) -> list[Person]:
        """Let so many more people join, who do not listen yet."""
        names = [f"Person {len(self.people) + each + 1}" for each in range(number)]
        people = await each_of(names, self._enter_in_the_end)
        self.people += people
        return people

    async def fill(self, number: int) -> list[Person]:
        """Let so many more people join and listen, and wait until each has the snapshot."""
        people = await self.join(number)
        await each_of(people, Person.listen)
        for person in people:
            await person.caught_up()
        return people

    def choices(self, number: int = 1, *, mixed: bool = False) -> dict[str, Any]:
        """Choose so many goals at random; of `mixed` ones some are taken back, but never all."""
        return choices(self.run.method, self.goals, number, mixed=mixed)

    def cpu(self) -> float:
        """Return the processor time (s) of all the server's processes, the database's and the proxy's too."""
        return sum(self.installation.cpu().values())

    def cpu_since(self, before: dict[str, float]) -> dict[str, float]:
        """Return the processor time (s) since `installation.cpu()` was `before`: of all, and of each apart."""
        used = {part: now - before[part] for part, now in self.installation.cpu().items()}
        apart = {f"of it {part} (s)": round(spent, 2) for part, spent in used.items() if len(used) > 1}
        return {"server CPU (s)": round(sum(used.values()), 2), **apart}

    def restart(self) -> None:
        """Start the first node again on its own core."""
        with started_on(self.run.server_cpus):
            self.server.start()

    async def figure(self, name: str) -> float:
        """Read one of the server's own figures, summed over all nodes."""
        return await asyncio.to_thread(self.installation.figure, name)

    async def enter(self, name: str, address: str | None = None) -> Person:
        """Let one join by the code, from an address of their own if the server believes what proxies say."""
        asked = {"code": self.code, "name": name}
        wire = Wire(next(self._ports), address=address)
        welcome = await wire.ask("POST", "/api/v1/join", asked, str(uuid4()))
        assert welcome.status == 200, welcome
        wire.token = welcome.json()["token"]
        return Person(self, name, wire)

    async def _enter_in_the_end(self, name: str) -> Person:
        # What is measured comes afterwards, so that who is told to try again does.
        for _ in range(TRIES):
            with contextlib.suppress(AssertionError):
                return await self.enter(name)
            await asyncio.sleep(1)
        return await self.enter(name)


@contextlib.asynccontextmanager
async def hall(run: Run) -> AsyncIterator[Hall]:
    """Return a furnished hall, which is gone afterwards."""
    shared = contextlib.nullcontext(Installation([run.server])) if run.server else None
    with shared or installed(run) as installation:
        here = Hall(run, installation)
        await here.furnish()
        try:
            yield here
        finally:
            await asyncio.gather(*(person.leave() for person in here.people))
            here.lead.close()
            # The loop takes note of what was closed in its next turns.
            await asyncio.sleep(0.1)


async def each_of(things: Iterable, act, at_once: int = AT_ONCE) -> list:
    """Do something with each, so many at once, and return what it gives, in order."""
    gate = asyncio.Semaphore(at_once)

    async def one(thing):
        async with gate:
            return await act(thing)

    return await asyncio.gather(*map(one, things))


def obeyed(answer: Answer) -> dict[str, Any]:
    """Return the result of a command that must be obeyed."""
    assert answer.status == 200, f"{answer.status} {answer.body[:500]!r}"
    return json.loads(answer.body)["result"]
