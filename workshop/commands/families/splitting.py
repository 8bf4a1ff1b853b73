"""The command that makes several goals of one."""

from typing import Annotated

from pydantic import Field

from workshop import events, policy
from workshop.commands.families.making import descend, made_of, marked, refuse_to_change
from workshop.commands.families.telling import tell
from workshop.engine.actor import Actor
from workshop.engine.arguments import Changes, GoalId, Slot, Title
from workshop.engine.ceilings import refuse_beyond_all
from workshop.engine.command import command
from workshop.errors import Invalid
from workshop.events import PendingEvent
from workshop.fields import wordings
from workshop.models import Goal
from workshop.operations.documents.following import follow_in_document
from workshop.operations.families import CARRIED, carry, follow_in_rounds, leaves_of, standing_under

# Nobody would read more parts than a form has room for.
MOST_PARTS = 10
PartOf = Annotated[dict[str, int], Field(max_length=1000)]


class SplitGoal(Changes):
    """A goal to be split into one for each title.

    `measure_parts` and `comment_parts` say, by id, to which of the titles (counted from 1) a measure or a comment that
    begins a thread goes; all others go to the first.
    """

    goal_id: GoalId
    titles: list[Title] = Field(min_length=1, max_length=MOST_PARTS)
    measure_parts: PartOf = {}
    comment_parts: PartOf = {}
    lang: Slot | None = None


@command(SplitGoal, target="goal_id", answers=("goal_ids",))
def split_goal(actor: Actor, args: SplitGoal) -> list[PendingEvent]:
    """Make several goals of one, which stays readable under them; its measures and comments go to its parts.

    Raises Conflict as `merge_goals` does; Invalid for one title alone, and for a measure or comment of another goal.
    """
    goal = actor.targets["goal_id"]
    if len(args.titles) < 2:
        raise Invalid(titles="goal_alone")
    refuse_to_change(actor, goal)
    step, lang = actor.consultation.revision + 1, args.lang or actor.me.lang
    parts = []
    for number, title in enumerate(args.titles):
        refuse_beyond_all(actor, "goal")
        part = made_of(actor, [goal], lang, goal.theme_id, policy.SPLIT, key=f"{actor.key}/{number}")
        part.from_goal_id = goal.id
        actor.say(part, "goal", lang, title=title, rationale=wordings(goal.rationale))
        descend(actor, goal, part, policy.SPLIT, step)
        parts.append(part)
    goal.superseded, goal.part_ids = policy.SPLIT, [part.id for part in parts]
    carried = _share_out(actor, goal, parts, args, step)
    follow_in_document(actor.session, [goal], parts)
    actor.result = {"goal_ids": goal.part_ids}
    happened = [*map(events.part_made, parts), events.goal_split(goal), *carried]
    happened += [*follow_in_rounds(actor.session, [goal], parts), *marked(actor, goal, *parts)]
    return [*happened, *tell(actor, "split", leaves_of(actor.session, goal), goal)]


def _share_out(actor, goal, parts, args, step):
    """Carry what stands under a goal to its parts, replies to where the comment is that began their thread."""
    happened = []
    for kind, model, carried in CARRIED:
        wanted, places = getattr(args, f"{kind}_parts"), dict[int, Goal]()
        things = standing_under(actor.session, model, goal)
        own = {str(thing.id) for thing in things}
        for number, place in wanted.items():
            if number not in own:
                raise Invalid.of({f"{kind}_parts.{number}": "not_its_own"})
            if not 1 <= place <= len(parts):
                raise Invalid.of({f"{kind}_parts.{number}": "out_of_range"})
        for thing in things:
            above = places.get(getattr(thing, "reply_to", None) or 0)
            places[thing.id] = above or parts[wanted.get(str(thing.id), 1) - 1]
            carry(actor.session, thing, kind, places[thing.id], step)
            happened.append(carried(thing))
    return happened
