"""Commands that give out sheets of paper: the roll says who has one, and nothing says which."""

from sqlalchemy import delete

from workshop.commands.channels.terms import begin_paper, open_vote, with_paper_to_come
from workshop.engine.actor import Actor, touch
from workshop.engine.arguments import Arguments, ParticipantId, RoundId
from workshop.engine.command import command
from workshop.errors import Conflict
from workshop.events import PendingEvent
from workshop.models import Ballot, Participant, RollEntry, Round
from workshop.operations.groups.electorate import not_entitled
from workshop.operations.paper.roll import on_paper_entry


class GiveSheet(Arguments):
    """A participant who votes on paper in a round; without one somebody who is none, and has no device."""

    round_id: RoundId
    participant_id: ParticipantId | None = None


class TakeBackSheet(Arguments):
    """A participant who gave their sheet back unused; without one somebody who is none."""

    round_id: RoundId
    participant_id: ParticipantId | None = None


@command(GiveSheet, target="round_id")
def give_sheet(actor: Actor, args: GiveSheet) -> list[PendingEvent]:
    """Note that somebody was given a sheet: a participant can't vote on a device any more in this round.

    Raises Conflict where they have voted on one, or have a sheet already, or may not vote.
    """
    with_paper_to_come(actor)
    round_ = open_vote(actor)
    if args.participant_id is None:
        round_.sheets += 1
        return begin_paper(round_)
    them: Participant = actor.targets["participant_id"]
    if not_entitled(actor.session, round_, [them.id]):
        raise Conflict("may_not_vote")
    entry = _entry(actor, round_, them)
    if entry and entry.on_paper:
        raise Conflict("sheet_given")
    if entry and not entry.empty:
        raise Conflict("voted_on_device")
    if entry:
        # They took every choice back, so they have not voted.
        own = (Ballot.round_id == round_.id, Ballot.participant_id == them.id)
        actor.session.execute(delete(Ballot).where(*own))
        actor.session.delete(entry)
        actor.session.flush()
    actor.session.add(on_paper_entry(round_.id, them.id))
    touch(them)
    return begin_paper(round_)


@command(TakeBackSheet, target="round_id")
def take_back_sheet(actor: Actor, args: TakeBackSheet) -> list[PendingEvent]:
    """Note that somebody gave a sheet back unused, so that a participant can vote on a device again."""
    with_paper_to_come(actor)
    round_ = open_vote(actor)
    if args.participant_id is None:
        if not round_.sheets:
            raise Conflict("no_sheet")
        round_.sheets -= 1
        return []
    them: Participant = actor.targets["participant_id"]
    entry = _entry(actor, round_, them)
    if entry is None or not entry.on_paper:
        raise Conflict("no_sheet")
    actor.session.delete(entry)
    touch(them)
    return []


def _entry(actor: Actor, round_: Round, them: Participant) -> RollEntry | None:
    return actor.session.get(RollEntry, (round_.id, them.id), populate_existing=True)
