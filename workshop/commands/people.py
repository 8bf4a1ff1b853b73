"""Commands on people: change or confirm participants, rename oneself, leave."""

from typing import Annotated

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workshop import events, policy
from workshop.engine.actor import Actor, touch
from workshop.engine.arguments import (
    NOT_GIVEN,
    Arguments,
    BodyId,
    BodyKey,
    Changes,
    Language,
    MunicipalityWord,
    Name,
    OneOf,
    ParticipantId,
    many,
)
from workshop.engine.command import ME, command
from workshop.errors import Conflict, Invalid
from workshop.events import PendingEvent
from workshop.models import Account, Body, Installation, Membership, Participant
from workshop.operations.auditing import note
from workshop.operations.groups.breaking_down import counts_municipalities
from workshop.operations.municipalities.names import code_of
from workshop.operations.people.devices import purge_devices_of
from workshop.operations.people.seats import leave_seat

Role = Annotated[str, OneOf(policy.ROLES)]


class ChangeParticipant(Changes):
    """Another name, role, body or municipality for a participant, and whether that is confirmed.

    Null or nothing for the body or the municipality (its code or name): none. What is left out stays.
    """

    participant_id: ParticipantId
    name: Name = NOT_GIVEN
    role: Role = NOT_GIVEN
    body_id: BodyId | None = None
    municipality: MunicipalityWord | None = None
    confirmed: bool = NOT_GIVEN


class ConfirmParticipants(Arguments):
    """Several participants of whom a facilitator has made sure who they are, or (`confirmed` false) has not."""

    participant_ids: Annotated[list[ParticipantId], *many(most=1000, least=1)]
    confirmed: bool = True


class RenameMe(Arguments):
    """A name for oneself, and perhaps another body or language."""

    null_is_a_value = True
    name: Name
    body_id: BodyId | None = None
    lang: Language = NOT_GIVEN


class ChangeMe(Changes):
    """Another name, body or municipality for oneself, as when joining; null or nothing: none."""

    name: Name = NOT_GIVEN
    body: BodyKey | None = None
    municipality: MunicipalityWord | None = None


class Leave(Arguments):
    """Nothing: the actor leaves the consultation."""


@command(ChangeParticipant, target="participant_id")
def change_participant(actor: Actor, args: ChangeParticipant) -> list[PendingEvent]:
    """Change a participant's name, role, body or municipality, or confirm them.

    Conflict where no facilitator would be left, and for body and municipality while an open vote may be counted by it.
    """
    them = actor.targets["participant_id"]
    if args.role and args.role != them.role:
        keep_one_who_leads(actor, [them])
        note_about(actor, "role_changed", them, before=them.role, role=args.role)
        them.role = args.role
        change_access(actor.session)
        them.heard_from = actor.consultation.revision + 1
    actor.put(them, args.given("name"))
    for body_id in args.given("body_id").values():
        _speak_for(actor, them, body_id)
    for word in args.given("municipality").values():
        _come_from(actor, them, word)
    for confirmed in args.given("confirmed").values():
        _confirm(actor, them, confirmed)
    touch(them)
    return [events.participant_changed(them)]


@command(ConfirmParticipants, target="participant_ids", answers=("participant_ids",))
def confirm_participants(actor: Actor, args: ConfirmParticipants) -> list[PendingEvent]:
    """Confirm several participants in one step, or none of them where one is not there."""
    actor.result = {"participant_ids": args.participant_ids}
    them = [actor.find("participant", number) for number in dict.fromkeys(args.participant_ids)]
    for one in them:
        _confirm(actor, one, args.confirmed)
        touch(one)
    return [events.participant_changed(one) for one in them]


@command(RenameMe, target=ME)
def rename_me(actor: Actor, args: RenameMe) -> list[PendingEvent]:
    """Take another name, and perhaps another body or language."""
    before = _said_of(actor.me)
    _rename(actor, args.name)
    for body_id in args.given("body_id").values():
        _speak_for(actor, actor.me, body_id)
    if _said_of(actor.me) != before:
        actor.me.confirmed_at = None
    actor.put(actor.me, args.given("lang"))
    touch(actor.me)
    return [events.participant_renamed(actor.me)]


@command(ChangeMe, target=ME)
def change_me(actor: Actor, args: ChangeMe) -> list[PendingEvent]:
    """Correct one's own name, body or municipality; Conflict for the latter two while a vote that counts them is open.

    Who changed what was confirmed is not confirmed any more.
    """
    before = _said_of(actor.me)
    if args.name:
        _rename(actor, args.name)
    for key in args.given("body").values():
        body = body_by_key(actor, key)
        _speak_for(actor, actor.me, body and body.id)
    for word in args.given("municipality").values():
        _come_from(actor, actor.me, word)
    if _said_of(actor.me) != before:
        actor.me.confirmed_at = None
    touch(actor.me)
    return [events.participant_renamed(actor.me)]


@command(Leave, target=ME)
def leave(actor: Actor, args: Leave) -> list[PendingEvent]:
    """Leave the consultation; Conflict where no facilitator would be left."""
    keep_one_who_leads(actor, [actor.me])
    freed = leave_seat(actor.session, actor.me, actor.now)
    actor.me.state = "left"
    purge_devices_of(actor.session, [actor.me.id])
    change_access(actor.session)
    return [events.participant_left(actor.me), *freed]


def enter(actor: Actor, account, name: str, *, role: str, body_id: int | None, **more) -> Participant:
    """Make an account a participant, also one who left or was removed; Conflict where it is one already.

    `more` may have what `let_in` takes.
    """
    own = (Participant.consultation_id == actor.consultation.id, Participant.account_id == account.id)
    them = actor.session.scalar(select(Participant).where(*own))
    if them and not them.removed:
        raise Conflict("participant_already")
    them = let_in(actor, them, account, name, role=role, body_id=body_id, **more)
    actor.session.flush()
    return them


def let_in(
    actor: Actor, them: Participant | None, account, name: str, *, role: str, body_id: int | None, **more
) -> Participant:
    """Make an account a participant: `them`, whom it was before, or a new one, who is not flushed yet.

    `more` may have: the participant's `key`, where it is not the command's; `workshop_ids`, the workshops that it
    joins; the code of their `municipality`; `invited`, true for one who has yet to come; and the `table` that it is.
    """
    invited_at = actor.now if more.get("invited") else None
    joins = [Membership(workshop_id=number, joined_at=actor.now) for number in more.get("workshop_ids", ())]
    about = {"name": name, "role": role, "body_id": body_id, "invited_at": invited_at, "confirmed_at": None}
    about |= {"municipality_code": more.get("municipality")}
    table = more.get("table")
    about |= {"kind": policy.TABLE if table else policy.PERSON, "people": table.people if table else None}
    if them is None:
        them = Participant(
            consultation_id=actor.consultation.id,
            key=more.get("key") or actor.key,
            memberships=joins,
            account_id=account.id,
            lang=account.lang,
            joined_at=actor.now,
            **about,
        )
        actor.session.add(them)
        return them
    if them.role != role:
        them.heard_from = actor.consultation.revision + 1
        by = None if more.get("invited") else account.id
        note_about(actor, "role_changed", them, by, before=them.role, role=role)
    join_workshops(actor, them, joins)
    actor.put(them, {"state": "current", **about})
    touch(them)
    return them


def join_workshops(actor: Actor, them: Participant, joins: list[Membership]) -> bool:
    """Record the workshops that a participant joins; return whether any of them is new to them."""
    new = [join for join in joins if join.workshop_id not in them.workshop_ids]
    them.memberships.extend(new)
    actor.session.flush()
    return bool(new)


def keep_one_who_leads(actor: Actor, going: list[Participant]) -> None:
    """Raise Conflict where no facilitator would be left once these participants go."""
    lead = {one.id for one in actor.all(Participant, Participant.role == policy.FACILITATOR)}
    gone = {one.id for one in going}
    if lead & gone and lead <= gone:
        raise Conflict("last_facilitator")


def change_access(session: Session) -> None:
    """Record that an access changed, so that every process checks its listeners again."""
    session.execute(update(Installation).values(access_version=Installation.access_version + 1))


def body_by_key(actor: Actor, key: str | None) -> Body | None:
    """Fetch the body with this key, or None for no key; raises Invalid for an unknown one."""
    if not key:
        return None
    found = actor.all(Body, Body.key == key)
    if not found:
        raise Invalid(body="not_a_choice")
    return found[0]


def _confirm(actor, them, confirmed):
    them.confirmed_at = (them.confirmed_at or actor.now) if confirmed else None


def _rename(actor, name):
    account = actor.session.get(Account, actor.me.account_id)
    # A guest's account has the name with which they joined, so it is renamed along.
    if account.name == actor.me.name:
        account.name = name
    actor.me.name = name


def _speak_for(actor, them, body_id):
    if body_id == them.body_id:
        return
    # Danger: a vote is counted by body at its close. A participant who changed bodies meanwhile would move published
    # figures, and the difference would disclose their ballot.
    for round_ in filter(policy.is_counted, actor.open_rounds(policy.VOTE)):
        if round_.secrecy != policy.SECRET or (round_.electorate or {}).get("bodies"):
            raise Conflict("counted_in_open_vote", round=round_.title)
    them.body_id = body_id


def _come_from(actor, them, word):
    code = code_of(actor.session, word)
    if code == them.municipality_code:
        return
    # Danger: as with bodies.
    for round_ in actor.open_rounds(policy.VOTE):
        if counts_municipalities(round_, asked=actor.consultation.asks_municipality):
            raise Conflict("municipality_in_open_vote", round=round_.title)
    them.municipality_code = code


def _said_of(them):
    return them.name, them.body_id, them.municipality_code


def note_about(actor: Actor, name: str, them: Participant, by: int | None = None, **details) -> None:
    """Write to the audit log what was done to a participant: by the actor, else by the account `by`."""
    about = {"about_id": them.account_id, "consultation_id": actor.consultation.id}
    note(actor.session, name, actor_id=actor.someone.account_id if actor.someone else by, **about, **details)
