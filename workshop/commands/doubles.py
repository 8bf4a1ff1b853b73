"""The command that joins the participants that one person has become: what they did goes to one of them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import select, update

from workshop import events, policy
from workshop.commands.people import change_access, join_workshops, keep_one_who_leads, note_about
from workshop.commands.rounds.writing import put_done
from workshop.db import queue_for_round
from workshop.engine.actor import Actor, touch
from workshop.engine.arguments import Changes, ParticipantId, many
from workshop.engine.command import command
from workshop.errors import Conflict, Invalid
from workshop.events import EventType, PendingEvent
from workshop.models import (
    Authorship,
    Ballot,
    Card,
    Comment,
    DraftComment,
    Goal,
    Measure,
    Membership,
    Notice,
    Participant,
    Report,
    RollEntry,
    Round,
    RoundDone,
    SealedFile,
    Spokesperson,
)
from workshop.models.contributions.goal import Contribution
from workshop.operations.paper.roll import on_paper_entry
from workshop.operations.people.devices import purge_devices_of
from workshop.operations.people.seats import leave_seat, take_seat
from workshop.operations.sums import keep_up

# Ballots of a version that kept no time count as older than any other.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
# What tells of something that is there for its author alone, as it was when it was written.
SEALED: dict[type[Contribution], EventType[Any]] = {
    Goal: events.goal_proposed,
    Measure: events.measure_proposed,
    Comment: events.comment_added,
}


class JoinParticipants(Changes):
    """A participant who stays, and those who are the same person, of whom the first may be one."""

    participant_id: ParticipantId
    double_ids: Annotated[list[ParticipantId], *many(most=20, least=1)]


@command(JoinParticipants, target="participant_id")
def join_participants(actor: Actor, args: JoinParticipants) -> list[PendingEvent]:
    """Join participants who are one person: what they wrote, their workshops and ballots go to the one who stays.

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
        happened += _take_card(actor, stays, one)
        one.state = "removed"
    purge_devices_of(actor.session, ids)
    change_access(actor.session)
    touch(stays)
    return [events.participant_changed(stays), *(events.participant_removed(one) for one in doubles), *happened]


def _take_card(actor, stays, double):
    """Give a double's card to the participant who stays, unless they have one: then its seat is free."""
    card = actor.session.get(Card, double.card_id) if double.card_id else None
    freed = leave_seat(actor.session, double, actor.now)
    return [take_seat(stays, card, actor.now)] if card and stays.card_id is None else freed


def _take_over(actor, stays, doubles):
    """Give what doubles wrote, were told, have joined and said to the participant who stays; return the events."""
    ids = [one.id for one in doubles]
    written = actor.all(Authorship, Authorship.participant_id.in_(ids))
    # Also those that were put away, by which one may restore what one withdrew.
    told = actor.session.scalars(select(Notice).where(Notice.participant_id.in_(ids)).order_by(Notice.id)).all()
    for each in (*written, *told):
        each.participant_id = stays.id
    unseen = _seal_for(actor, stays, ids)
    _join_done(actor, stays, ids)
    _take_over_reports(actor, stays, ids)
    _take_over_drafts(actor, stays, ids)
    _take_over_sealed_files(actor, stays, ids)
    if stays.memberships:
        # Without any they count in each workshop already.
        joined = {each.workshop_id: each.joined_at for one in doubles for each in one.memberships}
        join_workshops(actor, stays, [Membership(workshop_id=number, joined_at=at) for number, at in joined.items()])
    # Danger: who wrote what is sealed, facilitators are told when it is not any more.
    signed = [each for each in written if each.revision]
    notified = [(events.notice_lifted if each.removed else events.author_notified)(each) for each in told]
    return [*unseen, *map(events.authorship_recorded, signed), *notified]


def _seal_for(actor, stays, ids):
    """Let the participant who stays, and nobody else, see what doubles wrote unseen; return the events."""
    happened = []
    for model, written in SEALED.items():
        for thing in actor.session.scalars(select(model).where(model.sealed_for.in_(ids)).order_by(model.id)).all():
            thing.sealed_for = stays.id
            happened.append(written(thing))
    return happened


def _join_done(actor, stays, ids):
    """Where a double said that they are done, the participant who stays is."""
    said = actor.session.scalars(select(RoundDone).where(RoundDone.participant_id.in_(ids))).all()
    for round_id in {each.round_id for each in said}:
        put_done(actor.session, round_id, stays.id)
    for each in said:
        actor.session.delete(each)


def _take_over_reports(actor, stays, ids):
    """Give the reports of doubles to the participant who stays, but for what that one has reported too."""
    own = {(each.kind, each.thing_id) for each in actor.all(Report, Report.participant_id == stays.id)}
    for each in actor.all(Report, Report.participant_id.in_(ids)):
        if (each.kind, each.thing_id) not in own:
            each.participant_id = stays.id
            own.add((each.kind, each.thing_id))


def _take_over_drafts(actor, stays, ids):
    """Give what doubles said of the document to the participant who stays, and let that one answer for their bodies."""
    actor.session.execute(
        update(DraftComment).where(DraftComment.participant_id.in_(ids)).values(participant_id=stays.id)
    )
    named = actor.session.scalars(select(Spokesperson).where(Spokesperson.participant_id.in_(ids))).all()
    for body_id in {each.body_id for each in named}:
        actor.session.merge(Spokesperson(body_id=body_id, participant_id=stays.id))
    for each in named:
        actor.session.delete(each)


def _take_over_sealed_files(actor, stays, ids):
    """Let what doubles asked for be asked for by the participant who stays, who can't confirm it then."""
    actor.session.execute(update(SealedFile).where(SealedFile.asked_by.in_(ids)).values(asked_by=stays.id))


def _join_ballots(actor: Actor, round_: Round, stays: Participant, doubles: Sequence[Participant]) -> None:
    # A ballot being cast holds a share of this lock: either it is stored before, or its voter is gone afterwards.
    queue_for_round(actor.session, round_.id)
    ids = [stays.id, *(one.id for one in doubles)]
    entries = {one.participant_id: one for one in actor.session.scalars(_rows(RollEntry, round_, ids))}
    if round_.secrecy == policy.SECRET:
        _join_rolls(actor.session, round_, stays.id, entries)
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
    card_id = entries[newest].card_id
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
    entries[stays_id].card_id = None
    # Before it stands there a second time.
    session.flush()
    entries[stays_id].card_id = card_id
    session.flush()
    keep_up(session, changed)


def _keep_paper(session, round_, stays_id, entries):
    """Let a sheet of paper, which can't be told from others, stand for a person; take out what they cast on devices."""
    card_id = next(entry.card_id for entry in entries.values() if entry.on_paper)
    for ballot in session.scalars(_rows(Ballot, round_, list(entries))):
        keep_up(session, [(round_, ballot.choices, {})])
        session.delete(ballot)
    for entry in entries.values():
        session.delete(entry)
    # Before another row takes the place of one.
    session.flush()
    session.add(on_paper_entry(round_.id, stays_id, card_id))


def _join_rolls(session, round_, stays_id, entries):
    """Have a person who voted secretly stand on the roll as the participant who stays, so that they can't again.

    Danger: a sheet can be taken back, and a secret ballot can't. Whoever sent one stands there as one who did, and
    their sheet is one of those that were given to no participant.
    """
    if not entries:
        return
    kept = min(entries, key=lambda number: (entries[number].on_paper, number != stays_id, number))
    for number, entry in entries.items():
        if entry.on_paper and number != kept:
            session.delete(entry)
            round_.sheets += 1
    # Before another row takes the place of one.
    session.flush()
    if stays_id not in entries or entries[stays_id].on_paper:
        entries[kept].participant_id = stays_id


def _rows(model, round_, ids):
    return select(model).where(model.round_id == round_.id, model.participant_id.in_(ids))
