"""Commands on measures."""

from typing import Literal

from workshop import events, policy
from workshop.commands.contributions import Told, refuse_on_open_ballot, tell_author
from workshop.commands.goals import MeasureText, MeasureType, MeasureWords, propose_one
from workshop.commands.withdrawing import Hides, hide, restore, withdraw
from workshop.engine.actor import WAITS, Actor
from workshop.engine.arguments import (
    NOT_GIVEN,
    BodyId,
    Changes,
    GoalId,
    GoneMeasureId,
    MeasureId,
    OptionalLine,
    OptionalReason,
    Slot,
    WaitingMeasureId,
)
from workshop.engine.command import command
from workshop.events import PendingEvent
from workshop.operations.calling import mark_measure
from workshop.operations.families import carry_on, way_up


class ProposeMeasure(MeasureWords):
    """A measure for a goal; `told_by`: a facilitator proposes what a body, or somebody else, told them."""

    goal_id: GoalId
    told_by: Told | None = None
    lang: Slot | None = None


class EditMeasure(Changes):
    """New texts, type, body or status for a measure; what is left out stays.

    An author other than the actor is told why.
    """

    measure_id: MeasureId
    text: MeasureText = NOT_GIVEN
    type: MeasureType | None = None
    responsible_body_id: BodyId | None = None
    responsible: OptionalLine | None = None
    time_frame: OptionalLine | None = None
    status: Literal["planned", "started", "done", "dropped"] = NOT_GIVEN
    lang: Slot | None = None
    reason: OptionalReason | None = None


class WithdrawMeasure(Changes):
    """A measure to be withdrawn."""

    measure_id: MeasureId


class HideMeasure(Hides):
    """A measure to be hidden."""

    measure_id: WaitingMeasureId


class RestoreMeasure(Changes):
    """A measure that was hidden or withdrawn, to be shown again."""

    measure_id: GoneMeasureId


@command(ProposeMeasure, makes=events.measure_proposed, during=policy.PROPOSE_MEASURES, themed_by=("goal_id",))
def propose_measure(actor: Actor, args: ProposeMeasure) -> list[PendingEvent]:
    """Propose a measure for a goal, or for what stands for it; Conflict while that is on an open ballot."""
    goal = actor.targets["goal_id"]
    way = way_up(actor.session, goal)
    refuse_on_open_ballot(actor, way[-1])
    happened = propose_one(actor, goal, args, args.lang or actor.me.lang, args.told_by)
    carry_on(actor.session, happened[0].thing, "measure", way)
    return happened


@command(EditMeasure, target="measure_id", during=policy.PROPOSE_MEASURES, themed_by=("measure_id",))
def edit_measure(actor: Actor, args: EditMeasure) -> list[PendingEvent]:
    """Reword a measure or set its status; Conflict while its goal is on an open ballot."""
    measure = actor.targets["measure_id"]
    refuse_on_open_ballot(actor, actor.find("goal", measure.goal_id))
    actor.say(measure, "measure", args.lang or actor.me.lang, **args.given("text", "responsible", "time_frame"))
    actor.put(measure, args.given("status", "type", "responsible_body_id"))
    told = tell_author(actor, "measure", measure, "edited", args.reason)
    return [events.measure_edited(measure), *told, *mark_measure(actor, measure)]


@command(WithdrawMeasure, target="measure_id")
def withdraw_measure(actor: Actor, args: WithdrawMeasure) -> list[PendingEvent]:
    """Withdraw a measure; it can be restored later where others commented on it, or its goal stood on a ballot."""
    return [*withdraw(actor, events.measure_withdrawn), *mark_measure(actor, actor.targets["measure_id"])]


@command(HideMeasure, target="measure_id")
def hide_measure(actor: Actor, args: HideMeasure) -> list[PendingEvent]:
    """Hide a measure; its reason may be given later."""
    return [*hide(actor, events.measure_hidden, args.reason or ""), *mark_measure(actor, actor.targets["measure_id"])]


@command(RestoreMeasure, target="measure_id")
def restore_measure(actor: Actor, args: RestoreMeasure) -> list[PendingEvent]:
    """Show a hidden or withdrawn measure again; Conflict while its goal is on an open ballot."""
    refuse_on_open_ballot(actor, actor.find("goal", actor.targets["measure_id"].goal_id, WAITS))
    return [*restore(actor, events.measure_restored), *mark_measure(actor, actor.targets["measure_id"])]
