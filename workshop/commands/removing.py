"""Commands that remove participants: their access ends, and their ballots leave the open votes that can let them go."""

from typing import Annotated

from sqlalchemy import delete, select, update

from workshop import events, policy
from workshop.commands.people import change_access, keep_one_who_leads, note_about
from workshop.db import stand_in_line
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, Changes, ParticipantId, many
from workshop.engine.command import command
from workshop.events import PendingEvent
from workshop.models import Ballot, RollEntry, Round
from workshop.operations.devices import purge_devices_of


class RemoveParticipant(Changes):
    """A participant to be removed."""

    participant_id: ParticipantId


class RemoveParticipants(Arguments):
    """Several participants to be removed in one step."""

    participant_ids: Annotated[list[ParticipantId], *many(most=1000, least=1)]


@command(RemoveParticipant, target="participant_id")
def remove_participant(actor: Actor, args: RemoveParticipant) -> list[PendingEvent]:
    """Remove a participant: their access ends, their contributions and what was counted stay.

    Their ballot is taken out of open named and confidential rounds; a secret one can't be found any more, and stays.
    """
    return _remove(actor, [actor.targets["participant_id"]])


@command(RemoveParticipants, target="participant_ids", answers=("participant_ids",))
def remove_participants(actor: Actor, args: RemoveParticipants) -> list[PendingEvent]:
    """Remove several participants, or none of them: Conflict when nobody would lead any more."""
    actor.result = {"participant_ids": args.participant_ids}
    return _remove(actor, [actor.find("participant", number) for number in args.participant_ids])


def _remove(actor, them):
    keep_one_who_leads(actor, them)
    ids = [one.id for one in them]
    # Before the participants are changed: a ballot takes its round first and its voter last, and so does this.
    for round_ in actor.open_rounds(policy.VOTE):
        _take_out(actor.session, round_, ids)
    for one in them:
        note_about(actor, "participant_removed", one, role=one.role)
        one.state = "removed"
    purge_devices_of(actor.session, ids)
    change_access(actor.session)
    return [events.participant_removed(one) for one in them]


def _take_out(session, round_: Round, ids: list[int]) -> None:
    """Take the ballots of participants out of an open round, as far as that gives none of them away.

    A named one is emptied, which counts as a change. Of a confidential one that live figures contain already the
    difference would tell the choices: it stays until so many others have changed theirs that figures move anyway
    (`drop_removed`), and changes nothing by itself. A secret one is nobody's any more.
    """
    if round_.secrecy == policy.SECRET:
        return
    # Whoever is casting a ballot has a share of this lock: it is there by then, or finds no voter any more.
    stand_in_line(session, round_.id)
    entries = (RollEntry.round_id == round_.id, RollEntry.participant_id.in_(ids))
    ballots = (Ballot.round_id == round_.id, Ballot.participant_id.in_(ids))
    if round_.secrecy == policy.NAMED:
        session.execute(update(RollEntry).where(*entries).values(empty=True, version=RollEntry.version + 1))
        session.execute(update(Ballot).where(*ballots).values(choices={}))
        return
    held = select(RollEntry.participant_id).where(*entries, RollEntry.counted > 0)
    session.execute(delete(Ballot).where(*ballots, Ballot.participant_id.not_in(held)))
    session.execute(delete(RollEntry).where(*entries, RollEntry.counted == 0))
    session.execute(update(RollEntry).where(*entries).values(version=RollEntry.counted))
