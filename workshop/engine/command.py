"""The one wrapper around every command: who asks, stored key, policy, arguments, locks; run, log, commit."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.ceilings import DEFAULTS, Ceilings
from workshop.db import Database, is_shared
from workshop.db.races import DoneAgain
from workshop.engine.actor import Asker
from workshop.engine.arguments import Arguments, named_ids, read_arguments
from workshop.engine.ceilings import refuse_longer_texts
from workshop.engine.journal import write_journal
from workshop.engine.request_state import KEPT, lock, place_of, stand, stored_key
from workshop.errors import Conflict, Forbidden, Invalid, KeyReused, NotFound, Refusal, RoundClosed
from workshop.events import Happened
from workshop.fields import canonical
from workshop.leaving import Leaving, leaving
from workshop.models import Consultation, Event, Participant, Round
from workshop.operations.settling import settle

KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class Command:
    """A command: its name, what it takes, what it does, and whether it runs under the consultation's lock.

    `target` is the argument that names the thing it acts on (what `expect` and authorship are about).
    """

    name: str
    takes: type[Arguments]
    run: Callable[[Asker, Any], list[Happened]]
    alone: bool

    @property
    def noun(self) -> str:
        """The noun that the command acts on or makes."""
        word = self.name.partition("_")[2]
        return _MEANT.get(word, word)

    @property
    def target(self) -> str | None:
        """The argument that names the thing that the command acts on, if it acts on one that is there."""
        field = f"{self.noun}_id"
        return field if field in self.takes.model_fields else None

    def result(self, happened: list[Happened]) -> dict[str, int]:
        """Name the thing of the command's noun that was made or changed, whatever else happened on the way."""
        return next({f"{self.noun}_id": each.thing.id} for each in happened if each.kind.noun == self.noun)


# What is acted on where the command's name says it in another word.
_MEANT = {"results": "round", "ballot": "round", "me": "participant", "": "participant"}
_KEEP = insert(KEPT)
COMMANDS: dict[str, Command] = {}


def command(takes: type[Arguments], *, alone: bool = True):
    """Register a function as the command of its own name; `alone`: it runs under the consultation's lock."""

    def register(run):
        COMMANDS[run.__name__] = Command(run.__name__, takes, run, alone)
        return run

    return register


@dataclass(frozen=True)
class Request:
    """A command as it was asked for; `form` says that all values are strings, `raw` is None for malformed JSON.

    `sent` is what the fingerprint is made from where that is not `raw`: a form as it was sent.
    """

    slug: str
    name: str
    key: str | None
    raw: Any
    form: bool = False
    sent: Any = None
    ceilings: Ceilings = DEFAULTS

    @property
    def keyed(self) -> bool:
        """Whether the key is one that can have been stored."""
        return self.key is not None and KEY.fullmatch(self.key) is not None


@dataclass(frozen=True)
class Answer:
    """What a command is answered with; `events` are those that the asker may hear.

    `me_version` is the version that a ballot gave to the asker's own part; it is not kept, so a first answer that is
    given again has none. `quiet`: nothing was logged, also not by rounds that were settled on the way.
    """

    consultation_id: int
    revision: int
    events: list[Event | Leaving]
    result: dict
    replayed: bool = False
    me_version: int | None = None
    quiet: bool = False


def carry_out(database: Database, account_id: int, request: Request) -> Answer:
    """Carry out a command for an account, once for each key; returns when it is on disk.

    Raises the refusals of `errors.py`, checked in the order that the wire gives.
    """
    return database.write(lambda session: _carry_out(session, account_id, request))


def _carry_out(session, account_id, request):
    key = request.key if request.keyed else None
    standing = stand(session, request.slug, account_id, key)
    what = COMMANDS.get(request.name)
    if what is None:
        raise NotFound(request.name)
    locked = what.alone or standing.due
    consultation, me = standing.consultation, standing.me
    if locked:
        lock(session, consultation.id)
        standing = stand(session, request.slug, account_id, key) if is_shared(session) else standing
        consultation, me = place_of(session, request.slug, account_id)
    now, stored, fingerprint = standing.now, standing.stored, fingerprint_of(request)
    if stored and stored.command == what.name and stored.fingerprint in (None, fingerprint):
        return first_answer(session, consultation, me, stored)
    asker = Asker(session, consultation, me, request.key, now, objects=locked, ceilings=request.ceilings)
    for field, mark, number in named_ids(what.takes, request.raw):
        asker.things[field] = asker.find(mark.noun, number, *mark.also)
    if stored:
        raise KeyReused(request.key)
    _check_role(asker, what)
    wanted = read(what.takes, request)
    if locked:
        write_journal(session, consultation, settle(session, consultation, now), None, now)
    _check_round(asker, what)
    _check_expected(asker, what, wanted)
    happened = _run(asker, what, wanted)
    refuse_longer_texts(asker)
    asker.result = asker.result or what.result(happened)
    return finish(asker, what.name, happened, fingerprint, alone=what.alone)


def _run(asker, what, wanted):
    try:
        return what.run(asker, wanted)
    except Refusal as refusal:
        # A ballot waits for its locks after its key was looked for; the same request may have gone through meanwhile.
        if stored_key(asker.session, asker.me, asker.key):
            raise DoneAgain from refusal
        raise


def fingerprint_of(request: Request) -> str | None:
    """Hash the arguments (SHA-256, hex), so that a retry is told from another request under the same key."""
    sent = request.raw if request.sent is None else request.sent
    return None if sent is None else hashlib.sha256(canonical(sent)).hexdigest()


def _check_role(asker, what):
    rule = policy.RULES.get(what.name)
    author = False
    if rule and rule.authors:
        # Arguments that do not name their target at all are invalid, not forbidden.
        author = what.target not in asker.things or asker.wrote(what.noun, asker.things[what.target])
    if not policy.may(asker.me, what.name, author=author):
        raise Forbidden(what.name)


def read(takes: type[Arguments], request: Request) -> Arguments:
    """Read the key and the arguments of a request; raises Invalid."""
    if not request.keyed:
        raise Invalid.of({"Idempotency-Key": "missing" if request.key is None else "not_a_key"})
    if not isinstance(request.raw, dict):
        raise Invalid.of({"": "not_json"})
    return read_arguments(takes, request.raw, form=request.form)


def _check_round(asker, what):
    kind = policy.kind_of_round_for(asker.me, what.name)
    if kind is None or "round_id" in asker.things:
        return
    theme = theme_of(asker)
    rounds = asker.all(Round, Round.kind == kind)
    if not policy.covers(rounds, kind, theme, asker.now):
        raise RoundClosed(kind)


def theme_of(asker: Asker) -> int | None:
    """The theme that the arguments are about: their own, or that of the goal, measure or comment they name."""
    things = asker.things
    if "theme_id" in things:
        return things["theme_id"].id
    thing = things.get("goal_id") or things.get("measure_id") or things.get("comment_id")
    while thing is not None and not hasattr(thing, "theme_id"):
        thing = asker.find("goal", thing.goal_id) if thing.goal_id else asker.find("measure", thing.measure_id)
    return thing.theme_id if thing is not None else None


def _check_expected(asker, what, wanted):
    expected = getattr(wanted, "expect", None)
    if expected is None:
        return
    thing = asker.things.get(what.target)
    held = asker.consultation.changed_in if thing is None else thing.revision
    if held != expected:
        raise Conflict("changed")


def finish(asker: Asker, name: str, happened: list[Happened], fingerprint: str | None, *, alone: bool = True) -> Answer:
    """Log what a command did, keep its key and the result that the asker holds, and give its answer."""
    session, consultation = asker.session, asker.consultation
    events = write_journal(session, consultation, happened, asker.me.id, asker.now) if happened else []
    kept = {
        "participant_id": asker.me.id,
        "key": asker.key,
        "command": name,
        "fingerprint": None if asker.untraced else fingerprint,
        "round_id": None if alone else asker.result.get("round_id"),
        "first": consultation.revision - len(events) + 1,
        "last": consultation.revision,
        "result": asker.result,
    }
    asker.run(_KEEP, kept)
    about = {"me_version": asker.me_version, "quiet": not asker.objects}
    return Answer(consultation.id, consultation.revision, _heard(asker.me, events), asker.result, **about)


def first_answer(session: Session, consultation: Consultation, me: Participant, stored: Row) -> Answer:
    """Give the first answer to a key again, from the journal; of what is gone since, that it is gone."""
    events = session.scalars(
        select(Event)
        .where(Event.consultation_id == consultation.id, Event.revision.between(stored.first, stored.last))
        .order_by(Event.revision)
    ).all()
    return Answer(consultation.id, stored.last, leaving(session, _heard(me, events)), stored.result, replayed=True)


def _heard(me, events):
    mine = policy.audiences(me)
    return [event for event in events if event.audience in mine]
