"""Commands on goals, and what all contributions share: authorship, withdrawing, hiding."""

from pydantic import Field

from workshop import policy
from workshop.commands.arguments import (
    Arguments,
    Changes,
    GoalId,
    OptionalLine,
    OptionalParagraphs,
    PhenomenonId,
    Reason,
    Slot,
    ThemeId,
    Title,
    many,
    text_of,
)
from workshop.commands.asker import Asker, touch
from workshop.commands.command import command
from workshop.errors import Conflict
from workshop.events import Happened
from workshop.models import Authorship, Goal, GoalPhenomenon, Hiding, Measure, Notice, Round


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
    """New texts or phenomena for a goal; what is left out stays."""

    goal_id: GoalId
    title: Title | None = None
    rationale: OptionalParagraphs | None = None
    phenomenon_ids: many(PhenomenonId) | None = None
    lang: Slot | None = None


class WithdrawGoal(Changes):
    """A goal to be withdrawn."""

    goal_id: GoalId


class HideGoal(Changes):
    """A goal to be hidden, with the reason that its author is told."""

    goal_id: GoalId
    reason: Reason


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
    asker.say(goal, "goal", wanted.lang or asker.me.lang, title=wanted.title, rationale=wanted.rationale)
    if wanted.phenomenon_ids is not None:
        _touch(goal, wanted.phenomenon_ids)
    return [Happened("goal_edited", goal)]


@command(WithdrawGoal)
def withdraw_goal(asker: Asker, wanted: WithdrawGoal) -> list[Happened]:
    """Withdraw a goal; on an open ballot it keeps its choices and counts no more."""
    return withdraw(asker, "goal")


@command(HideGoal)
def hide_goal(asker: Asker, wanted: HideGoal) -> list[Happened]:
    """Hide a goal with a reason."""
    return hide(asker, "goal", wanted.reason)


def contribute(asker: Asker, model, lang: str, **fields):
    """Make a contribution of the asker, for the body that they speak for."""
    return asker.make(model, lang=lang, body_id=asker.me.body_id, created_at=asker.now, **fields)


def sign(asker: Asker, noun: str, thing) -> Happened:
    """Record the asker as the author of a contribution."""
    touch(asker.me)
    authorship = asker.make(Authorship, kind=noun, thing_id=thing.id, participant_id=asker.me.id)
    return Happened("authorship_recorded", authorship)


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


def withdraw(asker: Asker, noun: str) -> list[Happened]:
    """Withdraw the contribution that the arguments name."""
    thing = asker.things[f"{noun}_id"]
    thing.state = "withdrawn"
    return [Happened(f"{noun}_withdrawn", thing)]


def hide(asker: Asker, noun: str, reason: str) -> list[Happened]:
    """Hide the contribution that the arguments name; who leads keeps its texts, its author is told why."""
    thing = asker.things[f"{noun}_id"]
    texts = thing.title if noun == "goal" else thing.text
    texts = {slot: wording["text"] for slot, wording in texts.items()}
    about = {"kind": noun, "thing_id": thing.id, "reason": reason, "texts": texts}
    hiding = asker.make(Hiding, hidden_at=asker.now, **about)
    thing.state = "hidden"
    happened = [Happened(f"{noun}_hidden", thing), Happened("hiding_recorded", hiding)]
    author = asker.author_of(noun, thing)
    if author is not None:
        notice = asker.make(Notice, participant_id=author, name="hidden", **about)
        happened.append(Happened("author_notified", notice))
    return happened


def refuse_on_open_ballot(asker: Asker, goal: Goal) -> None:
    """Raise Conflict when the goal is on the ballot of an open round."""
    for round_ in asker.all(Round, Round.kind == policy.VOTE):
        if policy.permits(round_, policy.VOTE, None, asker.now) and goal.id in round_.goal_ids:
            raise Conflict("the goal is on an open ballot")


def _touch(goal, phenomenon_ids):
    held = {link.phenomenon_id: link for link in goal.phenomenon_links}
    goal.phenomenon_links = [held.get(number) or GoalPhenomenon(phenomenon_id=number) for number in phenomenon_ids]
