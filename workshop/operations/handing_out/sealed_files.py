"""Sealed files of ballots for an auditor: which rounds' ballots may leave, for which keys, and until when."""

from datetime import timedelta

import pyrage
from sqlalchemy.orm import Session

from workshop import policy
from workshop.models import Round, SealedFile, Tally

# Within this time another facilitator confirms, and after it the file can be fetched.
TO_CONFIRM, TO_FETCH = timedelta(hours=24), timedelta(days=7)
NAME = "sealed-ballots.age"


def may_be_sealed(session: Session, round_: Round) -> bool:
    """Whether the ballots of a round, which have no voters any more, may leave for an auditor.

    Confidential rounds alone: named ballots are open to all, and secret ones were promised to no one. Not before the
    figures are shown, and voters must have been told before they answered. Danger: whole ballots of a few tell more
    than their figures do, so they never leave, not even where the round shows figures of a few.
    """
    over = round_.phase in (policy.CLOSED, policy.REVEALED) and policy.results_visible(round_)
    if not over or round_.secrecy != policy.CONFIDENTIAL or not round_.audit_told:
        return False
    kept = session.get(Tally, round_.id)
    return kept is not None and kept.total["voters"] >= round_.threshold


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
