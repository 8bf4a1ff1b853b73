"""Counts of the goals under each theme, also hidden ones, for the facilitator who is about to remove a theme."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workshop.models import Goal


def goals_under(session: Session, consultation_id: int) -> dict[int, dict[str, int]]:
    """Return, by theme, the number of goals in each state: current, hidden, withdrawn."""
    query = select(Goal.theme_id, Goal.state, func.count()).where(Goal.consultation_id == consultation_id)
    under: dict[int, dict[str, int]] = {}
    for theme_id, state, number in session.execute(query.group_by(Goal.theme_id, Goal.state)):
        under.setdefault(theme_id, {})[state] = number
    return under
