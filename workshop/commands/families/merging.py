"""The command that makes one goal of several."""

from typing import Annotated

from workshop import events, policy
from workshop.commands.families.making import descend, made_of, marked, refuse_to_change
from workshop.commands.families.telling import tell
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, Descriptions, GoalId, Slot, ThemeId, Titles, many
from workshop.engine.command import command
from workshop.errors import Invalid
from workshop.events import PendingEvent
from workshop.operations.counting_once import count_family
from workshop.operations.documents.following import follow_in_document
from workshop.operations.families import carry_all, follow_in_rounds, leaves_of

# More would be no family.
MOST_GOALS = 100


class MergeGoals(Arguments):
    """Goals to be merged into one with its own words, under the theme of the first one unless another is given."""

    goal_ids: Annotated[list[GoalId], *many(MOST_GOALS, least=1)]
    title: Titles
    rationale: Descriptions | None = None
    theme_id: ThemeId | None = None
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
    refuse_to_change(actor, *goals)
    step, lang = actor.consultation.revision + 1, args.lang or actor.me.lang
    family = made_of(actor, goals, lang, args.theme_id or goals[0].theme_id, policy.MERGED)
    family.member_ids = [goal.id for goal in goals]
    actor.say(family, "goal", lang, title=args.title, rationale=args.rationale)
    carried = []
    for goal in goals:
        goal.family_id, goal.superseded = family.id, policy.MERGED
        descend(actor, goal, family, policy.MERGED, step)
        carried += carry_all(actor.session, goal, family, step)
    follow_in_document(actor.session, goals, [family])
    happened = [events.family_formed(family), *map(events.goal_merged, goals), *carried]
    happened += [*follow_in_rounds(actor.session, goals, [family]), *count_family(actor.session, family)]
    happened += marked(actor, family, *goals)
    return [*happened, *tell(actor, "merged", leaves_of(actor.session, family), family)]
