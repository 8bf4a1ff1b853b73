"""Commands that make one goal of several or several of one, and that take this back."""

from typing import Annotated, Any

from pydantic import Field

from workshop import events, policy
from workshop.commands.contributions import refuse_on_open_ballot, texts_of
from workshop.engine.actor import Actor
from workshop.engine.arguments import (
    Arguments,
    Changes,
    Descriptions,
    GoalId,
    Slot,
    ThemeId,
    Title,
    Titles,
    many,
)
from workshop.engine.ceilings import refuse_beyond_all
from workshop.engine.command import command
from workshop.errors import Conflict, Invalid
from workshop.events import PendingEvent
from workshop.fields import wordings
from workshop.models import Comment, Goal, GoalPhenomenon, Lineage, Measure, Notice
from workshop.operations.calling import mark_called
from workshop.operations.counting_once import count_family
from workshop.operations.families import (
    carry,
    carry_all,
    carry_back,
    everything_under,
    follow_in_rounds,
    leave_rounds,
    leaves_of,
    step_of,
)
from workshop.operations.numbering import put_under

# More would be no family; nor would anybody read more parts than a form has room for.
MOST_GOALS, MOST_PARTS = 100, 10
PartOf = Annotated[dict[str, int], Field(max_length=1000)]


class MergeGoals(Arguments):
    """Goals to be merged into one with its own words, under the theme of the first one unless another is given."""

    goal_ids: Annotated[list[GoalId], *many(MOST_GOALS, least=1)]
    title: Titles
    rationale: Descriptions | None = None
    theme_id: ThemeId | None = None
    lang: Slot | None = None


class UnmergeGoal(Changes):
    """A family, a goal that was split, or one of its parts, of which the last merge or split is to be taken back."""

    goal_id: GoalId


class SplitGoal(Changes):
    """A goal to be split into one for each title.

    `measures` and `comments` say, by id, to which of the titles (counted from 1) a measure or a comment that begins a
    thread goes; all others go to the first.
    """

    goal_id: GoalId
    titles: list[Title] = Field(min_length=1, max_length=MOST_PARTS)
    measures: PartOf = {}
    comments: PartOf = {}
    lang: Slot | None = None


@command(MergeGoals, makes=events.family_formed)
def merge_goals(actor: Actor, args: MergeGoals) -> list[PendingEvent]:
    """Make one goal of several, which stay readable under it; measures and comments go along.

    Raises Conflict while one of them is on an open ballot, where another goal stands for one of them, or while nobody
    but its author sees it; Invalid for one goal alone.
    """
    if len(args.goal_ids) < 2:
        raise Invalid(goal_ids="goal_alone")
    goals = [actor.find("goal", number) for number in args.goal_ids]
    _refuse(actor, *goals)
    step, lang = actor.consultation.revision + 1, args.lang or actor.me.lang
    family = _made_of(actor, goals, lang, args.theme_id or goals[0].theme_id, policy.MERGED)
    family.member_ids = [goal.id for goal in goals]
    actor.say(family, "goal", lang, title=args.title, rationale=args.rationale)
    carried = []
    for goal in goals:
        goal.family_id, goal.superseded = family.id, policy.MERGED
        _descend(actor, goal, family, policy.MERGED, step)
        carried += carry_all(actor.session, goal, family, step)
    happened = [events.family_formed(family), *map(events.goal_merged, goals), *carried]
    happened += [*follow_in_rounds(actor.session, goals, [family]), *count_family(actor.session, family)]
    happened += _marked(actor, family, *goals)
    return [*happened, *_tell(actor, "merged", leaves_of(actor.session, family), family)]


@command(SplitGoal, target="goal_id", answers=("goal_ids",))
def split_goal(actor: Actor, args: SplitGoal) -> list[PendingEvent]:
    """Make several goals of one, which stays readable under them; its measures and comments go to its parts.

    Raises Conflict as `merge_goals` does; Invalid for one title alone, and for a measure or comment of another goal.
    """
    goal = actor.targets["goal_id"]
    if len(args.titles) < 2:
        raise Invalid(titles="goal_alone")
    _refuse(actor, goal)
    step, lang = actor.consultation.revision + 1, args.lang or actor.me.lang
    parts = []
    for number, title in enumerate(args.titles):
        refuse_beyond_all(actor, "goal")
        part = _made_of(actor, [goal], lang, goal.theme_id, policy.SPLIT, key=f"{actor.key}/{number}")
        part.from_goal_id = goal.id
        actor.say(part, "goal", lang, title=title, rationale=wordings(goal.rationale))
        _descend(actor, goal, part, policy.SPLIT, step)
        parts.append(part)
    goal.superseded, goal.part_ids = policy.SPLIT, [part.id for part in parts]
    carried = _share_out(actor, goal, parts, args, step)
    actor.result = {"goal_ids": goal.part_ids}
    happened = [*map(events.part_made, parts), events.goal_split(goal), *carried]
    happened += [*follow_in_rounds(actor.session, [goal], parts), *_marked(actor, goal, *parts)]
    return [*happened, *_tell(actor, "split", leaves_of(actor.session, goal), goal)]


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
        _refuse_superseded(actor, goal)
        raise Conflict("not_merged", goal=goal.title)
    return _take_back(actor, goal, [goal], _goals(actor, goal.member_ids), events.family_dissolved, events.goal_unmerged)


def _take_back(actor, goal, made, of, dissolved, returned):
    """Take back what made some goals of others (`of`), of which `goal` names the step."""
    for each in made:
        _refuse_superseded(actor, each)
    refuse_on_open_ballot(actor, *made, *of, *(under for each in made for under in everything_under(actor.session, each)))
    rows = step_of(actor.session, goal)
    for row in rows:
        row.undone_in = actor.consultation.revision + 1
    for each in made:
        each.superseded = policy.UNDONE
    for each in of:
        each.superseded = each.family_id = each.part_ids = None
    carried = carry_back(actor.session, actor.consultation.id, rows[0].revision)
    happened = [*map(dissolved, made), *map(returned, of), *carried]
    for each in made:
        happened += leave_rounds(actor.session, each)
    happened += [*follow_in_rounds(actor.session, made, of), *_marked(actor, *of, *made)]
    return [*happened, *_tell_back(actor, made[0] if dissolved is events.family_dissolved else goal, of)]


def _refuse(actor, *goals):
    for goal in goals:
        _refuse_superseded(actor, goal)
        if goal.sealed:
            raise Conflict("goal_sealed", goal=goal.title)
    under = [each for goal in goals for each in everything_under(actor.session, goal)]
    refuse_on_open_ballot(actor, *goals, *under)


def _refuse_superseded(actor, goal):
    if goal.superseded == policy.MERGED:
        raise Conflict("goal_merged", goal=goal.title, family=actor.session.get_one(Goal, goal.family_id).title)
    if goal.superseded is not None:
        raise Conflict(f"goal_{goal.superseded}", goal=goal.title)


def _made_of(actor, goals, lang, theme_id, origin, key=None):
    """Make a goal of others, which has from them what they have in common, and all phenomena that they touch."""
    about: dict[str, Any] = {"body_id": _common(goals, "body_id"), "workshop_id": _common(goals, "workshop_id")}
    about |= {"mark": _mark_of(goals), "on_wall": any(goal.on_wall for goal in goals)}
    about["mark_reason"] = (_common(goals, "mark_reason") if about["mark"] else None) or ""
    made = actor.make(
        Goal, key=key, lang=lang, created_at=actor.now, origin=origin, theme_id=theme_id, title={}, rationale={}, **about
    )
    put_under(actor.session, made, theme_id)
    touched = sorted({number for goal in goals for number in goal.phenomenon_ids})
    made.phenomenon_links = [GoalPhenomenon(phenomenon_id=number) for number in touched]
    return made


def _common(goals, name):
    values = {getattr(goal, name) for goal in goals}
    return values.pop() if len(values) == 1 else None


def _mark_of(goals):
    # What went on goes on, and what was set aside comes back beside what was not.
    marks = {goal.mark for goal in goals}
    return policy.SHORTLIST if policy.SHORTLIST in marks else _common(goals, "mark")


def _descend(actor, parent, child, relation, step):
    about = {"consultation_id": actor.consultation.id, "relation": relation, "revision": step}
    actor.session.add(Lineage(parent_id=parent.id, child_id=child.id, **about))
    actor.session.flush()


def _share_out(actor, goal, parts, args, step):
    """Carry what stands under a goal to its parts, replies to where the comment is that began their thread."""
    happened = []
    for kind, model, carried in (
        ("measure", Measure, events.measure_carried),
        ("comment", Comment, events.comment_carried),
    ):
        wanted, places = getattr(args, f"{kind}s"), {}
        things = actor.session.query(model).filter(model.goal_id == goal.id).order_by(model.id).all()
        own = {str(thing.id) for thing in things}
        for number, place in wanted.items():
            if number not in own:
                raise Invalid.of({f"{kind}s.{number}": "not_its_own"})
            if not 1 <= place <= len(parts):
                raise Invalid.of({f"{kind}s.{number}": "out_of_range"})
        for thing in things:
            above = places.get(getattr(thing, "reply_to", None))
            places[thing.id] = above or parts[wanted.get(str(thing.id), 1) - 1]
            carry(actor.session, thing, kind, places[thing.id], step)
            happened.append(carried(thing))
    return happened


def _goals(actor, ids):
    return sorted((actor.session.get_one(Goal, number) for number in ids), key=lambda goal: goal.id)


def _marked(actor, *goals):
    return [event for goal in goals for event in mark_called(actor, goal)]


def _tell(actor, name, goals, about):
    """Tell each author of these goals once what became of them; the notice leads to the goal that it is about."""
    authors = sorted({actor.author_of("goal", goal) for goal in goals if not goal.removed} - {None, actor.me.id})
    notice = {"name": name, "kind": "goal", "thing_id": about.id, "reason": "", "texts": texts_of("goal", about)}
    return [events.author_notified(actor.make(Notice, participant_id=author, **notice)) for author in authors]


def _tell_back(actor, about, of):
    """Take back what authors were told and have not put away yet; tell the others that it was undone."""
    name = "merged" if about.origin == policy.MERGED and about.superseded == policy.UNDONE else "split"
    told = actor.all(Notice, Notice.kind == "goal", Notice.thing_id == about.id, Notice.name == name)
    for notice in told:
        notice.state = "lifted"
    unread = {notice.participant_id for notice in told}
    leaves = [leaf for goal in of for leaf in leaves_of(actor.session, goal)]
    others = [leaf for leaf in leaves if actor.author_of("goal", leaf) not in unread]
    # Of several goals of one author the first is named.
    firsts = {actor.author_of("goal", leaf): leaf for leaf in reversed(others)}
    again = [event for leaf in firsts.values() for event in _tell(actor, f"un{name}", [leaf], leaf)]
    return [*map(events.notice_lifted, told), *again]
