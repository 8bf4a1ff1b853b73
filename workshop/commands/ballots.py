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
from workshop.commands.settling import goals_on_ballot
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
    asker.share(round_)
    if round_.kind != policy.VOTE:
        raise Invalid(round_id="not_a_vote")
    if not policy.permits(round_, policy.VOTE, None, asker.now) or round_.phase != policy.OPEN:
        raise RoundClosed(round_.id)
    asker.untraced = round_.secrecy == policy.SECRET
    version = _enter_roll(asker, round_)
    if asker.untraced:
        _cast_once(asker, round_, wanted.choices, version)
    else:
        _change(asker, round_, wanted.choices, version)
    moved = Participant.me_version + 1
    asker.session.execute(update(Participant).where(Participant.id == asker.me.id).values(me_version=moved))
    asker.result = {"round_id": round_.id, "version": version}
    return []


def _enter_roll(asker, round_):
    """Put the asker on the roll, or count one more change there; the row is the ballot's own lock."""
    entry = _insert_into(asker, RollEntry).values(round_id=round_.id, participant_id=asker.me.id, version=1)
    one_more = {"version": RollEntry.version + 1}
    entry = entry.on_conflict_do_update(index_elements=["round_id", "participant_id"], set_=one_more)
    return asker.session.execute(entry.returning(RollEntry.version)).scalar_one()


def _cast_once(asker, round_, choices, version):
    if version > 1:
        raise AlreadyVoted(round_.id)
    put_detached(asker.session, round_.id, _checked(asker, round_, choices, {}))
    order(asker.session, "forget", {"round_id": round_.id}, asker.now)


def _change(asker, round_, changes, version):
    own = {"round_id": round_.id, "participant_id": asker.me.id}
    query = select(Ballot.choices).filter_by(**own)
    held = {} if version == 1 else asker.session.execute(query).scalar_one()
    ballot = _insert_into(asker, Ballot).values(**own, choices=_checked(asker, round_, changes, held))
    newest = {"choices": ballot.excluded.choices}
    asker.session.execute(ballot.on_conflict_do_update(index_elements=list(own), set_=newest))


def _checked(asker, round_, changes, held):
    goals = goals_on_ballot(asker.session, round_)
    faults = {f"choices.{goal}": "not_on_the_ballot" for goal in changes if goal not in goals}
    if faults:
        raise Invalid.of(faults)
    choices = {goal: value for goal, value in {**held, **changes}.items() if value is not None}
    counted = [goal for goal, counts in goals.items() if counts]
    faults = tally.check(round_.method, round_.points, changes, choices, counted)
    if faults:
        raise Invalid.of(faults)
    return choices


def _insert_into(asker, table):
    """Give an INSERT that can say what to do when the row is there (both engines have it, SQL has not)."""
    dialect = postgresql if asker.session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
