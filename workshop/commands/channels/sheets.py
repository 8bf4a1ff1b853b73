"""Commands that give out sheets of paper: the roll says who has one, and nothing says which."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from workshop import policy
from workshop.commands.channels.terms import begin_paper, open_vote, with_paper_to_come
from workshop.engine.actor import Actor, touch
from workshop.engine.arguments import Arguments, ParticipantId, RoundId
from workshop.engine.command import command
from workshop.errors import Conflict
from workshop.events import PendingEvent
from workshop.models import Ballot, Participant, RollEntry, Round
from workshop.operations.groups.electorate import electors, voters_by_card
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
    if not _may_vote(actor.session, round_, them):
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
    actor.session.add(on_paper_entry(round_.id, them.id, them.card_id))
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


def _may_vote(session: Session, round_: Round, them: Participant) -> bool:
    """Whether they meet the round's conditions, and nobody else has voted with the card that they have now."""
    (elector,) = electors(session, Participant.id == them.id)
    holder = voters_by_card(session, round_.id).get(them.card_id, them.id)
    return policy.may_vote_in(elector, round_) and holder == them.id


def _entry(actor: Actor, round_: Round, them: Participant) -> RollEntry | None:
    return actor.session.get(RollEntry, (round_.id, them.id), populate_existing=True)
