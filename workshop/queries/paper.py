"""What facilitators may know of a round's ballots on paper: numbers of sheets and of people, and no choice."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.models import PaperEntry, RollEntry, Round


class Paper(NamedTuple):
    """The numbers of sheets that wait to be confirmed and that are; the ids of participants who were given one.

    `others` is how many sheets were given to people who are no participants.
    """

    waiting: list[int]
    confirmed: list[int]
    holders: frozenset[int]
    others: int

    @property
    def given(self) -> int:
        """How many sheets were given out."""
        return len(self.holders) + self.others


def paper_of(session: Session, round_id: int) -> Paper:
    """Read what is known of a round's ballots on paper."""
    entered = select(PaperEntry.number, PaperEntry.confirmed).where(PaperEntry.round_id == round_id)
    rows = session.execute(entered.order_by(PaperEntry.number)).all()
    holders = select(RollEntry.participant_id).where(RollEntry.round_id == round_id, RollEntry.on_paper)
    others = session.scalars(select(Round.sheets).where(Round.id == round_id)).one()
    waiting, confirmed = ([row.number for row in rows if row.confirmed is done] for done in (False, True))
    return Paper(waiting, confirmed, frozenset(session.scalars(holders)), others)


def hands_of(session: Session, round_id: int) -> dict[str, dict[str, int]]:
    """Return the hands that were recorded in a round, by goal id (as text), as its facilitators may correct them."""
    return session.scalars(select(Round.hands).where(Round.id == round_id)).one() or {}
