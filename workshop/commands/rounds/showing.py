"""Commands that choose what a workshop's walls and rooms show."""

from typing import Annotated, Any

from workshop import events, policy
from workshop.engine.actor import Actor
from workshop.engine.arguments import Changes, GoalId, MeasureId, OneOf, RoundId, ThemeId, WorkshopId
from workshop.engine.command import command
from workshop.errors import Conflict, Invalid
from workshop.events import EventType, PendingEvent
from workshop.fields import rfc3339
from workshop.models import Goal, Measure, Round, Workshop

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


class PutMeasureOnWall(Changes):
    """A measure to be let on the walls of a round that waits for that, or (`on_wall` false) taken off them again."""

    measure_id: MeasureId
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
    names = (events.goal_put_on_wall, events.goal_taken_off_wall)
    return _put(actor.targets["goal_id"], names, on_wall=args.on_wall)


@command(PutMeasureOnWall, target="measure_id")
def put_measure_on_wall(actor: Actor, args: PutMeasureOnWall) -> list[PendingEvent]:
    """Let a measure on the walls of rounds that wait for that; Conflict where nothing would change."""
    names = (events.measure_put_on_wall, events.measure_taken_off_wall)
    return _put(actor.targets["measure_id"], names, on_wall=args.on_wall)


def _put(thing: Goal | Measure, names: tuple[EventType, EventType], *, on_wall: bool) -> list[PendingEvent]:
    if thing.on_wall and on_wall:
        raise Conflict("shown_already")
    if not (thing.on_wall or on_wall):
        raise Conflict("not_on_wall")
    thing.on_wall = on_wall
    put, taken_off = names
    return [put(thing) if on_wall else taken_off(thing)]


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
