"""Commands that narrow goals down: which of them go on, and which are set aside."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workshop import events, policy
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, Changes, GoalId, OneOf, OptionalReason, RoundId, many
from workshop.engine.command import command
from workshop.errors import Conflict, Fault, Invalid
from workshop.events import PendingEvent
from workshop.models import Goal
from workshop.operations.on_ballot import at_least_of, figures_of, first_of

Mark = Annotated[str, OneOf(policy.MARKS)]
# As many as a consultation may hold.
GoalIds = Annotated[list[GoalId], *many(1000, least=1)]


class MarkGoal(Changes):
    """A goal that goes on (`shortlist`) or is set `aside`, with a reason that everyone may read; null: neither."""

    goal_id: GoalId
    mark: Mark | None = None
    reason: OptionalReason | None = None


class MarkGoals(Arguments):
    """Several goals to be marked alike; without a mark they lose theirs."""

    goal_ids: GoalIds
    mark: Mark | None = None
    reason: OptionalReason | None = None


class ShortlistFirst(Arguments):
    """Goals that go on by the figures of a counted round: the `first` so many, or all with `at_least` so much.

    Where several share the last place and not all of them fit, `goal_ids` are those of them that go on, or `take` says
    `all` or `none`.
    """

    round_id: RoundId
    first: int | None = Field(None, ge=1, le=1000)
    at_least: int | None = Field(None, ge=-1_000_000, le=1_000_000)
    goal_ids: Annotated[list[GoalId], *many(1000)] | None = None
    take: Literal["all", "none"] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.first is None) == (self.at_least is None):
            raise PydanticCustomError("first_or_at_least", "Either the first so many, or all with at least so much.")
        return self


@command(MarkGoal, target="goal_id")
def mark_goal(actor: Actor, args: MarkGoal) -> list[PendingEvent]:
    """Shortlist a goal, set it aside, or take its mark away; it stays where everyone can read it."""
    goal = actor.targets["goal_id"]
    given = args.given("mark", "reason")
    return _marked(actor, [goal], given.get("mark", goal.mark), given.get("reason", goal.mark_reason))


@command(MarkGoals, target="goal_ids", answers=("goal_ids",))
def mark_goals(actor: Actor, args: MarkGoals) -> list[PendingEvent]:
    """Mark several goals in one step."""
    actor.result = {"goal_ids": args.goal_ids}
    return _marked(actor, [actor.find("goal", number) for number in args.goal_ids], args.mark, args.reason)


@command(ShortlistFirst, target="round_id", answers=("round_id", "goal_ids"))
def shortlist_first(actor: Actor, args: ShortlistFirst) -> list[PendingEvent]:
    """Shortlist goals by the figures of a counted round; what is not among them keeps its mark.

    Raises Conflict while its results are not shown, and where several share the last place and nobody has decided
    between them; Invalid for a round that has no figures of goals.
    """
    round_ = actor.targets["round_id"]
    if not policy.is_counted(round_):
        raise Invalid(round_id="not_a_vote")
    if policy.votes_on_measures(round_):
        raise Invalid(round_id="not_of_goals")
    if figures_of(actor.session, round_.id) is None:
        raise Conflict("results_hidden", round=round_.title)
    numbers = [int(number) for number in _taken(actor, round_, args)]
    actor.result = {"round_id": round_.id, "goal_ids": numbers}
    return _marked(actor, [actor.find("goal", number) for number in numbers], policy.SHORTLIST, None)


def _taken(actor, round_, args):
    if args.first is None:
        return at_least_of(actor.session, round_, args.at_least)
    cut = first_of(actor.session, round_, args.first)
    if not cut.tied:
        return cut.above
    if args.goal_ids is None and args.take is None:
        goals = [actor.find("goal", int(number)) for number in cut.tied]
        raise Conflict("tied_at_the_cut", goals=[goal.title for goal in goals], tied=[goal.id for goal in goals])
    named = {str(number) for number in args.goal_ids or []}
    if named - set(cut.tied):
        raise Invalid(goal_ids=Fault("not_tied"))
    return [*cut.above, *(number for number in cut.tied if number in named or args.take == "all")]


def _marked(actor: Actor, goals: list[Goal], mark: str | None, reason: str | None) -> list[PendingEvent]:
    """Mark goals, and return an event for each that is marked otherwise now; one without a mark has no reason."""
    reason = reason or "" if mark else ""
    changed = [goal for goal in goals if (goal.mark, goal.mark_reason) != (mark, reason)]
    for goal in changed:
        goal.mark, goal.mark_reason = mark, reason
    return [events.goal_marked(goal) for goal in changed]
