"""Which goals stand in a document, and the numbers that they have there for good."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from workshop.models import Goal, Theme
from workshop.models.document import Document, DocumentGoal


def goals_in(session: Session, document: Document) -> list[Goal]:
    """Return the goals that stand in a document, by their themes and their numbers in the consultation.

    What is gone or still sealed is not among them.
    """
    rows = select(DocumentGoal.goal_id).where(DocumentGoal.document_id == document.id)
    chosen: ColumnElement[bool] = Goal.id.in_(rows.where(DocumentGoal.included))
    if not document.numbered:
        chosen = or_(chosen, (Goal.mark == "shortlist") & Goal.id.not_in(rows))
    query = (
        select(Goal)
        .join(Theme, Theme.id == Goal.theme_id)
        .where(Goal.consultation_id == document.consultation_id, ~Goal.gone, Goal.sealed_for.is_(None), chosen)
    )
    return sorted(session.scalars(query), key=lambda goal: (goal.theme.position, goal.theme_id, _parts(goal), goal.id))


def give_numbers(session: Session, document: Document, goals: Iterable[Goal]) -> None:
    """Give each goal that has none the next number of its theme, and each theme that has none the next of the document.

    The numbers of goals that were taken out, or went to another theme, stay taken.
    """
    rows = session.scalars(select(DocumentGoal).where(DocumentGoal.document_id == document.id)).all()
    by_goal = {row.goal_id: row for row in rows}
    themes = {row.theme_id: row.theme_number for row in rows if row.theme_number is not None}
    for goal in goals:
        row = by_goal.get(goal.id)
        if row is None:
            row = by_goal[goal.id] = DocumentGoal(document_id=document.id, goal_id=goal.id, included=True)
            session.add(row)
        if row.number is None:
            row.theme_id = goal.theme_id
            row.theme_number = themes.setdefault(goal.theme_id, 1 + max(themes.values(), default=0))
            taken = (each.number or 0 for each in by_goal.values() if each.theme_number == row.theme_number)
            row.number = 1 + max(taken, default=0)
    session.flush()


def _parts(goal: Goal) -> list[int]:
    return [int(part) for part in goal.number.split(".")]
