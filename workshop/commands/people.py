"""Commands on people: invite, change, remove; rename oneself, leave."""

from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workshop import policy
from workshop.commands.accounts import account_by_email, normal_email
from workshop.commands.arguments import Arguments, BodyId, Changes, Language, Name, ParticipantId, text_of
from workshop.commands.asker import Asker, touch
from workshop.commands.command import command
from workshop.commands.jobs import order
from workshop.errors import Conflict
from workshop.events import Happened
from workshop.models import Installation, Participant

Role = Literal[policy.ROLES]
Email = text_of(254, line=True)


class InviteParticipant(Arguments):
    """Someone to be invited by mail, with a role."""

    email: Email
    role: Role = policy.MEMBER
    name: Name | None = None
    body_id: BodyId | None = None
    lang: Language | None = None


class ChangeParticipant(Changes):
    """Another role or body for a participant."""

    participant_id: ParticipantId
    role: Role = None
    body_id: BodyId | None = None


class RemoveParticipant(Changes):
    """A participant to be removed."""

    participant_id: ParticipantId


class RenameMe(Arguments):
    """A name for oneself, and perhaps another body or language."""

    null_is_a_value = True
    name: Name
    body_id: BodyId | None = None
    lang: Language = None


class Leave(Arguments):
    """Nothing: the asker leaves the consultation."""


@command(InviteParticipant)
def invite_participant(asker: Asker, wanted: InviteParticipant) -> list[Happened]:
    """Invite someone by mail; Conflict when they are a participant already."""
    lang = wanted.lang or asker.me.lang
    account = account_by_email(asker.session, normal_email(wanted.email), wanted.name, lang, asker.now)
    me = enter(asker, account, wanted.name or account.name, role=wanted.role, body_id=wanted.body_id)
    order(asker.session, "invitation", {"participant_id": me.id}, asker.now)
    return [Happened("participant_invited", me)]


@command(ChangeParticipant)
def change_participant(asker: Asker, wanted: ChangeParticipant) -> list[Happened]:
    """Give a participant another role or body; Conflict when nobody would lead any more."""
    them = asker.things["participant_id"]
    if wanted.role and wanted.role != them.role:
        _keep_one_who_leads(asker, them)
        them.role = wanted.role
        change_access(asker.session)
        them.heard_from = asker.consultation.revision + 1
    asker.put(them, wanted.given("body_id"))
    touch(them)
    return [Happened("participant_changed", them)]


@command(RemoveParticipant)
def remove_participant(asker: Asker, wanted: RemoveParticipant) -> list[Happened]:
    """Remove a participant: their access ends, their contributions and counted ballots stay."""
    return [Happened("participant_removed", _let_go(asker, asker.things["participant_id"], "removed"))]


@command(RenameMe)
def rename_me(asker: Asker, wanted: RenameMe) -> list[Happened]:
    """Take another name, and perhaps another body or language."""
    asker.me.name = wanted.name
    asker.put(asker.me, wanted.given("body_id", "lang"))
    touch(asker.me)
    return [Happened("participant_renamed", asker.me)]


@command(Leave)
def leave(asker: Asker, wanted: Leave) -> list[Happened]:
    """Leave the consultation; Conflict when nobody would lead any more."""
    return [Happened("participant_left", _let_go(asker, asker.me, "left"))]


def enter(asker: Asker, account, name: str, *, role: str, body_id: int | None, key: str | None = None) -> Participant:
    """Make an account a participant, or let one back in who left or was removed; Conflict when it is one already."""
    own = (Participant.consultation_id == asker.consultation.id, Participant.account_id == account.id)
    them = asker.session.scalar(select(Participant).where(*own))
    if them and not them.removed:
        raise Conflict("a participant already")
    if them is not None and them.role != role:
        them.heard_from = asker.consultation.revision + 1
    if them is None:
        them = asker.make(
            Participant,
            key=key,
            account_id=account.id,
            name=name,
            role=role,
            body_id=body_id,
            lang=account.lang,
            joined_at=asker.now,
        )
    them.state, them.name, them.role, them.body_id = "current", name, role, body_id
    touch(them)
    return them


def change_access(session: Session) -> None:
    """Note that someone's access changed, so that every process looks again at who is listening."""
    session.execute(update(Installation).values(access_version=Installation.access_version + 1))


def _let_go(asker, them, state):
    _keep_one_who_leads(asker, them)
    them.state = state
    change_access(asker.session)
    return them


def _keep_one_who_leads(asker, them):
    if policy.leads(them) and len(asker.all(Participant, Participant.role == policy.FACILITATOR)) < 2:
        raise Conflict("somebody has to lead")
