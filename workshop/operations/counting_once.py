"""How many voted for any of a family's goals, each voter once: counted from whole ballots, once, and kept."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import events, policy
from workshop.events import PendingEvent
from workshop.methods import Choices, way_of
from workshop.models import Goal, Round, Tally
from workshop.operations.counting import ballots_of, ballots_on_paper
from workshop.operations.families import leaves_of


def count_family(session: Session, family: Goal) -> list[PendingEvent]:
    """Count a family in each closed round of which results are visible; return the events."""
    rounds = select(Round).where(Round.consultation_id == family.consultation_id, Round.kind == policy.VOTE)
    counted = [round_ for round_ in session.scalars(rounds.order_by(Round.id)) if _count(session, round_, family)]
    return [events.family_counted(family)] if counted else []


def count_families(session: Session, round_: Round) -> list[PendingEvent]:
    """Count all families in a round of which results have just become visible; return the events."""
    there = select(Goal).where(
        Goal.consultation_id == round_.consultation_id,
        Goal.origin == policy.MERGED,
        Goal.superseded.is_distinct_from(policy.UNDONE),
        Goal.state == "current",
    )
    families = session.scalars(there.order_by(Goal.id)).all()
    return [events.family_counted(family) for family in families if _count(session, round_, family)]


def _count(session, round_, family):
    """Count a family in a round, once; return whether there is a number that may be shown.

    Danger: outside named rounds a number beside those of the goals tells how few chose one and not the other, and two
    numbers over some of the same goals tell so of their difference. What is not shown is kept as null, so that a later
    family can't do what this one may not.
    """
    number, held = str(round_.id), family.as_one or {}
    if number in held or not _tells(round_):
        return False
    figures = session.get_one(Tally, round_.id).figures["goals"]
    goals = [leaf.id for leaf in leaves_of(session, family) if str(leaf.id) in figures]
    if len(goals) < 2:
        return False
    # As the figures beside it, of devices and paper together: the difference would tell how few voted on paper.
    ballots = [*ballots_of(session, round_), *ballots_on_paper(session, round_)]
    safe = round_.secrecy == policy.NAMED or (
        not _meets_earlier(session, round_, family, set(goals)) and is_safe(ballots, goals, figures, round_)
    )
    voters = sum(1 for choices in ballots if any(str(goal) in choices for goal in goals))
    family.as_one = {**held, number: {"goal_ids": goals, "voters": voters} if safe else None}
    return safe


def is_safe(ballots: Sequence[Choices], goals: Sequence[int], counted: dict, round_: Round) -> bool:
    """Whether the number of a family's voters discloses no few, beside the figures of its goals.

    Each group that follows from it must be empty or not smaller than the threshold: who chose several of the goals, how
    many choices that is too many, who chose only others than this one, and who chose none.
    """
    chosen = [
        [goal for goal in goals if str(goal) in choices] for choices in ballots if counted.keys() & choices.keys()
    ]
    voters = [own for own in chosen if own]
    groups = [len(chosen) - len(voters), sum(map(len, voters)) - len(voters), sum(len(own) > 1 for own in voters)]
    groups += [sum(goal not in own for own in voters) for goal in goals]
    return all(number == 0 or number >= round_.threshold for number in groups)


def _tells(round_):
    """Whether a round is over, its results may be seen, and a choice in it is a vote for a goal."""
    over = round_.phase != policy.OPEN and policy.results_visible(round_)
    return over and not policy.votes_on_measures(round_) and way_of(round_).in_favour


def _meets_earlier(session, round_, family, goals):
    """Whether an earlier family, also one that was taken back, was counted in the round over some of these goals."""
    others = select(Goal).where(
        Goal.consultation_id == round_.consultation_id, Goal.origin == policy.MERGED, Goal.id != family.id
    )
    earlier = [other for other in session.scalars(others) if str(round_.id) in (other.as_one or {})]
    return any(goals & {leaf.id for leaf in leaves_of(session, other)} for other in earlier)
