"""The command that casts a ballot: checked whole under its own lock, and never across a close."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from workshop import policy, tally
from workshop.commands.arguments import Arguments, RoundId
from workshop.commands.asker import Asker
from workshop.commands.command import command
from workshop.commands.detaching import put_detached
from workshop.commands.jobs import order
from workshop.commands.settling import counted_goals
from workshop.db import database_now
from workshop.errors import AlreadyVoted, Invalid, RoundClosed
from workshop.events import Happened
from workshop.models import Ballot, Participant, RollEntry


def _from_form(value: Any) -> Any:
    """Read the strings of a form: nothing and 0 take a choice back, digits are numbers."""
    if isinstance(value, str):
        return None if value in ("", "0") else int(value) if value.isascii() and value.isdigit() else value
    return value


Choice = Annotated[int | str | None, BeforeValidator(_from_form)]


class CastBallot(Arguments):
    """Choices to be set: goal id (as text) to value; null takes one back, goals that are not named stay."""

    round_id: RoundId
    choices: dict[str, Choice] = Field(max_length=1000)


@command(CastBallot, alone=False)
def cast_ballot(asker: Asker, wanted: CastBallot) -> list[Happened]:
    """Set choices on the asker's ballot in an open voting round; the answer has no events.

    Raises RoundClosed, Invalid (a goal that is not on the ballot, a value that the method does not have, an
    overspent budget) and, for a second secret ballot, AlreadyVoted.
    """
    round_ = asker.things["round_id"]
    # A share of the round's lock: ballots do not wait for one another, and none is cast while the round closes.
    asker.session.refresh(round_, with_for_update={"read": True})
    if round_.kind != policy.VOTE:
        raise Invalid(round_id="not_a_vote")
    if not policy.permits(round_, policy.VOTE, None, database_now(asker.session)) or round_.phase != policy.OPEN:
        raise RoundClosed(round_.id)
    secret = round_.secrecy == policy.SECRET
    asker.untraced = secret
    new = _enter_roll(asker, round_)
    if secret and not new:
        raise AlreadyVoted(round_.id)
    ballot = None if secret else asker.session.get(Ballot, (round_.id, asker.me.id))
    choices = _checked(asker, round_, wanted.choices, ballot.choices if ballot else {})
    if secret:
        put_detached(asker.session, round_.id, choices)
        order(asker.session, "forget", {"round_id": round_.id}, asker.now)
    elif ballot:
        ballot.choices = choices
    else:
        asker.session.add(Ballot(round_id=round_.id, participant_id=asker.me.id, choices=choices))
    asker.result = {"round_id": round_.id, "version": _count_change(asker, round_)}
    return []


def _enter_roll(asker, round_):
    """Put the asker on the roll, under the ballot's own lock; tells whether they were not on it before."""
    dialect = postgresql if asker.session.get_bind().dialect.name == "postgresql" else sqlite
    entry = {"round_id": round_.id, "participant_id": asker.me.id, "version": 0}
    added = asker.session.execute(dialect.insert(RollEntry).values(**entry).on_conflict_do_nothing())
    if added.rowcount:
        return True
    own = (RollEntry.round_id == round_.id, RollEntry.participant_id == asker.me.id)
    asker.session.execute(select(RollEntry.version).where(*own).with_for_update())
    return False


def _checked(asker, round_, changes, held):
    allowed = {str(goal) for goal in round_.goal_ids}
    faults = {f"choices.{goal}": "not_on_the_ballot" for goal in changes if goal not in allowed}
    if faults:
        raise Invalid.of(faults)
    choices = {**held, **changes}
    choices = {goal: value for goal, value in choices.items() if value is not None}
    faults = tally.check(round_.method, round_.points, changes, choices, counted_goals(asker.session, round_))
    if faults:
        raise Invalid.of(faults)
    return choices


def _count_change(asker, round_):
    own = (RollEntry.round_id == round_.id, RollEntry.participant_id == asker.me.id)
    asker.session.execute(update(RollEntry).where(*own).values(version=RollEntry.version + 1))
    seen = Participant.me_version + 1
    asker.session.execute(update(Participant).where(Participant.id == asker.me.id).values(me_version=seen))
    return asker.session.scalar(select(RollEntry.version).where(*own))
