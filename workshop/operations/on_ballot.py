"""What stands on a ballot: worked out and fixed when its round opens, from what the round says of it."""

from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.errors import Conflict
from workshop.methods import way_of
from workshop.methods.standing import Cut, cut_after, with_at_least
from workshop.models import Goal, Measure, Round, RoundGoal, RoundMeasure, Tally
from workshop.operations.families import what_stands_for


class Chosen(NamedTuple):
    """What a planned round names: ids of goals and of measures; None where it does not name any of that kind."""

    goals: set[int] | None
    measures: set[int] | None


def put_on_ballot(session: Session, round_: Round, *, take: str = "all") -> None:
    """Fix what a round is about, as it opens: the goals or measures on its ballot, or the goals that measures are for.

    `take` says whether those that share the last of another round's first places are on it: `all` of them or `none`.
    Where that round has no figures that may be seen, nothing is on the ballot.
    """
    chosen = _chosen(session, round_, take)
    goals = [goal for goal in _goals(session, round_) if _is_meant(round_, goal, chosen)]
    if not policy.votes_on_measures(round_):
        round_.goal_links = [RoundGoal(goal_id=goal.id) for goal in goals]
        return
    query = select(Measure.id).where(Measure.goal_id.in_([goal.id for goal in goals]), Measure.state == "current")
    query = query.where(Measure.sealed_for.is_(None))
    if chosen.measures is not None:
        query = query.where(Measure.id.in_(chosen.measures))
    round_.measure_links = [RoundMeasure(measure_id=number) for number in session.scalars(query.order_by(Measure.id))]


def refuse_hidden_places(session: Session, round_: Round) -> None:
    """Raise Conflict where a ballot is to have another round's first places, and those may not be seen (yet)."""
    asked = round_.on_ballot
    if isinstance(asked, dict) and "round_id" in asked and figures_of(session, asked["round_id"]) is None:
        other = session.get_one(Round, asked["round_id"])
        raise Conflict("results_hidden", round=other.title)


def first_of(session: Session, round_: Round, first: int) -> Cut:
    """Return the ids of what has the first places of a counted round, of what is still there; see `figures_of`."""
    how, figures = _there(session, round_)
    return cut_after(how, figures, first)


def at_least_of(session: Session, round_: Round, least: int) -> list[str]:
    """Return the ids of what has at least so much in a counted round, of what is still there."""
    how, figures = _there(session, round_)
    return with_at_least(how, figures, least)


def figures_of(session: Session, round_id: int) -> dict[str, Any] | None:
    """Return the final figures of a round by id (as text); None where they may not be seen, or are not counted yet.

    Danger: whatever is chosen by figures discloses them, so it must wait until everyone may see them.
    """
    round_, kept = session.get_one(Round, round_id), session.get(Tally, round_id)
    if kept is None or round_.phase == policy.OPEN or not policy.results_visible(round_):
        return None
    figures: dict[str, Any] = kept.total["goals"]
    return figures


def _there(session, round_):
    """Return a counted round's way of voting, and the figures of what has not gone since.

    What stands for several has the best figures of them.
    """
    how, figures = way_of(round_), figures_of(session, round_.id) or {}
    if policy.votes_on_measures(round_):
        there = session.scalars(select(Measure).where(Measure.id.in_([int(number) for number in figures])))
        current = {str(one.id) for one in there if not one.gone and one.goal.superseded is None}
        return how, {number: cells for number, cells in figures.items() if number in current}
    best: dict[str, Any] = {}
    for number in sorted(figures, key=lambda number: how.order(figures[number])):
        for goal in _standing(session, [int(number)]):
            best.setdefault(str(goal), figures[number])
    return how, best


def _standing(session, ids):
    """Return the ids of what stands for these goals now, and is not gone."""
    goals = session.scalars(select(Goal).where(Goal.id.in_(ids))).all()
    return {each.id for goal in goals for each in what_stands_for(session, goal) if not each.gone}


def _goals(session, round_):
    query = select(Goal).where(
        Goal.consultation_id == round_.consultation_id,
        Goal.state == "current",
        Goal.superseded.is_(None),
        Goal.sealed_for.is_(None),
    )
    if round_.theme_ids:
        query = query.where(Goal.theme_id.in_(round_.theme_ids))
    return session.scalars(query.order_by(Goal.id)).all()


def _is_meant(round_, goal, chosen):
    if chosen.goals is not None:
        return goal.id in chosen.goals
    if chosen.measures is not None:
        return True
    return goal.mark == policy.SHORTLIST if round_.on_ballot == policy.SHORTLIST else goal.mark != policy.ASIDE


def _chosen(session, round_, take):
    asked = round_.on_ballot
    if not isinstance(asked, dict):
        return Chosen(None, None)
    of_measures = policy.votes_on_measures(round_)
    if "ids" in asked:
        return Chosen(None, set(asked["ids"])) if of_measures else Chosen(_standing(session, asked["ids"]), None)
    other = session.get_one(Round, asked["round_id"])
    cut = first_of(session, other, asked["first"]) if figures_of(session, other.id) is not None else Cut([], [])
    ids = {int(number) for number in [*cut.above, *(cut.tied if take == "all" else [])]}
    if not policy.votes_on_measures(other):
        return Chosen(ids, None)
    if of_measures:
        return Chosen(None, ids)
    return Chosen(_standing(session, session.scalars(select(Measure.goal_id).where(Measure.id.in_(ids))).all()), None)
