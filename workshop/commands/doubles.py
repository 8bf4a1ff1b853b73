"""The command that joins the participants that one person has become: what they did goes to one of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

from sqlalchemy import select

from workshop import events, policy
from workshop.commands.people import change_access, join_workshops, keep_one_who_leads, note_about
from workshop.db import queue_for_round
from workshop.engine.actor import Actor, touch
from workshop.engine.arguments import Changes, ParticipantId, many
from workshop.engine.command import command
from workshop.errors import Conflict, Invalid
from workshop.events import PendingEvent
from workshop.models import Authorship, Ballot, Membership, Notice, Participant, RollEntry, Round
from workshop.operations.paper.roll import on_paper_entry
from workshop.operations.people.devices import purge_devices_of
from workshop.operations.sums import keep_up

# Ballots of a version that kept no time count as older than any other.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class JoinParticipants(Changes):
    """A participant who stays, and those who are the same person, of whom the first may be one."""

    participant_id: ParticipantId
    double_ids: Annotated[list[ParticipantId], *many(most=20, least=1)]


@command(JoinParticipants, target="participant_id")
def join_participants(actor: Actor, args: JoinParticipants) -> list[PendingEvent]:
    """Join participants who are one person: contributions, workshops and ballots go to the one who stays.

    Of their ballots in an open round the newest is kept; a secret one that was sent stays, and whoever voted has voted.
    Where one of them was given a sheet of paper, that is their vote.
    What is closed stays as it was counted. The access of the others ends. Conflict where no facilitator would be left,
    and where two of them voted in a confidential round with live figures.
    """
    stays: Participant = actor.targets["participant_id"]
    ids = [number for number in args.double_ids if number != stays.id]
    if not ids or actor.me.id in ids:
        raise Invalid(double_ids="not_a_choice" if ids else "missing")
    doubles: list[Participant] = [actor.find("participant", number) for number in ids]
    keep_one_who_leads(actor, doubles)
    # Before the participants change: a ballot locks its round first and its voter last, and so must this (deadlock).
    for round_ in actor.open_rounds(policy.VOTE):
        _join_ballots(actor, round_, stays, doubles)
    happened = _take_over(actor, stays, doubles)
    for one in doubles:
        note_about(actor, "participants_joined", one, number=stays.id)
        one.state = "removed"
    purge_devices_of(actor.session, ids)
    change_access(actor.session)
    touch(stays)
    return [events.participant_changed(stays), *(events.participant_removed(one) for one in doubles), *happened]


def _take_over(actor, stays, doubles):
    """Give the contributions, notices and workshops of doubles to the participant who stays; return the events."""
    ids = [one.id for one in doubles]
    written = actor.all(Authorship, Authorship.participant_id.in_(ids))
    told = actor.all(Notice, Notice.participant_id.in_(ids))
    for each in (*written, *told):
        each.participant_id = stays.id
    if stays.memberships:
        # Without any they count in each workshop already.
        joined = {each.workshop_id: each.joined_at for one in doubles for each in one.memberships}
        join_workshops(actor, stays, [Membership(workshop_id=number, joined_at=at) for number, at in joined.items()])
    return [*map(events.authorship_recorded, written), *map(events.author_notified, told)]


def _join_ballots(actor: Actor, round_: Round, stays: Participant, doubles: Sequence[Participant]) -> None:
    # A ballot being cast holds a share of this lock: either it is stored before, or its voter is gone afterwards.
    queue_for_round(actor.session, round_.id)
    ids = [stays.id, *(one.id for one in doubles)]
    entries = {one.participant_id: one for one in actor.session.scalars(_rows(RollEntry, round_, ids))}
    if round_.secrecy == policy.SECRET:
        _join_rolls(stays.id, entries)
        return
    if any(entry.on_paper for entry in entries.values()):
        _keep_paper(actor.session, round_, stays.id, entries)
        return
    ballots = {one.participant_id: one for one in actor.session.scalars(_rows(Ballot, round_, ids))}
    cast = [number for number in ids if number in entries and not entries[number].empty]
    if not set(cast) - {stays.id}:
        return
    if len(cast) > 1 and policy.needs_lock(round_):
        raise Conflict("doubles_in_live_vote", round=round_.title)
    came = {one.id: one.joined_at for one in (stays, *doubles)}
    newest = max(cast, key=lambda number: (ballots[number].cast_at or LONG_AGO, came[number]))
    if round_.secrecy == policy.NAMED:
        _move_named(actor.session, round_, stays.id, newest, entries, ballots)
        return
    for rows in (ballots, entries):
        for number in rows.keys() - {newest}:
            actor.session.delete(rows[number])
    # Before another row takes the place of one.
    actor.session.flush()
    ballots[newest].participant_id = entries[newest].participant_id = stays.id


def _move_named(session, round_, stays_id, newest, entries, ballots):
    """Give the newest ballot to the participant who stays, and empty the others: live figures move by what changes."""
    choices, cast_at = ballots[newest].choices, ballots[newest].cast_at
    changed = [(round_, ballots[stays_id].choices if stays_id in ballots else {}, choices)]
    if stays_id not in entries:
        entries[stays_id] = RollEntry(round_id=round_.id, participant_id=stays_id, version=0, counted=0)
        ballots[stays_id] = Ballot(round_id=round_.id, participant_id=stays_id)
        session.add_all([entries[stays_id], ballots[stays_id]])
    for number, entry in entries.items():
        if number != stays_id:
            changed.append((round_, ballots[number].choices, {}))
            ballots[number].choices = {}
        entry.empty, entry.version = number != stays_id, entry.version + 1
    ballots[stays_id].choices, ballots[stays_id].cast_at = choices, cast_at
    session.flush()
    keep_up(session, changed)


def _keep_paper(session, round_, stays_id, entries):
    """Let a sheet of paper, which can't be told from others, stand for a person; take out what they cast on devices."""
    ids = list(entries)
    for ballot in session.scalars(_rows(Ballot, round_, ids)):
        keep_up(session, [(round_, ballot.choices, {})])
        session.delete(ballot)
    for entry in entries.values():
        session.delete(entry)
    # Before another row takes the place of one.
    session.flush()
    session.add(on_paper_entry(round_.id, stays_id))


def _join_rolls(stays_id, entries):
    """Have a person who voted secretly stand on the roll as the participant who stays, so that they can't again."""
    if entries and stays_id not in entries:
        entries[min(entries)].participant_id = stays_id


def _rows(model, round_, ids):
    return select(model).where(model.round_id == round_.id, model.participant_id.in_(ids))
