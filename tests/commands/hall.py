"""A hall for the tests of rules: accounts that give commands in one consultation, without any surface."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.nodes.few import of_few
from workshop.commands import Answer, Request, carry_out
from workshop.commands.founding import create_consultation
from workshop.commands.joining import join
from workshop.db import Database
from workshop.engine.request_state import place_of
from workshop.operations.installing import make_administrator
from workshop.queries.snapshot import snapshot


@dataclass
class Hall:
    """Who is there, by account."""

    database: Database
    slug: str
    lead: int
    code: str = ""
    theme: int = 0
    workshop: int = 0
    aino: int = 0
    ville: int = 0

    def ask(self, account: int, name: str, /, *, key: str | None = None, **arguments) -> Answer:
        """Give a command under a new key unless one is given; refusals come out as they are."""
        return carry_out(self.database, account, Request(self.slug, name, key or str(uuid4()), arguments))

    def do(self, account: int, name: str, /, **arguments) -> dict[str, Any]:
        """Give a command and return its result."""
        return self.ask(account, name, **arguments).result

    def join(self, name: str, *, account: int | None = None) -> int:
        """Join as a guest, or as an account, and return the account."""
        asked = {"code": self.code, "name": name}
        return join(self.database, asked, str(uuid4()), account_id=account, lang="fi").account.id

    def seen(self, account: int | None = None) -> dict[str, Any]:
        """The snapshot of an account, by default the facilitator's."""
        account = account or self.lead
        with self.database.read() as session:
            return snapshot(session, *place_of(session, self.slug, account))

    def goals(self, number: int) -> list[int]:
        """Let the facilitator propose goals."""
        return [
            self.do(self.lead, "propose_goal", theme_id=self.theme, title=f"Tavoite {each}")["goal_id"]
            for each in range(number)
        ]

    def opened(self, kind: str, **more) -> int:
        """Make a round between workshops and open it."""
        made = self.do(self.lead, "create_round", kind=kind, title=kind, **of_few(kind, more))["round_id"]
        self.do(self.lead, "open_round", round_id=made)
        return made

    def cast(self, account: int, round_id: int, **choices) -> dict[str, Any]:
        """Cast choices given as `g<goal>=value`."""
        named = {name[1:]: value for name, value in choices.items()}
        return self.do(account, "cast_ballot", round_id=round_id, choices=named)

    def participant(self, account: int) -> int:
        """The participant that an account is here."""
        return self.seen(account)["me"]["participant"]["id"]


def found(database: Database) -> Hall:
    """Make a consultation with a theme and a workshop, and let two members join it."""
    lead = database.write(lambda session: make_administrator(session, f"{uuid4()}@example.org", "Kirsi").id)
    made = create_consultation(database, lead, str(uuid4()), {"title": "Kuuleminen", "lang": "fi"})
    hall = Hall(database, made.result["slug"], lead)
    hall.theme = hall.do(lead, "create_theme", title="Talous")["theme_id"]
    workshop = hall.ask(lead, "create_workshop", title="Työpaja").events[0].data
    hall.workshop, hall.code = workshop["id"], workshop["code"]
    hall.aino, hall.ville = hall.join("Aino"), hall.join("Ville")
    return hall


def one(things: list[dict[str, Any]], number: int) -> dict[str, Any]:
    """Find the thing with an id."""
    return next(thing for thing in things if thing["id"] == number)
