"""Numbers: each is given once, and what was once called by it is never called otherwise for another's sake."""

from sqlalchemy import func, select

from workshop.commands.asker import Asker
from workshop.models import Goal, GoalNumber, Theme


def next_number(asker: Asker, model, **within) -> int:
    """Give the number after the highest that was ever given in the consultation, or `within` something in it."""
    given = select(func.max(model.number)).where(model.consultation_id == asker.consultation.id).filter_by(**within)
    return (asker.session.scalar(given) or 0) + 1


def put_under(asker: Asker, goal: Goal, theme_id: int) -> None:
    """Put a goal under a theme: its number there is what it had there before, else one that no goal has had there."""
    goal.theme_id = theme_id
    given = asker.session.get(GoalNumber, (theme_id, goal.id))
    if given is None:
        last = asker.session.scalar(select(func.max(GoalNumber.number)).where(GoalNumber.theme_id == theme_id))
        given = GoalNumber(theme_id=theme_id, goal_id=goal.id, number=(last or 0) + 1)
        asker.session.add(given)
    goal.number = f"{asker.session.get(Theme, theme_id).number}.{given.number}"
