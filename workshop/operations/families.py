"""Families: what stands for a goal that was merged or split, and what is carried along with it and back."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workshop import events, policy
from workshop.events import PendingEvent
from workshop.models import Carried, Comment, Goal, Lineage, Measure, Round, RoundGoal
from workshop.operations.numbering import number_measure

# What stands under a goal by itself, with the event that it was carried to another or back.
CARRIED: tuple[tuple[str, Any, Any], ...] = (
    ("measure", Measure, events.measure_carried),
    ("comment", Comment, events.comment_carried),
)


def what_stands_for(session: Session, goal: Goal) -> list[Goal]:
    """Return the goals that stand for a goal now: itself, its family, its parts, or what an undone one came of."""
    if goal.superseded is None:
        return [goal]
    found: dict[int, Goal] = {}
    for other in _beside(session, goal):
        found |= {each.id: each for each in what_stands_for(session, other)}
    return [found[number] for number in sorted(found)]


def _beside(session, goal):
    if goal.superseded == policy.MERGED:
        return [session.get_one(Goal, goal.family_id)]
    if goal.superseded == policy.SPLIT:
        return _all(session, goal.part_ids)
    return _all(session, goal.member_ids or [goal.from_goal_id])


def way_up(session: Session, goal: Goal, towards: int | None = None) -> list[Goal]:
    """Return a goal and what stands for it, step by step; of a split goal's parts the one that leads `towards` a goal.

    Without such a part that is the first one.
    """
    way = [goal]
    while way[-1].superseded in policy.ORIGINS:
        nexts = _beside(session, way[-1])
        leading = [each for each in nexts if towards in {one.id for one in way_up(session, each, towards)}]
        way.append((leading or nexts)[0])
    return way


def everything_under(session: Session, goal: Goal) -> Iterator[Goal]:
    """Yield the goals that are merged into a family, and what is merged into those."""
    for member in session.scalars(select(Goal).where(Goal.family_id == goal.id).order_by(Goal.id)).all():
        yield member
        yield from everything_under(session, member)


def leaves_of(session: Session, goal: Goal) -> list[Goal]:
    """Return the goals that a family was merged of, of which each may have been voted on by itself."""
    if not goal.member_ids:
        return [goal]
    return [leaf for member in _all(session, goal.member_ids) for leaf in leaves_of(session, member)]


def carry(session: Session, thing: Any, kind: str, goal: Goal, step: int) -> None:
    """Carry a measure or comment to another goal, in the merge or split that is numbered by its revision (`step`)."""
    before = Carried(consultation_id=goal.consultation_id, revision=step, kind=kind, thing_id=thing.id)
    before.goal_id, before.from_goal_id = thing.goal_id, thing.from_goal_id
    thing.from_goal_id, thing.goal_id = thing.from_goal_id or thing.goal_id, goal.id
    if kind == "measure":
        before.number, thing.number = thing.number, 0
        number_measure(session, thing)
    session.add(before)
    session.flush()
    session.expire(thing, ["goal"])


def carry_all(session: Session, goal: Goal, to: Goal, step: int) -> list[PendingEvent]:
    """Carry all that stands under a goal to another; return the events."""
    happened = []
    for kind, model, carried in CARRIED:
        for thing in standing_under(session, model, goal):
            carry(session, thing, kind, to, step)
            happened.append(carried(thing))
    return happened


def standing_under(session: Session, model: Any, goal: Goal) -> list[Any]:
    """Fetch the measures or comments that stand under a goal itself, also those that are gone, in order."""
    return list(session.scalars(select(model).where(model.goal_id == goal.id).order_by(model.id)))


def carry_on(session: Session, thing: Any, kind: str, way: list[Goal]) -> None:
    """Carry what was just written under the first goal of a way to its last one, so that it comes back like the rest.

    Danger: whoever writes may not have heard yet that the goal was merged, and must lose nothing.
    """
    for goal, above in pairwise(way):
        carry(session, thing, kind, above, _step(session, goal, above))


def carry_back(session: Session, consultation_id: int, step: int) -> list[PendingEvent]:
    """Take everything back to where it stood before a merge or split; return the events."""
    happened = []
    steps = (Carried.consultation_id == consultation_id, Carried.revision == step)
    for kind, model, carried in CARRIED:
        rows = session.scalars(select(Carried).where(*steps, Carried.kind == kind).order_by(Carried.thing_id)).all()
        for row in rows:
            thing = session.get_one(model, row.thing_id)
            thing.goal_id, thing.from_goal_id = row.goal_id, row.from_goal_id
            if kind == "measure":
                # None, where it waited to be published when it was carried: it gets its own where it may have one now.
                thing.number = row.number
                number_measure(session, thing)
            session.delete(row)
            session.flush()
            session.expire(thing, ["goal"])
            happened.append(carried(thing))
            if kind == "measure" and thing.gone:
                # Its goal was hidden meanwhile: what people said about the measure goes with it.
                on_it = select(Comment).where(Comment.measure_id == thing.id, Comment.state == "current")
                happened += map(events.comment_taken_along, session.scalars(on_it.order_by(Comment.id)).all())
    return happened


def put_away_along(session: Session, goal: Goal) -> list[Goal]:
    """Note of all goals under a family whether a family above them is gone; return those, but what itself is gone."""
    found = []
    for member in session.scalars(select(Goal).where(Goal.family_id == goal.id).order_by(Goal.id)).all():
        member.away = goal.removed or goal.away
        found += [*([] if member.removed else [member]), *put_away_along(session, member)]
    return found


def follow_in_rounds(session: Session, goals: Iterable[Goal], to: Iterable[Goal]) -> list[PendingEvent]:
    """Let open rounds that ask for measures for some goals ask for them for others too; return the events."""
    happened = []
    for round_ in _asking_about(session, goals):
        more = {each.id for each in to}.difference(round_.goal_ids)
        if round_.phase == policy.OPEN and more:
            session.add_all(RoundGoal(round_id=round_.id, goal_id=number) for number in sorted(more))
            happened.append(_followed(session, round_))
    return happened


def leave_rounds(session: Session, goal: Goal) -> list[PendingEvent]:
    """Take a goal that stands no longer out of the rounds that asked for measures for what it was made of."""
    happened = []
    of = set(goal.member_ids or [goal.from_goal_id])
    for round_ in _asking_about(session, [goal]):
        if of.intersection(round_.goal_ids):
            session.execute(delete(RoundGoal).where(RoundGoal.round_id == round_.id, RoundGoal.goal_id == goal.id))
            happened.append(_followed(session, round_))
    return happened


def step_of(session: Session, goal: Goal) -> list[Lineage]:
    """Return the rows of the merge that made a family, or of the split of a goal; those not undone."""
    which = Lineage.parent_id if goal.superseded == policy.SPLIT else Lineage.child_id
    relation = policy.SPLIT if goal.superseded == policy.SPLIT else policy.MERGED
    query = select(Lineage).where(which == goal.id, Lineage.relation == relation, Lineage.undone_in.is_(None))
    return list(session.scalars(query.order_by(Lineage.id)))


def _step(session, goal, above):
    query = select(Lineage.revision).where(Lineage.parent_id == goal.id, Lineage.child_id == above.id)
    return session.scalars(query.where(Lineage.undone_in.is_(None))).one()


def _asking_about(session, goals):
    about = select(RoundGoal.round_id).where(RoundGoal.goal_id.in_([goal.id for goal in goals]))
    rounds = session.scalars(
        select(Round).where(Round.id.in_(about), Round.state == "current").order_by(Round.id)
    ).all()
    return [round_ for round_ in rounds if policy.asks_for_measures(round_)]


def _all(session, ids):
    return session.scalars(select(Goal).where(Goal.id.in_(ids)).order_by(Goal.id)).all()


def _followed(session, round_):
    session.flush()
    session.expire(round_, ["goal_links"])
    return events.round_followed(round_)
