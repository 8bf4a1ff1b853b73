"""Commands on people: change; rename oneself, leave."""

from typing import Annotated

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workshop import events, policy
from workshop.engine.actor import Asker, touch
from workshop.engine.arguments import (
    NOT_GIVEN,
    Arguments,
    BodyId,
    BodyKey,
    Changes,
    Language,
    Name,
    OneOf,
    ParticipantId,
)
from workshop.engine.command import ME, command
from workshop.errors import Conflict, Invalid
from workshop.events import Happened
from workshop.models import Account, Body, Installation, Membership, Participant
from workshop.operations.auditing import note
from workshop.operations.devices import forget_devices_of

Role = Annotated[str, OneOf(policy.ROLES)]


class ChangeParticipant(Changes):
    """Another name, role or body for a participant; null or nothing for the body: none. What is left out stays."""

    participant_id: ParticipantId
    name: Name = NOT_GIVEN
    role: Role = NOT_GIVEN
    body_id: BodyId | None = None


class RenameMe(Arguments):
    """A name for oneself, and perhaps another body or language."""

    null_is_a_value = True
    name: Name
    body_id: BodyId | None = None
    lang: Language = NOT_GIVEN


class ChangeMe(Changes):
    """Another name or body for oneself, the body by its key as when joining; null or nothing: none."""

    name: Name = NOT_GIVEN
    body: BodyKey | None = None


class Leave(Arguments):
    """Nothing: the asker leaves the consultation."""


@command(ChangeParticipant, target="participant_id")
def change_participant(asker: Asker, wanted: ChangeParticipant) -> list[Happened]:
    """Give a participant another name, role or body, or none; Conflict when nobody would lead any more.

    The body stays while an open vote that may be counted by it is open to them: Conflict.
    """
    them = asker.things["participant_id"]
    if wanted.role and wanted.role != them.role:
        keep_one_who_leads(asker, [them])
        note_about(asker, "role_changed", them, before=them.role, role=wanted.role)
        them.role = wanted.role
        change_access(asker.session)
        them.heard_from = asker.consultation.revision + 1
    asker.put(them, wanted.given("name"))
    for body_id in wanted.given("body_id").values():
        _speak_for(asker, them, body_id)
    touch(them)
    return [events.participant_changed(them)]


@command(RenameMe, target=ME)
def rename_me(asker: Asker, wanted: RenameMe) -> list[Happened]:
    """Take another name, and perhaps another body or language."""
    _rename(asker, wanted.name)
    for body_id in wanted.given("body_id").values():
        _speak_for(asker, asker.me, body_id)
    asker.put(asker.me, wanted.given("lang"))
    touch(asker.me)
    return [events.participant_renamed(asker.me)]


@command(ChangeMe, target=ME)
def change_me(asker: Asker, wanted: ChangeMe) -> list[Happened]:
    """Mend one's own name or body; Conflict for the body while a vote that counts it is open."""
    if wanted.name:
        _rename(asker, wanted.name)
    for key in wanted.given("body").values():
        body = body_by_key(asker, key)
        _speak_for(asker, asker.me, body and body.id)
    touch(asker.me)
    return [events.participant_renamed(asker.me)]


@command(Leave, target=ME)
def leave(asker: Asker, wanted: Leave) -> list[Happened]:
    """Leave the consultation; Conflict when nobody would lead any more."""
    keep_one_who_leads(asker, [asker.me])
    asker.me.state = "left"
    forget_devices_of(asker.session, [asker.me.id])
    change_access(asker.session)
    return [events.participant_left(asker.me)]


def enter(asker: Asker, account, name: str, *, role: str, body_id: int | None, **more) -> Participant:
    """Make an account a participant, or let one back in who left or was removed; Conflict when it is one already.

    `more` are its `key`, where it has another than the command's, the workshops that it joins by their ids
    (`workshop_ids`), and whether it is `invited` and has yet to come.
    """
    own = (Participant.consultation_id == asker.consultation.id, Participant.account_id == account.id)
    them = asker.session.scalar(select(Participant).where(*own))
    if them and not them.removed:
        raise Conflict("participant_already")
    if them is not None and them.role != role:
        them.heard_from = asker.consultation.revision + 1
        by = None if more.get("invited") else account.id
        note_about(asker, "role_changed", them, by, before=them.role, role=role)
    joins = [Membership(workshop_id=number, joined_at=asker.now) for number in more.get("workshop_ids", ())]
    if them is None:
        them = asker.make(
            Participant,
            key=more.get("key"),
            memberships=joins,
            account_id=account.id,
            name=name,
            role=role,
            body_id=body_id,
            lang=account.lang,
            joined_at=asker.now,
        )
    else:
        join_workshops(asker, them, joins)
    them.invited_at = asker.now if more.get("invited") else None
    them.state, them.name, them.role, them.body_id = "current", name, role, body_id
    touch(them)
    return them


def join_workshops(asker: Asker, them: Participant, joins: list[Membership]) -> bool:
    """Note the workshops that a participant joins; gives whether there is one that they had not joined."""
    new = [join for join in joins if join.workshop_id not in them.workshop_ids]
    them.memberships.extend(new)
    asker.session.flush()
    return bool(new)


def keep_one_who_leads(asker: Asker, going: list[Participant]) -> None:
    """Raise Conflict where nobody would lead any more without those who go."""
    lead = {one.id for one in asker.all(Participant, Participant.role == policy.FACILITATOR)}
    gone = {one.id for one in going}
    if lead & gone and lead <= gone:
        raise Conflict("last_facilitator")


def change_access(session: Session) -> None:
    """Note that someone's access changed, so that every process looks again at who is listening."""
    session.execute(update(Installation).values(access_version=Installation.access_version + 1))


def body_by_key(asker: Asker, key: str | None) -> Body | None:
    """Fetch the body that a key names, None for none; raises Invalid."""
    if not key:
        return None
    found = asker.all(Body, Body.key == key)
    if not found:
        raise Invalid(body="not_a_choice")
    return found[0]


def _rename(asker, name):
    account = asker.session.get(Account, asker.me.account_id)
    # A guest's account is called as they called themselves when they joined.
    if account.name == asker.me.name:
        account.name = name
    asker.me.name = name


def _speak_for(asker, them, body_id):
    if body_id == them.body_id:
        return
    # A vote is counted by the bodies that people speak for at its close: to change sides meanwhile would move figures
    # that others were promised, and by the difference give a ballot away.
    for round_ in asker.open_rounds(policy.VOTE):
        if round_.secrecy != policy.SECRET:
            raise Conflict("counted_in_open_vote", round=round_.title)
    them.body_id = body_id


def note_about(asker: Asker, name: str, them: Participant, by: int | None = None, **details) -> None:
    """Note in the audit log what was done to a participant: by whoever asks, else by the account `by`."""
    about = {"about_id": them.account_id, "consultation_id": asker.consultation.id}
    note(asker.session, name, actor_id=asker.someone.account_id if asker.someone else by, **about, **details)
