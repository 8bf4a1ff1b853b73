"""The engine: carries out a command, with the steps that are the same for all of them."""

from collections.abc import Callable, Mapping
from functools import partial

from sqlalchemy.orm import Session

from workshop import policy
from workshop.db import Database, is_shared
from workshop.db.races import DoneAgain
from workshop.engine.actor import Actor, AnyActor, Me, Place
from workshop.engine.arguments import Arguments, named_ids
from workshop.engine.command import Command, check
from workshop.engine.door import perform
from workshop.engine.keys import answer_once, first_answer, stored_key
from workshop.engine.locks import lock
from workshop.engine.request import Answer, Request, fingerprint_of, read
from workshop.engine.request_state import place_of, read_state
from workshop.engine.rows import AnyConsultation, AnyParticipant
from workshop.errors import Conflict, Forbidden, KeyReused, NotFound, Refusal, RoundClosed
from workshop.events import PendingEvent
from workshop.models import Consultation, Round, Theme


class Engine:
    """Carries out commands: place, stored key, permission, arguments, locks; then runs, logs and answers.

    `close_due_rounds` opens and closes the rounds whose time has come, as an actor that is nobody, and returns its
    events. The constructor raises BadDeclaration where a command's declaration is incomplete or contradicts its rule.
    """

    def __init__(
        self,
        commands: Mapping[str, Command],
        close_due_rounds: Callable[[Actor], list[PendingEvent]],
    ):
        check(commands, policy.RULES)
        self._commands, self._close_due_rounds = commands, close_due_rounds

    def carry_out(self, database: Database, account_id: int, request: Request) -> Answer:
        """Carry out a command for an account, at most once for each key; returns after the commit is on disk.

        Raises the refusals of `errors.py`, in the order of checks that the wire promises (docs/wire.md).
        """
        return database.write(partial(self.carry_out_in, account_id=account_id, request=request))

    def carry_out_in(self, session: Session, account_id: int, request: Request) -> Answer:
        """Carry out a command in the caller's transaction; raises what `carry_out` does, and DoneAgain (to retry)."""
        key = request.key if request.keyed else None
        state = read_state(session, request.slug, account_id, key)
        what = self._commands.get(request.name)
        if what is None:
            raise NotFound(request.name)
        locked = what.exclusive or state.due
        consultation: AnyConsultation = state.consultation
        me: AnyParticipant = state.me
        if locked:
            lock(session, consultation.id)
            state = read_state(session, request.slug, account_id, key) if is_shared(session) else state
            consultation, me = place_of(session, request.slug, account_id)
        now, stored, fingerprint = state.now, state.stored, fingerprint_of(request)
        if stored and stored.command == what.name and stored.fingerprint in (None, fingerprint):
            return first_answer(session, consultation, me, stored)
        actor: AnyActor[AnyConsultation, AnyParticipant]
        actor = AnyActor(session, consultation, me, request.key, now, objects=locked, ceilings=request.ceilings)
        for field, mark, number in named_ids(what.takes, request.raw):
            actor.targets[field] = actor.find(mark.noun, number, *mark.also)
        if stored:
            raise KeyReused(request.key)
        _check_role(actor, what)
        args = read(what.takes, request)
        if locked:
            perform(AnyActor(session, consultation, None, None, now), self._close_due_rounds)
        _check_round(actor, what)
        _check_expected(actor, what, args)
        try:
            events = perform(actor, what.run, args)
        except Refusal as refusal:
            # A ballot waits for its locks after its key was read: the same request may have been committed meanwhile.
            if stored_key(session, me, key):
                raise DoneAgain from refusal
            raise
        actor.result = what.result(actor, events)
        round_id = None if what.exclusive else actor.result["round_id"]
        return answer_once(actor, what.name, events, fingerprint, round_id=round_id)


def _check_role(actor: AnyActor[Place, Me], what: Command) -> None:
    # Without its target the actor passes as the author, so that missing arguments are invalid, not forbidden.
    author = False
    if policy.RULES[what.name].authors:
        thing = what.acts_on(actor)
        author = thing is None or actor.wrote(what.noun, thing)
    if not policy.may(actor.me, what.name, author=author):
        raise Forbidden(what.name)


def _check_round(actor: AnyActor[Place, Me], what: Command) -> None:
    kind = policy.kind_of_round_for(actor.me, what.name)
    if kind is None or not what.themed_by:
        return
    rounds = actor.all(Round, Round.kind == kind)
    if not policy.covers(rounds, kind, _theme_of(actor, what), actor.now):
        raise RoundClosed(kind)


def _theme_of(actor: AnyActor[Place, Me], what: Command) -> int:
    """Return the id of the theme that the arguments are about, following comment and measure up to their goal."""
    thing = next(actor.targets[field] for field in what.themed_by if field in actor.targets)
    while not isinstance(thing, Theme) and not hasattr(thing, "theme_id"):
        thing = actor.find("goal", thing.goal_id) if thing.goal_id else actor.find("measure", thing.measure_id)
    return thing.id if isinstance(thing, Theme) else thing.theme_id


def _check_expected(actor: AnyActor[Place, Me], what: Command, args: Arguments) -> None:
    expected = getattr(args, "expect", None)
    if expected is None:
        return
    thing = what.acts_on(actor)
    held = thing.changed_in if isinstance(thing, Consultation) else thing.revision
    if held != expected:
        raise Conflict("changed")
