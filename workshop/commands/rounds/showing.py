"""Commands that choose what a workshop's walls and rooms show."""

from typing import Annotated, Any

from workshop import events, policy
from workshop.engine.actor import Actor
from workshop.engine.arguments import Changes, GoalId, OneOf, RoundId, ThemeId, WorkshopId
from workshop.engine.command import command
from workshop.errors import Conflict, Invalid
from workshop.events import PendingEvent
from workshop.fields import rfc3339
from workshop.models import Goal, Round, Workshop

# The argument that a scene needs.
NEEDS = {policy.THEME: "theme_id", policy.GOAL: "goal_id", policy.RESULTS: "round_id"}


class Show(Changes):
    """A scene for a workshop's walls and rooms: a theme, a goal, a vote's results, the code, nothing, or its rounds.

    `hold` keeps it when rounds begin and end, until another is chosen. `everybody` leads the rooms there, too.
    """

    workshop_id: WorkshopId
    scene: Annotated[str, OneOf(policy.SCENES)]
    theme_id: ThemeId | None = None
    goal_id: GoalId | None = None
    round_id: RoundId | None = None
    hold: bool = False
    everybody: bool = False


class PutOnWall(Changes):
    """A goal to be let on the walls of a round that waits for that, or (`on_wall` false) taken off them again."""

    goal_id: GoalId
    on_wall: bool = True


@command(Show, target="workshop_id")
def show(actor: Actor, args: Show) -> list[PendingEvent]:
    """Have a workshop's walls and rooms show a scene; Conflict for results of a round that is no vote."""
    workshop: Workshop = actor.targets["workshop_id"]
    if args.scene == policy.ROUNDS:
        workshop.showing = None
        return [events.showing_changed(workshop)]
    chosen: dict[str, Any] = {"scene": args.scene}
    needed = NEEDS.get(args.scene)
    if needed:
        number = getattr(args, needed)
        if number is None:
            raise Invalid.of({needed: "missing"})
        chosen[needed] = number
    if args.scene == policy.RESULTS:
        _refuse_without_results(actor.targets["round_id"])
    workshop.showing = {**chosen, "hold": args.hold, "everybody": args.everybody, "at": rfc3339(actor.now)}
    return [events.showing_changed(workshop)]


@command(PutOnWall, target="goal_id")
def put_on_wall(actor: Actor, args: PutOnWall) -> list[PendingEvent]:
    """Let a goal on the walls of rounds that wait for that; Conflict where nothing would change."""
    goal: Goal = actor.targets["goal_id"]
    if goal.on_wall and args.on_wall:
        raise Conflict("shown_already")
    if not (goal.on_wall or args.on_wall):
        raise Conflict("not_on_wall")
    goal.on_wall = args.on_wall
    return [events.goal_put_on_wall(goal) if args.on_wall else events.goal_taken_off_wall(goal)]


def _refuse_without_results(round_: Round) -> None:
    if not policy.is_counted(round_):
        raise Conflict("nothing_to_reveal")
    if round_.phase == policy.PLANNED:
        raise Conflict("round_planned")


def turn_to_round(actor: Actor, round_: Round) -> list[PendingEvent]:
    """Let the walls of a round's workshops show it, where nothing else is held there; return the events."""
    turned = []
    for workshop in actor.all(Workshop, Workshop.id.in_(round_.workshop_ids)):
        showing = workshop.showing or {"hold": True}
        if not showing["hold"] and showing.get("round_id") != round_.id:
            workshop.showing = None
            turned.append(events.showing_changed(workshop))
    return turned
