"""Commands by which two facilitators together hand ballots without names, sealed, to an auditor.

Danger: a whole ballot over many goals is a signature. Whoever knows what somebody chose on some goals finds the rest of
it among the ballots, and whoever was told to vote in a certain way can be found by it. So nobody hands out ballots
alone, everyone in the consultation can see that it was done and why, and only the auditor's key opens the file.
"""

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from workshop import events
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, Changes, Reason, RoundId, SealedFileId, many, text_of
from workshop.engine.command import command
from workshop.errors import Conflict
from workshop.events import PendingEvent
from workshop.models import SealedFile
from workshop.operations.auditing import note
from workshop.operations.handing_out.sealing import TO_CONFIRM, is_recipient, may_be_sealed

MOST_WAITING = 20


def _recipient(text: str) -> str:
    if not is_recipient(text):
        raise PydanticCustomError("not_a_recipient", "This is no public key of age.")
    return text


Recipient = Annotated[str, *text_of(80, line=True), AfterValidator(_recipient)]


class AskForSealedFile(Arguments):
    """The rounds whose ballots an auditor needs, why (everyone may read it), and the auditor's public key (age)."""

    round_ids: Annotated[list[RoundId], *many(100, 1)]
    reason: Reason
    recipient: Recipient


class ConfirmSealedFile(Changes):
    """What another facilitator asked for."""

    sealed_file_id: SealedFileId


class WithdrawSealedFile(Changes):
    """What was asked for and shall not be."""

    sealed_file_id: SealedFileId


@command(AskForSealedFile, makes=events.sealed_file_asked)
def ask_for_sealed_file(actor: Actor, args: AskForSealedFile) -> list[PendingEvent]:
    """Ask for a sealed file of ballots, which another facilitator has to confirm; raises Conflict."""
    for number in args.round_ids:
        round_ = actor.find("round", number)
        if not may_be_sealed(round_):
            raise Conflict("ballots_not_sealed", round=round_.title)
    waiting = actor.all(SealedFile, SealedFile.confirmed_at.is_(None), SealedFile.confirm_until > actor.now)
    if len(waiting) >= MOST_WAITING:
        raise Conflict("sealed_files_wait", most=MOST_WAITING)
    asked = {"asked_by": actor.me.id, "asked_at": actor.now, "confirm_until": actor.now + TO_CONFIRM}
    told = {"round_ids": args.round_ids, "reason": args.reason, "recipient": args.recipient}
    sealed = actor.make(SealedFile, **told, **asked)
    _note(actor, "sealed_file_asked")
    return [events.sealed_file_asked(sealed)]


@command(ConfirmSealedFile, target="sealed_file_id")
def confirm_sealed_file(actor: Actor, args: ConfirmSealedFile) -> list[PendingEvent]:
    """Confirm a sealed file that another facilitator asked for, so that it can be made; raises Conflict."""
    sealed = actor.targets["sealed_file_id"]
    if sealed.confirmed_at is not None:
        raise Conflict("sealed_file_confirmed")
    if sealed.asked_by == actor.me.id:
        raise Conflict("sealed_file_own")
    if actor.now >= sealed.confirm_until:
        raise Conflict("sealed_file_late")
    for number in sealed.round_ids:
        round_ = actor.find("round", number)
        if not may_be_sealed(round_):
            raise Conflict("ballots_not_sealed", round=round_.title)
    sealed.confirmed_by, sealed.confirmed_at = actor.me.id, actor.now
    _note(actor, "sealed_file_confirmed")
    return [events.sealed_file_confirmed(sealed)]


@command(WithdrawSealedFile, target="sealed_file_id")
def withdraw_sealed_file(actor: Actor, args: WithdrawSealedFile) -> list[PendingEvent]:
    """Withdraw what was asked for and is not confirmed yet; raises Conflict. What was confirmed stays on record."""
    sealed = actor.targets["sealed_file_id"]
    if sealed.confirmed_at is not None:
        raise Conflict("sealed_file_confirmed")
    sealed.state = "withdrawn"
    return [events.sealed_file_withdrawn(sealed)]


def _note(actor, name):
    note(actor.session, name, actor_id=actor.me.account_id, consultation_id=actor.consultation.id)
