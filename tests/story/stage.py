"""A database on which stories are played: a consultation each, with its people, moved by the commands alone."""

import json
import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import func, select

from tests.nodes.described import described
from workshop.admission import code_of_card
from workshop.commands import Answer, Request, carry_out
from workshop.commands.founding import create_consultation
from workshop.commands.joining import join
from workshop.db import Database
from workshop.engine.request_state import place_of
from workshop.errors import NotFound, Refusal
from workshop.models import Account, Base, Card, Consultation, Participant
from workshop.operations.installing import install, make_administrator
from workshop.operations.publishing import close_due_rounds_of
from workshop.queries.changes import changes
from workshop.queries.snapshot import snapshot, snapshot_parts

FACILITATORS, MEMBERS, OBSERVER = ("Kirsi", "Olli"), ("Aino", "Eero"), "Hanna"
PEOPLE = (*FACILITATORS, *MEMBERS, OBSERVER)
STRANGER = "Outi"


def new_key() -> str:
    """Make an idempotency key."""
    return str(uuid4())


class Stage:
    """One database with an administrator, who makes a consultation for each story, and a stranger to them all.

    Its tables are there already.
    """

    def __init__(self, url: str):
        self.database = Database(url)
        self.database.write(install)
        self.leader = self.database.write(lambda session: make_administrator(session, address("Kirsi"), "Kirsi").id)
        self.stranger = self._elsewhere()

    def _elsewhere(self):
        # A consultation with things of every kind that the stories do not have: theirs must not be mixed up with it.
        slug = create_consultation(self.database, self.leader, new_key(), {"title": "Muualla"}).result["slug"]
        made = carry_out(self.database, self.leader, Request(slug, "create_workshop", new_key(), {"title": "Muu"}))
        carry_out(self.database, self.leader, Request(slug, "create_theme", new_key(), {"title": "Muu"}))
        asked = {"code": made.events[0].data["code"], "name": STRANGER}
        return join(self.database, asked, new_key(), account_id=None, lang="fi").account.id

    def close(self) -> None:
        """Let the database go."""
        self.database.dispose()


def address(name: str, place: str = "example") -> str:
    """Return the mail address of someone."""
    return f"{name.lower()}@{place}.example.org"


@dataclass(frozen=True)
class Done:
    """A command that was obeyed."""

    who: str
    request: Request
    answer: Answer


class Story:
    """One consultation with two facilitators, two members and an observer; `done` is what was obeyed so far."""

    def __init__(self, stage: Stage):
        self.stage, self.database = stage, stage.database
        made = create_consultation(self.database, stage.leader, new_key(), {"title": "Kuuleminen", "lang": "fi"})
        self.consultation_id, self.slug = made.consultation_id, made.result["slug"]
        self.accounts = {"Kirsi": stage.leader}
        self.done: list[Done] = []
        for title in ("Palvelut", "Elinvoima"):
            self.do("Kirsi", "create_theme", {"title": title})
        self.do("Kirsi", "create_phenomenon", {"title": {"fi": "Ilmastonmuutos", "sv": "Klimatförändringen"}})
        self.do("Kirsi", "create_body", {"title": "Neuvottelukunta", "kind": "advisory_board"})
        self.do("Kirsi", "create_workshop", {"title": "Työpaja"})
        code = self.see("Kirsi")["workshops"][0]["code"]
        self._invite("Olli", "facilitator")
        self._invite(OBSERVER, "observer")
        for name in MEMBERS:
            self.accounts[name] = join(
                self.database, {"code": code, "name": name}, new_key(), account_id=None, lang="sv"
            ).account.id
        self.accounts[STRANGER] = stage.stranger

    def _invite(self, name, role):
        self.do("Kirsi", "invite_participant", {"email": self.address(name), "role": role, "name": name})
        with self.database.read() as session:
            self.accounts[name] = session.scalar(select(Account.id).where(Account.email == self.address(name)))

    def address(self, name: str) -> str:
        """The mail address by which someone is invited, also again."""
        return address(name) if name in ("Kirsi", *MEMBERS) else address(name, self.slug)

    def do(self, who: str, command: str, arguments: dict, key: str | None = None) -> Answer:
        """Give a command as someone; raises the refusals."""
        request = Request(self.slug, command, key or new_key(), arguments)
        answer = carry_out(self.database, self.accounts[who], request)
        if not answer.replayed:
            self.done.append(Done(who, request, answer))
        return answer

    def take_card(self, who: str, card_id: int) -> None:
        """Let someone take the seat of a card that is not printed."""
        with self.database.read() as session:
            code = code_of_card("", session.get_one(Card, card_id).seed or "")
        join(self.database, {"code": code, "name": who}, new_key(), account_id=self.accounts[who], lang="fi")

    def tick(self) -> int:
        """Let the clock settle what is due; gives the number of events."""
        return close_due_rounds_of(self.database, self.consultation_id)

    def sleep_until(self, moment: datetime) -> None:
        """Wait until the clock has passed a moment."""
        time.sleep(max(0.0, (moment - datetime.now(UTC)).total_seconds()) + 0.005)

    def roles(self) -> dict[str, str]:
        """The roles of those who have a place now."""
        with self.database.read() as session:
            rows = session.execute(
                select(Participant.account_id, Participant.role).where(
                    Participant.consultation_id == self.consultation_id, Participant.state == "current"
                )
            ).all()
        held = dict(rows)
        return {who: held[account] for who, account in self.accounts.items() if account in held}

    def see(self, who: str) -> dict:
        """Return the snapshot that someone gets now, as it comes over the wire."""
        with self.database.read() as session:
            return seen(session, *place_of(session, self.slug, self.accounts[who]))

    def look(self, earlier: dict[str, dict], *only: str, kept: bool = True) -> dict[str, tuple[dict, dict | None]]:
        """Give, for each who has a place, the snapshot and the changes since an earlier one, of one moment.

        With `kept`, what is kept of snapshots is held against a whole one, which takes as long as all else.
        """
        found, compared = {}, set()
        with self.database.read() as session:
            for who in only or self.accounts:
                try:
                    place = place_of(session, self.slug, self.accounts[who])
                except NotFound:
                    continue
                missed = _missed(session, place, earlier[who]) if earlier.get(who) else None
                fresh = seen(session, *place)
                # What is kept of a snapshot is kept for those who lead, and for all others.
                leads = "lead" in fresh["me"]["participant"]["audiences"]
                if kept and leads not in compared:
                    plain = json.loads(json.dumps(snapshot(session, *place)))
                    assert without_now(fresh) == without_now(plain), "a kept part of the snapshot is out of date"
                    compared.add(leads)
                found[who] = fresh, missed
                described().check_reading("snapshot", fresh)
        return found

    def catch_up(self, who: str, earlier: dict) -> dict:
        """Return the changes that someone gets who has an earlier snapshot."""
        with self.database.read() as session:
            return _missed(session, place_of(session, self.slug, self.accounts[who]), earlier)

    def tried(self, who: str, command: str, arguments: dict, trail: list[str]) -> Answer | None:
        """Give a command, and note it in a trail; None where it is refused."""
        trail.append(f"{who} {command} {arguments}")
        try:
            return self.do(who, command, arguments)
        except Refusal as refusal:
            trail.append(f"  → {refusal.code}")
            return None

    def fetched(self, who: str | None, chance: random.Random) -> tuple[dict, dict]:
        """Return the snapshot of a person (of a wall for None) and what has changed since some revision."""
        with self.database.read() as session:
            if who is None:
                place = session.get(Consultation, self.consultation_id), None
                fresh = snapshot(session, *place)
            else:
                place = place_of(session, self.slug, self.accounts[who])
                fresh = seen(session, *place)
            since = chance.choice([0, chance.randint(0, fresh["revision"])])
            return fresh, changes(session, *place, since, None)

    def rows(self) -> dict[str, int]:
        """Count the rows of every table, to see whether anything was written."""
        with self.database.read() as session:
            tables = Base.metadata.sorted_tables
            counts = session.execute(select(*(select(func.count()).select_from(t).scalar_subquery() for t in tables)))
            return dict(zip((table.name for table in tables), counts.one(), strict=True))


def seen(session, consultation: Consultation, me: Participant) -> dict:
    """Return a snapshot as a surface puts it together from its parts."""
    parts = snapshot_parts(session, consultation, me)
    return json.loads(b"{" + parts.shared + b"," + json.dumps(parts.own).encode()[1:])


def _missed(session, place, earlier):
    missed = json.loads(json.dumps(changes(session, *place, earlier["revision"], earlier["epoch"])))
    described().check_reading("changes", missed)
    return missed


def without_now(snapshot_: dict) -> dict:
    """Leave out the time at which a snapshot was made."""
    return {name: part for name, part in snapshot_.items() if name != "now"}


def soon(chance: random.Random) -> datetime:
    """Choose a moment in the next tenths of a second."""
    return datetime.now(UTC) + timedelta(milliseconds=chance.randint(30, 120))
