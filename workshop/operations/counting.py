"""Counting the ballots of a round, in the database where its way of voting is a sum."""

import json
from collections import defaultdict
from typing import Any

from sqlalchemy import Integer, String, and_, bindparam, cast, column, exists, func, null, select, true, union_all
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from workshop import policy, tally
from workshop.db import unhurried
from workshop.db.sets import is_shared
from workshop.methods import Additive, Cells, Method, way_of
from workshop.models import (
    Ballot,
    DetachedBallot,
    Goal,
    Measure,
    Membership,
    PaperBallot,
    Participant,
    Round,
    RoundGoal,
    RoundMeasure,
)
from workshop.thread_pool import run_in_thread

CURRENT = "current"
# So many ballots are read at once where each is counted by itself.
AT_ONCE = 2000
# Each ballot runs one of these, so they are built once, on the tables: building it costs more than executing it.
ROUND_GOAL, GOAL = RoundGoal.__table__, Goal.__table__
ROUND_MEASURE, MEASURE = RoundMeasure.__table__, Measure.__table__
_GOALS = (
    select(ROUND_GOAL.c.goal_id, GOAL.c.state == CURRENT)
    .join(GOAL, GOAL.c.id == ROUND_GOAL.c.goal_id)
    .where(ROUND_GOAL.c.round_id == bindparam("round_id"))
    .order_by(ROUND_GOAL.c.goal_id)
)
# A measure is gone with its goal.
_MEASURES = (
    select(ROUND_MEASURE.c.measure_id, and_(MEASURE.c.state == CURRENT, GOAL.c.state == CURRENT))
    .join(MEASURE, MEASURE.c.id == ROUND_MEASURE.c.measure_id)
    .join(GOAL, GOAL.c.id == MEASURE.c.goal_id)
    .where(ROUND_MEASURE.c.round_id == bindparam("round_id"))
    .order_by(ROUND_MEASURE.c.measure_id)
)


def count_round(session: Session, round_: Round, *, removed: bool = True) -> dict[str, Any]:
    """Count the round's present ballots, over the goals on its ballot that are still current.

    `removed`: also ballots of participants who were removed meanwhile, as far as they are still there.
    """
    how, ballots = method_of(round_), _ballots(round_.id, removed)
    on_ballot = goals_on_ballot(session, round_)
    goals = [int(goal) for goal, counts in on_ballot.items() if counts]
    if not is_sum(how, all_count=len(goals) == len(on_ballot)):
        # Of very many ballots this takes seconds, in which this process must go on answering others.
        choices = select(ballots.c.choices).execution_options(yield_per=AT_ONCE)
        whole = unhurried(session, lambda: session.scalars(choices).all())
        return run_in_thread(tally.count, how, whole, goals)
    assert isinstance(how, Additive), "only what adds up is a sum"
    statement = _times(ballots, [str(goal) for goal in goals], shared=is_shared(session))
    rows = unhurried(session, lambda: session.connection().execute(statement).all())
    voters = sum(int(times) for goal, _, times in rows if goal is None)
    chosen = [(goal, _choice(how, choice), int(times)) for goal, choice, times in rows if goal]
    return tally.add_up(how, voters, chosen, goals)


def count_by_workshop(session: Session, round_: Round) -> dict[str, dict[str, Cells]]:
    """Count the round's linked ballots apart by the workshop of it that a voter joined last ("": none).

    Returns, by the workshop's id as text, the figures of each goal that counts; a workshop of which nobody has made a
    choice is missing.
    """
    how, on_ballot, ballots = method_of(round_), goals_on_ballot(session, round_), _ballots_by_workshop(round_)
    goals = [int(goal) for goal, counts in on_ballot.items() if counts]
    apart: dict[str, list[Any]] = defaultdict(list)
    if is_sum(how, all_count=len(goals) == len(on_ballot)):
        assert isinstance(how, Additive), "only what adds up is a sum"
        one = _choices_of(ballots, shared=is_shared(session))
        times = select(ballots.c.workshop_id, one.c.key, one.c.value, func.sum(ballots.c.times))
        statement = times.select_from(ballots.join(one, true())).group_by(*times.selected_columns[:3])
        for workshop_id, goal, choice, number in unhurried(session, lambda: session.execute(statement).all()):
            apart[str(workshop_id or "")].append((goal, _choice(how, choice), int(number)))
        return {each: tally.add_up(how, 0, chosen, goals)["goals"] for each, chosen in sorted(apart.items())}
    for workshop_id, choices, number in unhurried(session, lambda: session.execute(select(ballots)).all()):
        if choices:
            apart[str(workshop_id or "")] += [choices] * number

    def counted():
        return {each: tally.count(how, cast, goals)["goals"] for each, cast in sorted(apart.items())}

    # Of very many ballots this takes seconds, in which this process must go on answering others.
    return run_in_thread(counted)


def ballots_of(session: Session, round_: Round) -> list[dict]:
    """Fetch the choices of all ballots of a round that were cast on devices, linked and detached."""
    return list(session.scalars(select(_ballots(round_.id, True).c.choices)))


def ballots_on_paper(session: Session, round_: Round) -> list[dict]:
    """Fetch the choices of all ballots on paper that count in a round; there are none before its paper is complete."""
    return list(session.scalars(select(PaperBallot.choices).where(PaperBallot.round_id == round_.id)))


def method_of(round_: Round) -> Method:
    """Return the way of voting of a voting round, bound to its terms."""
    return way_of(round_)


def is_sum(how: Method, *, all_count: bool) -> bool:
    """Whether figures are sums over single choices; `all_count`: all goals on the ballot still count."""
    return isinstance(how, Additive) and (all_count or not how.by_places)


def goals_on_ballot(session: Session, round_: Round) -> dict[str, bool]:
    """Return for each goal or measure on the ballot (id as text) whether it counts; what is gone does not."""
    query = _MEASURES if policy.votes_on_measures(round_) else _GOALS
    rows = session.connection().execute(query, {"round_id": round_.id})
    return {str(number): bool(counts) for number, counts in rows}


def counted_goals(session: Session, round_: Round) -> list[int]:
    """List the ids of the goals or measures on the ballot that count."""
    return [int(goal) for goal, counts in goals_on_ballot(session, round_).items() if counts]


def _choice(how, value):
    """Return a choice as a statement gives it: SQLite gives an object as its text."""
    return json.loads(value) if how.parts and isinstance(value, str) else value


def _ballots(round_id, removed):
    linked = select(Ballot.choices).where(Ballot.round_id == round_id)
    if not removed:
        there = and_(Participant.id == Ballot.participant_id, Participant.state != "removed")
        linked = linked.join(Participant, there)
    return union_all(linked, select(DetachedBallot.choices).where(DetachedBallot.round_id == round_id)).subquery()


def _ballots_by_workshop(round_):
    """Say how often each ballot was cast by those who joined each of the round's workshops last."""
    joined = and_(Membership.participant_id == Ballot.participant_id, Membership.workshop_id.in_(round_.workshop_ids))
    newest = (Membership.joined_at.desc(), Membership.workshop_id.desc())
    last = select(Membership.workshop_id).where(joined).order_by(*newest).limit(1).scalar_subquery()
    each = select(last.label("workshop_id"), Ballot.choices).where(Ballot.round_id == round_.id).subquery()
    return select(*each.c, func.count().label("times")).group_by(*each.c).cte()


def _choices_of(ballots, *, shared):
    value = column("value", JSONB if shared else None)
    return (func.jsonb_each if shared else func.json_each)(ballots.c.choices).table_valued(column("key", String), value)


def _times(ballots, goals, *, shared):
    """Say how often each choice was made on each goal (both databases spell it otherwise), and how many chose any.

    Gives rows of goal, choice and times; the one without a goal has the number of ballots with a choice on `goals`.
    """
    # Many ballots are alike. SQLite sorts what it groups: whole ballots first is four times less than single choices.
    alike = select(ballots.c.choices, func.count().label("times")).group_by(ballots.c.choices).cte()
    one = _choices_of(alike, shared=shared)
    times = func.coalesce(func.sum(alike.c.times), 0)
    each = select(one.c.key, one.c.value, times).select_from(alike.join(one, true()))
    chosen = exists(select(1).select_from(one).where(one.c.key.in_(goals))).correlate(alike)
    none = cast(null(), String), cast(null(), JSONB if shared else Integer)
    return union_all(each.group_by(one.c.key, one.c.value), select(*none, times).select_from(alike).where(chosen))
