"""The ballots of rounds that were sealed for an auditor: without voters, shuffled."""

import secrets
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.errors import NotFound
from workshop.methods import way_of
from workshop.models import Consultation, DetachedBallot, PaperBallot, Round, SealedFile, Tally
from workshop.operations.handing_out.sealed_files import may_be_sealed


def sealed_ballots(session: Session, consultation: Consultation, sealed: SealedFile) -> dict[str, Any]:
    """Return what a sealed file holds: `ballots`, by round the choices of each ballot on what was counted.

    Raises NotFound where the ballots of one of its rounds may not leave any more.
    """
    ballots = {}
    for number in sealed.round_ids:
        round_ = session.get_one(Round, number)
        if round_.removed or not may_be_sealed(session, round_):
            raise NotFound(number)
        ballots[number] = list(_counted(session, round_))
        # Anew for each file: where a ballot lay in the table may tell something, and so may its place in another file.
        secrets.SystemRandom().shuffle(ballots[number])
    return {"consultation": consultation.slug, "recipient": sealed.recipient, "ballots": ballots}


def _counted(session: Session, round_: Round) -> Iterator[dict[str, Any]]:
    """Give what was counted of each ballot, without words."""
    goals, reason = session.get_one(Tally, round_.id).figures["goals"], way_of(round_).reason
    # Ballots on paper lie among the others: by itself each kind would tell more than the figures do.
    for kind in (DetachedBallot, PaperBallot):
        for choices in session.scalars(select(kind.choices).where(kind.round_id == round_.id)):
            kept = {goal: _without(reason, choice) for goal, choice in choices.items() if goal in goals}
            if kept:
                yield kept


def _without(reason, choice):
    if reason is None or not isinstance(choice, dict):
        return choice
    return {part: value for part, value in choice.items() if part != reason}
