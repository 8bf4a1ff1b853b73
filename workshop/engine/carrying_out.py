"""The engine: carries out a command, with the steps that are the same for all of them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from workshop import policy
from workshop.db import Database, queue_briefly
from workshop.db.lanes import Lane
from workshop.db.races import DoneAgain
from workshop.db.sets import is_shared
from workshop.engine.actor import Actor, AnyActor, Me, Place
from workshop.engine.arguments import Arguments, named_ids
from workshop.engine.batch import Apart, Batch, Marks, batch_of, each_apart
from workshop.engine.command import Command, check
from workshop.engine.door import perform
from workshop.engine.keys import Done, answer_once, first_answer, stored_key
from workshop.engine.locks import lock
from workshop.engine.request import Answer, Asked, Proof, Request, fingerprint_of, read
from workshop.engine.request_state import place_of, read_state, read_states
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

    def carry_out(self, database: Database, account_id: int, request: Request, proof: Proof | None = None) -> Answer:
        """Carry out a command for an account, at most once for each key; returns after the commit is on disk.

        Raises the refusals of `errors.py`, in the order of checks that the wire promises (docs/wire.md). With a `proof`
        the account is verified in the same read as all else, and NotFound is raised where it is not proven.
        """
        asked, what = Asked(account_id, request, proof), self._commands.get(request.name)
        if what is not None and what.batched:
            return self._batch(database, what).carry_out(asked)
        lane = Lane.LOCKED if what is not None and what.exclusive else Lane.ANY
        return self._carry_out_alone(database, lane, asked)

    def carry_out_in(self, session: Session, account_id: int, request: Request, proof: Proof | None = None) -> Answer:
        """Carry out a command in the caller's transaction; raises what `carry_out` does, and DoneAgain (to retry)."""
        asked = Asked(account_id, request, proof)
        state = read_state(session, asked)
        what = self._commands.get(request.name)
        if what is None:
            raise NotFound(request.name)
        locked = what.exclusive or state.due
        consultation: AnyConsultation = state.consultation
        me: AnyParticipant = state.me
        if locked:
            lock(session, consultation.id)
            state = read_state(session, asked) if is_shared(session) else state
            consultation, me = place_of(session, request.slug, account_id)
        stored = state.stored
        if stored and stored.command == what.name and stored.fingerprint in (None, fingerprint_of(request)):
            return first_answer(session, consultation, me, stored)
        actor: AnyActor[AnyConsultation, AnyParticipant]
        about: dict[str, Any] = {"ceilings": request.ceilings, "secret_key": request.secret_key}
        actor = AnyActor(session, consultation, me, request.key, state.now, objects=locked, **about)
        if stored:
            # Only after what the arguments name was found, as the wire promises.
            _find_targets(actor, request, what)
            raise KeyReused(request.key)
        args = _prepare(actor, request, what)
        if locked:
            perform(AnyActor(session, consultation, None, None, state.now), self._close_due_rounds)
        _check_round(actor, what)
        _check_expected(actor, what, args)
        try:
            events = perform(actor, _one_of_batch(what) if what.batched else what.run, args)
        except Refusal as refusal:
            # A ballot waits for its locks after its key was read: the same request may have been committed meanwhile.
            if stored_key(session, me, request.key if request.keyed else None):
                raise DoneAgain from refusal
            raise
        actor.result = what.result(actor, events)
        [answer] = answer_once(session, what.name, [Done(actor, request, events)], of_rounds=not what.exclusive)
        return answer

    def carry_out_together(self, session: Session, what: Command, group: Sequence[Asked]) -> list[Answer]:
        """Carry out requests of different participants for a batched command, as `carry_out_in` does each of them.

        Raises Apart, for which the transaction must be rolled back, where some of them need the consultation's lock,
        are sent again, or would be refused.
        """
        queue_briefly(session)
        states = read_states(session, group)
        participants = Counter(state.me.id for state in states if state)
        # Two accounts never are one participant, but the same account may ask twice.
        unlike = [
            place
            for place, state in enumerate(states)
            if state is None or state.due or state.stored or participants[state.me.id] > 1
        ]
        if unlike:
            raise Apart(unlike)
        requests = [each.request for each in group]
        rows: dict[tuple[str, int], Any] = {}
        actors = [
            AnyActor(session, s.consultation, s.me, r.key, s.now, objects=False, ceilings=r.ceilings, rows=rows)
            for r, s in zip(requests, states, strict=True)
            if s
        ]
        args = each_apart(partial(_prepare, what=what), actors, requests)
        what.run(list(zip(actors, args, strict=True)))
        for actor in actors:
            actor.result = what.result(actor, [])
        return answer_once(
            session, what.name, [Done(*each, ()) for each in zip(actors, requests, strict=True)], of_rounds=True
        )

    def _batch(self, database: Database, what: Command) -> Batch[Asked, Answer]:
        together = partial(self.carry_out_together, what=what)
        return batch_of(
            database,
            (self, what.name),
            lambda: Batch(
                lambda group: database.write(partial(together, group=group), Lane.BATCHED),
                partial(self._carry_out_alone, database, Lane.ANY),
                _of_participant,
            ),
        )

    def _carry_out_alone(self, database: Database, lane: Lane, asked: Asked) -> Answer:
        return database.write(lambda session: self.carry_out_in(session, *asked), lane)


def _of_participant(asked: Asked) -> Marks:
    return Marks(None, [(asked.account_id, asked.request.slug)])


def _one_of_batch(what: Command) -> Callable[..., list[PendingEvent]]:
    return lambda actor, args: what.run([(actor, args)])


def _prepare(actor: AnyActor[Place, Me], request: Request, what: Command) -> Arguments:
    """Find what the arguments name, check the role, and return the arguments."""
    _find_targets(actor, request, what)
    _check_role(actor, what)
    return read(what.takes, request)


def _find_targets(actor: AnyActor[Place, Me], request: Request, what: Command) -> None:
    for field, mark, number in named_ids(what.takes, request.raw):
        actor.targets[field] = actor.find(mark.noun, number, *mark.also)


def _check_role(actor: AnyActor[Place, Me], what: Command) -> None:
    # Without its target the actor passes as the author, so that missing arguments are invalid, not forbidden.
    author = False
    if policy.RULES[what.name].authors:
        thing = what.acts_on(actor)
        author = thing is None or actor.wrote(what.noun, thing)
    practice = getattr(actor.targets.get("round_id"), "practice", False)
    if not policy.may(actor.me, what.name, author=author, practice=practice):
        raise Forbidden(what.name)


def _check_round(actor: AnyActor[Place, Me], what: Command) -> None:
    needed = policy.kind_of_round_for(actor.me, what.name)
    if needed is None or not what.themed_by:
        return
    rounds = actor.all(Round, Round.phase.in_([policy.PLANNED, policy.OPEN]))
    if not policy.covers(rounds, needed, *_about(actor, what)):
        raise RoundClosed(needed)


def _about(actor: AnyActor[Place, Me], what: Command) -> tuple[int, datetime, int | None]:
    """Return the theme that the arguments are about, the time, and the goal, if they are about one.

    Comment and measure are followed up to their goal.
    """
    thing = next(actor.targets[field] for field in what.themed_by if field in actor.targets)
    while not isinstance(thing, Theme) and not hasattr(thing, "theme_id"):
        thing = actor.find("goal", thing.goal_id) if thing.goal_id else actor.find("measure", thing.measure_id)
    if isinstance(thing, Theme):
        return thing.id, actor.now, None
    return thing.theme_id, actor.now, thing.id


def _check_expected(actor: AnyActor[Place, Me], what: Command, args: Arguments) -> None:
    expected = getattr(args, "expect", None)
    if expected is None:
        return
    thing = what.acts_on(actor)
    held = thing.changed_in if isinstance(thing, Consultation) else thing.revision
    if held != expected:
        raise Conflict("changed")
