"""Inviting: by a facilitator, with a mail, or by the administrator on the command line."""

import uuid
from typing import Annotated

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import events, policy
from workshop.commands.people import Role, enter, note_about
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, BodyId, Language, Name, read_arguments, text_of
from workshop.engine.command import command
from workshop.engine.door import perform, under_lock
from workshop.errors import NotFound
from workshop.events import PendingEvent
from workshop.models import Account, Consultation, Participant
from workshop.operations.auditing import note
from workshop.operations.mailing import INVITATION, order_mail, participant_sends
from workshop.operations.people.accounts import account_by_email, make_account
from workshop.operations.people.addresses import new_email


class InviteParticipant(Arguments):
    """Someone to be invited by mail, with a role."""

    email: Annotated[str, *text_of(254, line=True)]
    role: Role = policy.MEMBER
    name: Name | None = None
    body_id: BodyId | None = None
    lang: Language | None = None


class Named(Arguments):
    """A name from the command line, checked as any other name is."""

    name: Name


@command(InviteParticipant, makes=events.participant_invited)
def invite_participant(actor: Actor, args: InviteParticipant) -> list[PendingEvent]:
    """Invite a person by mail; raises Conflict for an address invited here before, and TooManyMails.

    Danger: nothing that follows may show whether the address is known, whose it is, or the name on its account.
    """
    email = new_email(args.email)
    account, name = _whom(actor, email, args)
    them = enter(actor, account, name, role=args.role, body_id=args.body_id, invited=True)
    them.invited_as = email
    invitation = {"participant_id": them.id, "inviter_id": actor.me.id}
    order_mail(actor.session, INVITATION, invitation, to=email, by=[participant_sends(actor.session, actor.me)])
    note_about(actor, "invited", them, role=them.role)
    return [events.participant_invited(them)]


def _whom(actor, email, args):
    """Return the account of the invitation's place, and the name there.

    Danger: a participant who came by a code must not be linked to the address. So where the account of the address has
    a place here already, the invitation gets a new account and a place of its own, as it does for an unknown address.
    """
    here = Participant.consultation_id == actor.consultation.id
    lang, name = args.lang or actor.me.lang, args.name or email.rpartition("@")[0]
    account = account_by_email(actor.session, email, name, lang, actor.now)
    there = actor.session.scalar(select(Participant).where(here, Participant.account_id == account.id))
    invited = actor.session.scalar(select(Participant).where(here, Participant.invited_as == email))
    if invited:
        return actor.session.get(Account, invited.account_id), args.name or invited.name
    return make_account(actor.session, name, lang, actor.now) if there else account, name


def invite_as_system(session: Session, slug: str, email: str, role: str, name: str | None, lang: str) -> None:
    """Make an address a participant with a role, without a mail; raises NotFound, Invalid for a bad name or address,
    and Conflict where its account takes part already.
    """
    consultation = session.scalar(select(Consultation).where(Consultation.slug == slug))
    if consultation is None:
        raise NotFound(slug)
    name = read_arguments(Named, {"name": name}).name if name else None

    def work(nobody):
        account = account_by_email(session, new_email(email), name, lang, nobody.now)
        them = enter(nobody, account, name or account.name, role=role, body_id=None, invited=True)
        note(session, "invited", actor_id=None, about_id=account.id, consultation_id=consultation.id, role=role)
        return [events.participant_invited(them)]

    perform(under_lock(session, consultation.id, key=str(uuid.uuid4())), work)
