"""Sealing ballots for an auditor: which rounds' ballots may be handed out, and to which keys."""

from datetime import timedelta

import pyrage

from workshop import policy
from workshop.models import Round, SealedFile

# Within this time another facilitator confirms, and after it the file can be fetched.
TO_CONFIRM, TO_FETCH = timedelta(hours=24), timedelta(days=7)
NAME = "sealed-ballots.age"


def may_be_sealed(round_: Round) -> bool:
    """Whether the ballots of a round, which have no voters any more, may leave for an auditor.

    Not before its figures are shown, and never where too few voted: ballots give the figures. Voters must have been
    told before they answered. The ballots of a named round are in the record, open to all.
    """
    over = round_.phase in (policy.CLOSED, policy.REVEALED)
    return over and policy.results_visible(round_) and round_.secrecy != policy.NAMED and round_.audit_told


def is_recipient(text: str) -> bool:
    """Whether a text is a public key that a file can be encrypted for (age, X25519)."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def is_ready(sealed: SealedFile, now) -> bool:
    """Whether a sealed file may be made: two facilitators stood for it, and not too long ago."""
    return not sealed.removed and sealed.confirmed_at is not None and now < sealed.confirmed_at + TO_FETCH
