"""Commands that remove participants: their access ends, and their ballots leave open votes where that is safe."""

from typing import Annotated

from sqlalchemy import delete, select, update

from workshop import events, policy
from workshop.commands.people import change_access, keep_one_who_leads, note_about
from workshop.db import queue_for_round
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, Changes, ParticipantId, many
from workshop.engine.command import command
from workshop.events import PendingEvent
from workshop.models import Ballot, RollEntry, Round
from workshop.operations.people.devices import purge_devices_of
from workshop.operations.sums import keep_up


class RemoveParticipant(Changes):
    """A participant to be removed."""

    participant_id: ParticipantId


class RemoveParticipants(Arguments):
    """Several participants to be removed in one step."""

    participant_ids: Annotated[list[ParticipantId], *many(most=1000, least=1)]


@command(RemoveParticipant, target="participant_id")
def remove_participant(actor: Actor, args: RemoveParticipant) -> list[PendingEvent]:
    """Remove a participant: their access ends; their contributions and counted ballots stay.

    Their ballot is taken out of open named and confidential rounds; a secret one can't be identified any more, nor can
    one on paper, and stays.
    """
    return _remove(actor, [actor.targets["participant_id"]])


@command(RemoveParticipants, target="participant_ids", answers=("participant_ids",))
def remove_participants(actor: Actor, args: RemoveParticipants) -> list[PendingEvent]:
    """Remove several participants, or none of them: Conflict where no facilitator would be left."""
    actor.result = {"participant_ids": args.participant_ids}
    return _remove(actor, [actor.find("participant", number) for number in args.participant_ids])


def _remove(actor, them):
    keep_one_who_leads(actor, them)
    ids = [one.id for one in them]
    # Before the participants change: a ballot locks its round first and its voter last, and so must this (deadlock).
    for round_ in actor.open_rounds(policy.VOTE):
        _take_out(actor.session, round_, ids)
    for one in them:
        note_about(actor, "participant_removed", one, role=one.role)
        one.state = "removed"
    purge_devices_of(actor.session, ids)
    change_access(actor.session)
    return [events.participant_removed(one) for one in them]


def _take_out(session, round_: Round, ids: list[int]) -> None:
    """Take the ballots of participants out of an open round, as far as that discloses none of them.

    Danger: if live figures contain a confidential ballot, taking it out would disclose it by the difference. It stays
    until enough others have changed theirs that figures move anyway (`drop_removed`), and does not itself count as a
    change. A named ballot is emptied, which counts as a change; a secret one has no known voter any more.
    """
    if round_.secrecy == policy.SECRET:
        return
    # A ballot being cast holds a share of this lock: either it is stored before, or its voter is gone afterwards.
    queue_for_round(session, round_.id)
    # A sheet of paper can't be told from others, and stays, as a secret ballot does.
    entries = (RollEntry.round_id == round_.id, RollEntry.participant_id.in_(ids), ~RollEntry.on_paper)
    ballots = (Ballot.round_id == round_.id, Ballot.participant_id.in_(ids))
    if round_.secrecy == policy.NAMED:
        session.execute(update(RollEntry).where(*entries).values(empty=True, version=RollEntry.version + 1))
        held = list(session.scalars(select(Ballot.choices).where(*ballots)))
        session.execute(update(Ballot).where(*ballots).values(choices={}))
        keep_up(session, [(round_, choices, {}) for choices in held])
        return
    counted = select(RollEntry.participant_id).where(*entries, RollEntry.counted > 0)
    session.execute(delete(Ballot).where(*ballots, Ballot.participant_id.not_in(counted)))
    session.execute(delete(RollEntry).where(*entries, RollEntry.counted == 0))
    session.execute(update(RollEntry).where(*entries).values(version=RollEntry.counted))
