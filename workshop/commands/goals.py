"""Commands on goals."""

from typing import Annotated, Any

from pydantic import Field

from workshop import events, policy
from workshop.commands.contributions import Told, ToldBy, contribute, refuse_on_open_ballot, seal, sign, tell_author
from workshop.commands.withdrawing import Hides, hide, restore, withdraw
from workshop.engine.actor import Actor
from workshop.engine.arguments import (
    NOT_GIVEN,
    Arguments,
    BodyId,
    Changes,
    GoalId,
    GoneGoalId,
    OneOf,
    OptionalLine,
    OptionalParagraphs,
    OptionalReason,
    PhenomenonId,
    Slot,
    ThemeId,
    Title,
    WaitingGoalId,
    WorkshopId,
    many,
    text_of,
)
from workshop.engine.command import command
from workshop.errors import Invalid
from workshop.events import PendingEvent
from workshop.models import Goal, GoalPhenomenon, Measure, Theme
from workshop.operations.calling import mark_called
from workshop.operations.numbering import number_measure, put_under

MeasureType = Annotated[str, OneOf(policy.MEASURE_TYPES)]
MeasureText = Annotated[str, *text_of(1000)]
PhenomenonIds = Annotated[list[PhenomenonId], *many()]


class MeasureWords(Arguments):
    """A measure in words: what is to be done, by whom (a body of the list, or in words), when, and its type."""

    text: MeasureText
    type: MeasureType | None = None
    responsible_body_id: BodyId | None = None
    responsible: OptionalLine | None = None
    time_frame: OptionalLine | None = None


class ProposeGoal(Arguments):
    """A goal under a theme, perhaps with measures; the workshop is the one that it is proposed in.

    `told_by`: a facilitator proposes what a body, or somebody else, told them.
    """

    theme_id: ThemeId
    title: Title
    rationale: OptionalParagraphs | None = None
    phenomenon_ids: PhenomenonIds = []
    measures: list[MeasureWords] = Field([], max_length=50)
    workshop_id: WorkshopId | None = None
    told_by: Told | None = None
    lang: Slot | None = None


class EditGoal(Changes):
    """New texts or phenomena for a goal; what is left out stays. An author other than the actor is told the reason."""

    goal_id: GoalId
    title: Title = NOT_GIVEN
    rationale: OptionalParagraphs | None = None
    phenomenon_ids: PhenomenonIds | None = None
    lang: Slot | None = None
    reason: OptionalReason | None = None


class MoveGoal(Changes):
    """A goal to be put under another theme; an author other than the actor is told the reason."""

    goal_id: GoalId
    theme_id: ThemeId
    reason: OptionalReason | None = None


class WithdrawGoal(Changes):
    """A goal to be withdrawn."""

    goal_id: GoalId


class HideGoal(Hides):
    """A goal to be hidden."""

    goal_id: WaitingGoalId


class RestoreGoal(Changes):
    """A goal that was hidden or withdrawn, to be shown again, perhaps under another theme."""

    goal_id: GoneGoalId
    theme_id: ThemeId | None = None


@command(ProposeGoal, makes=events.goal_proposed, during=policy.PROPOSE, themed_by=("theme_id",))
def propose_goal(actor: Actor, args: ProposeGoal) -> list[PendingEvent]:
    """Propose a goal with its measures."""
    lang = args.lang or actor.me.lang
    place = {"theme_id": args.theme_id, "workshop_id": args.workshop_id or _workshop_of(actor, args.theme_id)}
    place |= seal(actor, policy.PROPOSE, args.theme_id)
    goal = contribute(actor, Goal, lang, args.told_by, **place, title={}, rationale={})
    put_under(actor.session, goal, args.theme_id)
    actor.say(goal, "goal", lang, title=args.title, rationale=args.rationale)
    _touch(goal, args.phenomenon_ids)
    happened = [events.goal_proposed(goal), *sign(actor, "goal", goal)]
    for words in args.measures:
        happened += propose_one(actor, goal, words, lang, args.told_by)
    return happened


@command(EditGoal, target="goal_id", during=policy.PROPOSE, themed_by=("goal_id",))
def edit_goal(actor: Actor, args: EditGoal) -> list[PendingEvent]:
    """Reword a goal; Conflict while it is on an open ballot, where people vote on its wording."""
    goal = actor.targets["goal_id"]
    refuse_on_open_ballot(actor, goal)
    actor.say(goal, "goal", args.lang or actor.me.lang, **args.given("title", "rationale"))
    for phenomenon_ids in args.given("phenomenon_ids").values():
        _touch(goal, phenomenon_ids or [])
    told = tell_author(actor, "goal", goal, "edited", args.reason)
    return [events.goal_edited(goal), *told, *mark_called(actor, goal)]


@command(MoveGoal, target="goal_id")
def move_goal(actor: Actor, args: MoveGoal) -> list[PendingEvent]:
    """Put a goal under another theme; Conflict while it is on an open ballot, which may cover one theme only."""
    goal = actor.targets["goal_id"]
    refuse_on_open_ballot(actor, goal)
    put_under(actor.session, goal, args.theme_id)
    told = tell_author(actor, "goal", goal, "moved", args.reason)
    return [events.goal_moved(goal), *told, *mark_called(actor, goal)]


@command(WithdrawGoal, target="goal_id")
def withdraw_goal(actor: Actor, args: WithdrawGoal) -> list[PendingEvent]:
    """Withdraw a goal; on an open ballot its choices are kept, but count no more.

    It is gone for good unless others commented on it or added a measure, or it stood on an opened ballot. Then it can
    be restored later, and its number and title stay with its figures.
    """
    return [*withdraw(actor, events.goal_withdrawn), *mark_called(actor, actor.targets["goal_id"])]


@command(HideGoal, target="goal_id")
def hide_goal(actor: Actor, args: HideGoal) -> list[PendingEvent]:
    """Hide a goal; its reason may be given later."""
    return [*hide(actor, events.goal_hidden, args.reason or ""), *mark_called(actor, actor.targets["goal_id"])]


@command(RestoreGoal, target="goal_id")
def restore_goal(actor: Actor, args: RestoreGoal) -> list[PendingEvent]:
    """Show a hidden or withdrawn goal again; its author may do so for ten minutes after withdrawing it.

    Raises Conflict when those minutes are over, and while the goal is on an open ballot: its choices cost nothing while
    it was away, so that ballots could exceed their budget. Raises Invalid where the goal's theme was removed, as an
    earlier version allowed, and no other theme exists; otherwise it then goes under the first theme.
    """
    goal = actor.targets["goal_id"]
    refuse_on_open_ballot(actor, goal)
    put_under(actor.session, goal, args.theme_id or _theme_that_is_there(actor, goal))
    return [*restore(actor, events.goal_restored), *mark_called(actor, goal)]


def propose_one(
    actor: Actor, goal: Goal, words: MeasureWords, lang: str, told_by: ToldBy | None = None
) -> list[PendingEvent]:
    """Add one measure to a goal."""
    if words.responsible_body_id:
        # Within the measures of a goal nobody has looked for it yet.
        actor.find("body", words.responsible_body_id)
    about: dict[str, Any] = {"text": {}, "responsible": {}, "time_frame": {}}
    about |= {"type": words.type, "responsible_body_id": words.responsible_body_id}
    about |= seal(actor, policy.PROPOSE_MEASURES, goal.theme_id, goal)
    measure = contribute(actor, Measure, lang, told_by, goal_id=goal.id, **about)
    number_measure(actor.session, measure)
    actor.say(
        measure,
        "measure",
        lang,
        text=words.text,
        responsible=words.responsible,
        time_frame=words.time_frame,
    )
    return [events.measure_proposed(measure), *sign(actor, "measure", measure)]


def _workshop_of(actor, theme_id):
    """Return the id of the one workshop whose open round permits a proposal, or of the one that the actor joined."""
    open_now = {number for one in actor.open_rounds(policy.PROPOSE, theme_id) for number in one.workshop_ids or [None]}
    for among in (open_now, open_now & set(actor.me.workshop_ids)):
        if len(among) == 1:
            return among.pop()
    return None


def _theme_that_is_there(actor, goal):
    themes = sorted(actor.all(Theme), key=lambda theme: (theme.id != goal.theme_id, theme.position, theme.id))
    if not themes:
        raise Invalid(theme_id="no_themes")
    return themes[0].id


def _touch(goal, phenomenon_ids):
    held = {link.phenomenon_id: link for link in goal.phenomenon_links}
    goal.phenomenon_links = [held.get(number) or GoalPhenomenon(phenomenon_id=number) for number in phenomenon_ids]
