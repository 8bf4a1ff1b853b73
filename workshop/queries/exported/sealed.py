"""The ballots of rounds that were sealed for an auditor: without voters, and in an order that tells nothing."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.errors import NotFound
from workshop.fields import canonical
from workshop.models import Consultation, DetachedBallot, PaperBallot, Round, SealedFile, Tally
from workshop.operations.handing_out.sealing import may_be_sealed


def sealed_ballots(session: Session, consultation: Consultation, sealed: SealedFile) -> dict[str, Any]:
    """Return what a sealed file holds: `rounds`, by id the choices of each ballot on what was counted.

    Raises NotFound where the ballots of one of its rounds may not leave any more.
    """
    rounds = {}
    for number in sorted(sealed.round_ids):
        round_ = session.get_one(Round, number)
        if round_.removed or not may_be_sealed(round_):
            raise NotFound(number)
        goals = session.get_one(Tally, number).figures["goals"]
        # Ballots on paper lie among the others: by itself each kind would tell more than the figures do.
        ballots = [
            choices
            for kind in (DetachedBallot, PaperBallot)
            for choices in session.scalars(select(kind.choices).where(kind.round_id == number))
        ]
        kept = [{goal: choice for goal, choice in ballot.items() if goal in goals} for ballot in ballots]
        # By their own contents: where they lay in the table may tell something, their choices tell nothing more.
        rounds[str(number)] = sorted(filter(None, kept), key=canonical)
    about = {"consultation": consultation.slug, "recipient": sealed.recipient}
    return {"format": "workshop-sealed-ballots", "version": 1, **about, "rounds": rounds}
