"""Commands by which two facilitators together hand ballots without names, sealed, to an auditor.

Danger: a whole ballot over many goals is a signature. Whoever knows what somebody chose on some goals finds the rest of
it among the ballots, and whoever was told to vote in a certain way can be found by it. So nobody hands out ballots
alone, everyone in the consultation can see that it was done and why, and only the auditor's key opens the file.
"""

from typing import Annotated

from sqlalchemy import select

from workshop import events
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, Changes, Reason, RoundId, SealedFileId, many, text_of
from workshop.engine.command import command
from workshop.errors import Conflict, Invalid
from workshop.events import PendingEvent
from workshop.models import Participant, Round, SealedFile
from workshop.operations.auditing import note
from workshop.operations.handing_out.sealed_files import TO_CONFIRM, is_recipient, may_be_sealed

MOST_WAITING = 20


class AskForSealedFile(Arguments):
    """The rounds whose ballots an auditor needs, why (everyone may read it), and the auditor's public key (age)."""

    round_ids: Annotated[list[RoundId], *many(100, 1)]
    reason: Reason
    recipient: Annotated[str, *text_of(80, line=True)]


class ConfirmSealedFile(Changes):
    """What another facilitator asked for."""

    sealed_file_id: SealedFileId


class WithdrawSealedFile(Changes):
    """What was asked for and shall not be."""

    sealed_file_id: SealedFileId


@command(AskForSealedFile, makes=events.sealed_file_asked)
def ask_for_sealed_file(actor: Actor, args: AskForSealedFile) -> list[PendingEvent]:
    """Ask for a sealed file of ballots, which another facilitator has to confirm; raises Invalid, Conflict."""
    if not is_recipient(args.recipient):
        raise Invalid(recipient="not_a_recipient")
    round_ids = sorted(set(args.round_ids))
    _check(actor, round_ids)
    waiting = actor.all(SealedFile, SealedFile.confirmed_at.is_(None), SealedFile.expires_at > actor.now)
    if len(waiting) >= MOST_WAITING:
        raise Conflict("sealed_files_wait", most=MOST_WAITING)
    sealed = actor.make(
        SealedFile,
        round_ids=round_ids,
        reason=args.reason,
        recipient=args.recipient,
        asked_by=actor.me.id,
        asked_at=actor.now,
        expires_at=actor.now + TO_CONFIRM,
    )
    _note(actor, "sealed_file_asked", sealed)
    return [events.sealed_file_asked(sealed)]


@command(ConfirmSealedFile, target="sealed_file_id")
def confirm_sealed_file(actor: Actor, args: ConfirmSealedFile) -> list[PendingEvent]:
    """Confirm a sealed file that another facilitator asked for, so that it can be made; raises Conflict."""
    sealed = actor.targets["sealed_file_id"]
    if sealed.confirmed_at is not None:
        raise Conflict("sealed_file_confirmed")
    if actor.session.get_one(Participant, sealed.asked_by).account_id == actor.me.account_id:
        raise Conflict("sealed_file_own")
    if actor.now >= sealed.expires_at:
        raise Conflict("sealed_file_late")
    _check(actor, sealed.round_ids)
    sealed.confirmed_by, sealed.confirmed_at = actor.me.id, actor.now
    _note(actor, "sealed_file_confirmed", sealed)
    return [events.sealed_file_confirmed(sealed)]


@command(WithdrawSealedFile, target="sealed_file_id")
def withdraw_sealed_file(actor: Actor, args: WithdrawSealedFile) -> list[PendingEvent]:
    """Withdraw what was asked for and is not confirmed yet; raises Conflict. What was confirmed stays on record."""
    sealed = actor.targets["sealed_file_id"]
    if sealed.confirmed_at is not None:
        raise Conflict("sealed_file_confirmed")
    sealed.state = "withdrawn"
    _note(actor, "sealed_file_withdrawn", sealed)
    return [events.sealed_file_withdrawn(sealed)]


def _check(actor, round_ids):
    """Raise NotFound or Conflict where the ballots of one of these rounds may not leave."""
    for number in round_ids:
        round_ = actor.find("round", number)
        if not may_be_sealed(actor.session, round_):
            raise Conflict("ballots_not_sealed", round=round_.title, number=round_.threshold)


def _note(actor, name, sealed):
    # By the numbers that pages give them.
    numbers = actor.session.scalars(select(Round.number).where(Round.id.in_(sealed.round_ids)).order_by(Round.number))
    about = {"number": sealed.id, "rounds": ", ".join(map(str, numbers)), "role": actor.me.role}
    note(actor.session, name, actor_id=actor.me.account_id, consultation_id=actor.consultation.id, **about)
