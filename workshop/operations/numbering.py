"""Numbers of things: each is given once, and a thing keeps the number that it had."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workshop.models import Carried, Goal, GoalNumber, Measure, Round, Theme

NONE_YET = "0"


def next_number(session: Session, model, **within) -> int:
    """Return one more than the highest number ever given to things of a kind `within` their parent."""
    return (session.scalar(select(func.max(model.number)).filter_by(**within)) or 0) + 1


def put_under(session: Session, goal: Goal, theme_id: int) -> None:
    """Put a goal under a theme; it gets the number that it had there before, else one that no goal had there.

    One that may not be published gets none yet.
    """
    goal.theme_id = theme_id
    session.expire(goal, ["theme"])
    if is_unnumbered(session, goal):
        goal.number = ""
        return
    given = session.get(GoalNumber, (theme_id, goal.id))
    if given is None:
        given = GoalNumber(
            theme_id=theme_id, goal_id=goal.id, number=next_number(session, GoalNumber, theme_id=theme_id)
        )
        session.add(given)
        session.flush()
    goal.number = f"{session.get_one(Theme, theme_id).number}.{given.number}"


def number_measure(session: Session, measure: Measure) -> None:
    """Give a measure the next number within its goal, where it has none and may have one."""
    if not measure.number and not is_unnumbered(session, measure):
        measure.number = _next_measure_number(session, measure.goal_id)


def _next_measure_number(session, goal_id):
    """One more than the highest number that a measure has or had under a goal, also one that was carried away."""
    away = session.scalar(select(func.max(Carried.number)).where(Carried.goal_id == goal_id))
    return max(next_number(session, Measure, goal_id=goal_id) - 1, away or 0) + 1


def is_unnumbered(session: Session, thing: Any) -> bool:
    """Whether a goal or measure has no number yet: while it is sealed in a moderated round.

    A gap among the numbers would tell that something was written there and never published.
    """
    return thing.sealed_in is not None and session.get_one(Round, thing.sealed_in).moderated


def number_the_rest(session: Session) -> bool:
    """Number what the previous version made while it ran beside this one; returns whether there was anything."""
    found = False
    numbered: list[Any] = [Theme, Round, Measure]
    for model in numbered:
        for thing in session.scalars(select(model).where(model.number == 0).order_by(model.id)).all():
            if model is Measure:
                number_measure(session, thing)
            else:
                thing.number = next_number(session, model, consultation_id=thing.consultation_id)
            session.flush()
            found = found or thing.number != 0
    for goal in session.scalars(select(Goal).where(Goal.number == NONE_YET).order_by(Goal.id)).all():
        put_under(session, goal, goal.theme_id)
        found = True
    return found
