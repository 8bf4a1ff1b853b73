"""Goals that are merged or split stay in the document: what stands for them is in it, and what comes back is again."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.models import Goal
from workshop.models.document import Document, DocumentGoal
from workshop.operations.documents.numbers import keep_numbers


def follow_in_document(session: Session, goals: Sequence[Goal], to: Sequence[Goal]) -> None:
    """Put the goals that were made of others in the document if one of those is in it, under numbers of their own."""
    document = _document_of(session, goals[0])
    if document is None:
        return
    # Where nobody has chosen, and there are no numbers, their marks say whether they are in.
    if document.numbered or any(_row(session, document, goal) for goal in goals):
        _put(session, document, to, included=any(_is_in(session, document, goal) for goal in goals))


def return_in_document(session: Session, made: Sequence[Goal], to: Sequence[Goal]) -> None:
    """Put goals that come back where they were in the document, also where it got its numbers while they were away."""
    document = _document_of(session, made[0])
    if document is None or not document.numbered:
        return
    if any(_is_in(session, document, goal) for goal in made):
        # Of which nobody had chosen: before there were numbers, their marks said whether they are in.
        _put(session, document, [goal for goal in to if goal.mark == policy.SHORTLIST], included=True)


def _document_of(session: Session, goal: Goal) -> Document | None:
    return session.scalars(select(Document).where(Document.consultation_id == goal.consultation_id)).one_or_none()


def _row(session: Session, document: Document, goal: Goal) -> DocumentGoal | None:
    return session.get(DocumentGoal, (document.id, goal.id))


def _is_in(session: Session, document: Document, goal: Goal) -> bool:
    row = _row(session, document, goal)
    return row.included if row else not document.numbered and goal.mark == policy.SHORTLIST


def _put(session: Session, document: Document, goals: Sequence[Goal], *, included: bool) -> None:
    """Note whether goals are in, unless that is known of them, and give them numbers where there are any."""
    for goal in goals:
        if _row(session, document, goal) is None:
            session.add(DocumentGoal(document_id=document.id, goal_id=goal.id, included=included))
    session.flush()
    if document.numbered:
        keep_numbers(session, document)
