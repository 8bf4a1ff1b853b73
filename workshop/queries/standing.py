"""What stands under the themes of a consultation, also what nobody sees there: for whoever is about to remove one."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workshop.models import Goal


def goals_under(session: Session, consultation_id: int) -> dict[int, dict[str, int]]:
    """Give, by theme, how many goals stand under it in each state: current, hidden, withdrawn."""
    query = select(Goal.theme_id, Goal.state, func.count()).where(Goal.consultation_id == consultation_id)
    under: dict[int, dict[str, int]] = {}
    for theme_id, state, number in session.execute(query.group_by(Goal.theme_id, Goal.state)):
        under.setdefault(theme_id, {})[state] = number
    return under
