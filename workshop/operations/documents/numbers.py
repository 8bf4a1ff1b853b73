"""Which goals stand in a document, and the numbers that they have there for good."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, selectinload

from workshop import policy
from workshop.models import Goal, Theme
from workshop.models.document import Document, DocumentGoal


class Placed(NamedTuple):
    """A goal in a document, the theme that it stands under there, and both their numbers."""

    goal: Goal
    theme: Theme
    theme_number: int
    number: int


def placed_goals(session: Session, document: Document) -> list[Placed]:
    """Return the goals of a document in the order of their numbers: those that stay, or the ones that they would get.

    What is gone, still sealed, or stands for itself no more is not among them.
    """
    rows = {row.goal_id: row for row in _rows(session, document)}
    themes = {row.theme_id: row.theme_number for row in rows.values() if row.theme_number is not None}
    taken: dict[int, int] = {}
    for row in rows.values():
        taken[row.theme_number or 0] = max(taken.get(row.theme_number or 0, 0), row.number or 0)
    placed = []
    for goal in _goals_in(session, document):
        kept = rows.get(goal.id)
        if kept is None or kept.theme_number is None or kept.number is None:
            theme_number = themes.setdefault(goal.theme_id, 1 + max((each or 0 for each in themes.values()), default=0))
            number = taken[theme_number] = taken.get(theme_number, 0) + 1
            placed.append(Placed(goal, goal.theme, theme_number, number))
        else:
            placed.append(Placed(goal, session.get_one(Theme, kept.theme_id), kept.theme_number, kept.number))
    return sorted(placed, key=lambda each: (each.theme_number, each.number))


def keep_numbers(session: Session, document: Document) -> None:
    """Give each goal of a document its number for good, and each theme its own; none is given to another afterwards.

    The numbers of goals that were taken out, or went to another theme, stay taken.
    """
    for goal, theme, theme_number, number in placed_goals(session, document):
        row = session.get(DocumentGoal, (document.id, goal.id))
        if row is None:
            row = DocumentGoal(document_id=document.id, goal_id=goal.id, included=True)
            session.add(row)
        if row.number is None:
            row.theme_id, row.theme_number, row.number = theme.id, theme_number, number
    document.numbered = True
    session.flush()


def _rows(session: Session, document: Document) -> Iterable[DocumentGoal]:
    return session.scalars(select(DocumentGoal).where(DocumentGoal.document_id == document.id)).all()


def _goals_in(session: Session, document: Document) -> list[Goal]:
    """Return the goals by the order of their themes and their numbers in the consultation."""
    rows = select(DocumentGoal.goal_id).where(DocumentGoal.document_id == document.id)
    chosen: ColumnElement[bool] = Goal.id.in_(rows.where(DocumentGoal.included))
    if not document.numbered:
        chosen = or_(chosen, (Goal.mark == policy.SHORTLIST) & Goal.id.not_in(rows))
    query = select(Goal).options(selectinload(Goal.phenomenon_links))
    query = query.where(
        Goal.consultation_id == document.consultation_id,
        ~Goal.gone,
        Goal.sealed_for.is_(None),
        Goal.superseded.is_(None),
        chosen,
    )
    return sorted(session.scalars(query), key=lambda goal: (goal.theme.position, goal.theme_id, _parts(goal), goal.id))


def _parts(goal: Goal) -> list[int]:
    return [int(part) for part in goal.number.split(".")]
