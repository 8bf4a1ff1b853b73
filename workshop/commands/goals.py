"""Commands on goals."""

from pydantic import Field

from workshop.commands.arguments import (
    Arguments,
    Changes,
    GoalId,
    HiddenGoalId,
    OptionalLine,
    OptionalParagraphs,
    OptionalReason,
    PhenomenonId,
    Reason,
    Slot,
    ThemeId,
    Title,
    many,
    text_of,
)
from workshop.commands.asker import Asker
from workshop.commands.command import command
from workshop.commands.contributions import (
    contribute,
    hide,
    refuse_on_open_ballot,
    restore,
    sign,
    tell_author,
    withdraw,
)
from workshop.errors import Conflict
from workshop.events import Happened
from workshop.models import Goal, GoalPhenomenon, Measure, Theme


class MeasureWords(Arguments):
    """A measure in words: what is to be done, by whom, when."""

    text: text_of(1000)
    responsible: OptionalLine | None = None
    time_frame: OptionalLine | None = None


class ProposeGoal(Arguments):
    """A goal under a theme, perhaps with measures."""

    theme_id: ThemeId
    title: Title
    rationale: OptionalParagraphs | None = None
    phenomenon_ids: many(PhenomenonId) = []
    measures: list[MeasureWords] = Field([], max_length=50)
    lang: Slot | None = None


class EditGoal(Changes):
    """New texts or phenomena for a goal; what is left out stays. An author other than the asker is told the reason."""

    goal_id: GoalId
    title: Title = None
    rationale: OptionalParagraphs | None = None
    phenomenon_ids: many(PhenomenonId) | None = None
    lang: Slot | None = None
    reason: OptionalReason | None = None


class MoveGoal(Changes):
    """A goal to be put under another theme; an author other than the asker is told the reason."""

    goal_id: GoalId
    theme_id: ThemeId
    reason: OptionalReason | None = None


class WithdrawGoal(Changes):
    """A goal to be withdrawn."""

    goal_id: GoalId


class HideGoal(Changes):
    """A goal to be hidden, with the reason that its author is told."""

    goal_id: GoalId
    reason: Reason


class RestoreGoal(Changes):
    """A hidden goal to be shown again."""

    goal_id: HiddenGoalId


@command(ProposeGoal)
def propose_goal(asker: Asker, wanted: ProposeGoal) -> list[Happened]:
    """Propose a goal with its measures."""
    lang = wanted.lang or asker.me.lang
    goal = contribute(asker, Goal, lang, theme_id=wanted.theme_id, title={}, rationale={})
    asker.say(goal, "goal", lang, title=wanted.title, rationale=wanted.rationale)
    _touch(goal, wanted.phenomenon_ids)
    happened = [Happened("goal_proposed", goal), sign(asker, "goal", goal)]
    for words in wanted.measures:
        happened += propose_one(asker, goal, words, lang)
    return happened


@command(EditGoal)
def edit_goal(asker: Asker, wanted: EditGoal) -> list[Happened]:
    """Reword a goal; Conflict while it is on an open ballot, where people vote on what it says."""
    goal = asker.things["goal_id"]
    refuse_on_open_ballot(asker, goal)
    asker.say(goal, "goal", wanted.lang or asker.me.lang, **wanted.given("title", "rationale"))
    for phenomenon_ids in wanted.given("phenomenon_ids").values():
        _touch(goal, phenomenon_ids or [])
    return [Happened("goal_edited", goal), *tell_author(asker, "goal", goal, "edited", wanted.reason)]


@command(MoveGoal)
def move_goal(asker: Asker, wanted: MoveGoal) -> list[Happened]:
    """Put a goal under another theme; Conflict while it is on an open ballot, which may be of one theme only."""
    goal = asker.things["goal_id"]
    refuse_on_open_ballot(asker, goal)
    goal.theme_id = wanted.theme_id
    return [Happened("goal_moved", goal), *tell_author(asker, "goal", goal, "moved", wanted.reason)]


@command(WithdrawGoal)
def withdraw_goal(asker: Asker, wanted: WithdrawGoal) -> list[Happened]:
    """Withdraw a goal; on an open ballot it keeps its choices and counts no more."""
    return withdraw(asker, "goal")


@command(HideGoal)
def hide_goal(asker: Asker, wanted: HideGoal) -> list[Happened]:
    """Hide a goal with a reason."""
    return hide(asker, "goal", wanted.reason)


@command(RestoreGoal)
def restore_goal(asker: Asker, wanted: RestoreGoal) -> list[Happened]:
    """Show a hidden goal again; Conflict when its theme is gone, and while it is on an open ballot.

    There its choices cost nothing while it was hidden, so that ballots could hold more than they may.
    """
    goal = asker.things["goal_id"]
    refuse_on_open_ballot(asker, goal)
    if asker.session.get(Theme, goal.theme_id).removed:
        raise Conflict("the theme is gone")
    return restore(asker, "goal")


def propose_one(asker: Asker, goal: Goal, words: MeasureWords, lang: str) -> list[Happened]:
    """Make one measure of a goal."""
    measure = contribute(asker, Measure, lang, goal_id=goal.id, text={}, responsible={}, time_frame={})
    asker.say(
        measure,
        "measure",
        lang,
        text=words.text,
        responsible=words.responsible,
        time_frame=words.time_frame,
    )
    return [Happened("measure_proposed", measure), sign(asker, "measure", measure)]


def _touch(goal, phenomenon_ids):
    held = {link.phenomenon_id: link for link in goal.phenomenon_links}
    goal.phenomenon_links = [held.get(number) or GoalPhenomenon(phenomenon_id=number) for number in phenomenon_ids]
