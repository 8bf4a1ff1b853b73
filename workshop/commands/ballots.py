"""The command that casts a ballot: checked whole, under the ballot's own lock, and never across a close."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from cachetools import LRUCache, cached
from pydantic import Field, ValidationInfo, ValidatorFunctionWrapHandler, WrapValidator
from sqlalchemy import Insert, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from workshop import policy, tally
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, RoundId
from workshop.engine.command import command
from workshop.engine.jobs import order
from workshop.errors import AlreadyVoted, Invalid, NotFound, RoundClosed
from workshop.events import PendingEvent
from workshop.methods import METHODS
from workshop.models import Ballot, Participant, RollEntry, Round
from workshop.operations.anonymising import put_detached
from workshop.operations.closing import goals_on_ballot

# Built once: building a statement costs several times what executing it costs.
ROLL, BALLOT, PARTICIPANT = RollEntry.__table__, Ballot.__table__, Participant.__table__
_HELD = select(BALLOT.c.choices).where(
    BALLOT.c.round_id == bindparam("round_id"), BALLOT.c.participant_id == bindparam("participant_id")
)
_EMPTIED = (
    update(ROLL)
    .where(ROLL.c.round_id == bindparam("its_round"), ROLL.c.participant_id == bindparam("voter"))
    .values(empty=bindparam("is_empty"))
)
_SAME = (
    update(ROLL)
    .where(ROLL.c.round_id == bindparam("its_round"), ROLL.c.participant_id == bindparam("voter"))
    .where(ROLL.c.counted == ROLL.c.version - 1)
    .values(counted=ROLL.c.version)
)
_MOVED = (
    update(PARTICIPANT)
    .where(PARTICIPANT.c.id == bindparam("me"), PARTICIPANT.c.state == "current")
    .values(me_version=PARTICIPANT.c.me_version + 1)
    .returning(PARTICIPANT.c.me_version)
)

# The size of the cache of goals on ballots: entries are a round at one head of its consultation's journal.
MOST_ROUNDS = 64


@dataclass(frozen=True)
class Written:
    """What a form's field holds, unread; the round's way of voting reads it as a choice."""

    text: str


def _from_form(value: Any, read: ValidatorFunctionWrapHandler, reading: ValidationInfo) -> Any:
    return Written(value) if isinstance(value, str) and reading.mode != "json" else read(value)


Choice = Annotated[int | str | None, WrapValidator(_from_form)]


class CastBallot(Arguments):
    """Choices to be set: goal id (as text) to value; null takes one back, goals that are not named stay."""

    round_id: RoundId
    choices: dict[str, Choice] = Field(max_length=1000)


@command(CastBallot, target="round_id", answers=("round_id", "version"), during=policy.VOTE, exclusive=False)
def cast_ballot(actor: Actor, args: CastBallot) -> list[PendingEvent]:
    """Set choices on the actor's ballot in an open voting round; returns no events.

    Raises RoundClosed; Invalid (a goal not on the ballot, a choice that the way of voting does not have, an overspent
    budget, or an empty first ballot); and AlreadyVoted for a second secret ballot. A participant who takes every choice
    back no longer counts as a voter.
    """
    # A share of the round's lock: ballots do not wait for each other, and none is cast while the round closes.
    round_ = actor.share(actor.targets["round_id"])
    if round_.kind != policy.VOTE:
        raise Invalid(round_id="not_a_vote")
    if not policy.permits(round_, policy.VOTE, None, actor.now) or round_.phase != policy.OPEN:
        raise RoundClosed(round_.id)
    actor.without_fingerprint = round_.secrecy == policy.SECRET
    version = _enter_roll(actor, round_)
    if actor.without_fingerprint:
        _cast_once(actor, round_, args.choices, version)
    else:
        _change(actor, round_, args.choices, version)
    actor.me_version = actor.run(_MOVED, {"me": actor.me.id}).scalar()
    if actor.me_version is None:
        # Removed while this waited for the round's lock: the removal has already taken out their ballots.
        raise NotFound("me")
    actor.result = {"round_id": round_.id, "version": version}
    return []


def _enter_roll(actor, round_):
    """Enter the actor on the round's roll, or raise their version there; this row is the lock of their ballot."""
    entry, _ = _upserts(actor.session.get_bind().dialect.name)
    return actor.run(entry, {**_own(actor, round_), "version": 1}).scalar_one()


def _cast_once(actor, round_, choices, version):
    if version > 1:
        raise AlreadyVoted(round_.id)
    put_detached(actor.session, round_.id, _checked(actor, round_, choices, {}))
    order(actor.session, "forget", {"round_id": round_.id}, actor.now)


def _change(actor, round_, changes, version):
    own = _own(actor, round_)
    held = {} if version == 1 else actor.run(_HELD, own).scalar_one()
    _, ballot = _upserts(actor.session.get_bind().dialect.name)
    choices = _checked(actor, round_, changes, held)
    actor.run(ballot, {**own, "choices": choices})
    if version > 1 and choices == held:
        # Sent again unchanged: it must not count among the changed ballots for which live figures wait.
        actor.run(_SAME, {"its_round": round_.id, "voter": actor.me.id})
    # Most ballots neither become empty nor cease to be: they need no further statement.
    if version > 1 and (not choices) != (not held):
        actor.run(_EMPTIED, {"its_round": round_.id, "voter": actor.me.id, "is_empty": not choices})


def _own(actor, round_):
    return {"round_id": round_.id, "participant_id": actor.me.id}


def _checked(actor, round_, changes, held):
    goals = _goals_on(actor, round_)
    elsewhere = {f"choices.{goal}": "not_on_the_ballot" for goal in changes if goal not in goals}
    if elsewhere:
        raise Invalid.of(elsewhere)
    how = METHODS[round_.method]
    changes = {goal: how.read(each.text) if isinstance(each, Written) else each for goal, each in changes.items()}
    choices = {goal: value for goal, value in {**held, **changes}.items() if value is not None}
    if not choices and not held:
        raise Invalid(choices="nothing_chosen")
    counted = [goal for goal, counts in goals.items() if counts]
    faults = tally.check(round_.method, round_.points, changes, choices, counted)
    if faults:
        raise Invalid.of(faults)
    return choices


# The goals on a ballot change only by logged events, each hashed with its own salt, so a head never repeats, also
# across databases in one process. Only a copy of a database has its original's head, and then the same goals.
@cached(LRUCache(MOST_ROUNDS), key=lambda actor, round_: (round_.id, actor.consultation.head))
def _goals_on(actor: Actor, round_: Round) -> dict[str, bool]:
    return goals_on_ballot(actor.session, round_)


@cache
def _upserts(dialect: str) -> tuple[Insert, Insert]:
    """Build the INSERTs of roll entry and ballot with ON CONFLICT, which both databases have (not standard SQL)."""
    own, insert = ["round_id", "participant_id"], (postgresql if dialect == "postgresql" else sqlite).insert
    entry = insert(ROLL).on_conflict_do_update(index_elements=own, set_={"version": ROLL.c.version + 1})
    ballot = insert(BALLOT)
    newest = {"choices": ballot.excluded.choices}
    return entry.returning(ROLL.c.version), ballot.on_conflict_do_update(index_elements=own, set_=newest)
