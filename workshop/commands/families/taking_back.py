"""The command that takes a merge or a split back."""

from workshop import events, policy
from workshop.commands.contributions import refuse_on_open_ballot
from workshop.commands.families.making import marked, refuse_superseded
from workshop.commands.families.telling import tell_back
from workshop.engine.actor import Actor
from workshop.engine.arguments import Changes, GoalId
from workshop.engine.command import command
from workshop.errors import Conflict
from workshop.events import PendingEvent
from workshop.models import Goal
from workshop.operations.documents.following import return_in_document
from workshop.operations.families import carry_back, everything_under, follow_in_rounds, leave_rounds, step_of


class UnmergeGoal(Changes):
    """A family, a goal that was split, or one of its parts, of which the last merge or split is to be taken back."""

    goal_id: GoalId


@command(UnmergeGoal, target="goal_id")
def unmerge_goal(actor: Actor, args: UnmergeGoal) -> list[PendingEvent]:
    """Take the merge that made a family back, or the split of a goal: everything returns to where it was.

    What was added meanwhile stays with the goal that was made, where it can be read. Raises Conflict while one of the
    goals is on an open ballot, where there is nothing to take back, and where a later merge or split is to be taken
    back first.
    """
    goal = actor.targets["goal_id"]
    if goal.superseded is None and goal.origin == policy.SPLIT:
        goal = actor.session.get_one(Goal, goal.from_goal_id)
    if goal.superseded == policy.SPLIT:
        return _take_back(actor, goal, _goals(actor, goal.part_ids), [goal], events.part_dissolved, events.goal_unsplit)
    if goal.origin != policy.MERGED or goal.superseded == policy.UNDONE:
        refuse_superseded(actor, goal)
        raise Conflict("not_merged", goal=goal.title)
    return _take_back(
        actor, goal, [goal], _goals(actor, goal.member_ids), events.family_dissolved, events.goal_unmerged
    )


def _take_back(actor, goal, made, of, dissolved, returned):
    """Take back what made some goals of others (`of`), of which `goal` names the step."""
    for each in made:
        refuse_superseded(actor, each)
    refuse_on_open_ballot(
        actor, *made, *of, *(under for each in made for under in everything_under(actor.session, each))
    )
    rows = step_of(actor.session, goal)
    for row in rows:
        row.undone_in = actor.consultation.revision + 1
    for each in made:
        each.superseded = policy.UNDONE
    for each in of:
        each.superseded = each.family_id = each.part_ids = None
    carried = carry_back(actor.session, actor.consultation.id, rows[0].revision)
    return_in_document(actor.session, made, of)
    happened = [*map(dissolved, made), *map(returned, of), *carried]
    for each in made:
        happened += leave_rounds(actor.session, each)
    happened += [*follow_in_rounds(actor.session, made, of), *marked(actor, *of, *made)]
    return [*happened, *tell_back(actor, made[0] if dissolved is events.family_dissolved else goal, of)]


def _goals(actor, ids):
    return sorted((actor.session.get_one(Goal, number) for number in ids), key=lambda goal: goal.id)
