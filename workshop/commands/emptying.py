"""What becomes of the goals and rounds of a theme that is removed."""

from sqlalchemy import select

from workshop import events, policy
from workshop.commands.contributions import refuse_on_open_ballot
from workshop.commands.rounds.ballot import refuse_named
from workshop.engine.actor import Actor
from workshop.errors import Fault, Invalid
from workshop.events import PendingEvent
from workshop.models import Goal, Round, Theme
from workshop.operations.calling import mark_called
from workshop.operations.numbering import put_under


def move_all(actor: Actor, args) -> list[PendingEvent]:
    """Move all goals of a theme to the one that the arguments name, also hidden and withdrawn ones, which may come
    back.

    Raises Invalid where the theme has goals and no other theme is named, and Conflict while a goal is on an open
    ballot.
    """
    query = select(Goal).where(Goal.theme_id == args.theme_id).order_by(Goal.id)
    goals = actor.session.scalars(query).all()
    if not goals:
        return []
    if args.move_goals_to is None:
        away = sum(goal.removed for goal in goals)
        raise Invalid(move_goals_to=Fault("theme_has_goals", {"goals": len(goals), "away": away}))
    if args.move_goals_to == args.theme_id:
        raise Invalid(move_goals_to="not_a_choice")
    refuse_on_open_ballot(actor, *goals)
    for goal in goals:
        put_under(actor.session, goal, args.move_goals_to)
    return [each for goal in goals for each in (events.goal_moved(goal), *mark_called(actor, goal))]


def loosen_rounds(actor: Actor, args) -> list[PendingEvent]:
    """Remove a theme from the themes of planned rounds; a round limited to it alone is removed if the arguments say so.

    Raises Invalid where they do not, and while an open round is limited to the theme.
    """
    there = {theme.id for theme in actor.all(Theme)} - {args.theme_id}
    limited = [each for each in actor.all(Round) if args.theme_id in each.theme_ids]
    alone = {each.id for each in limited if not there & set(each.theme_ids)}
    happened = []
    for round_ in limited:
        if round_.phase == policy.OPEN:
            raise Invalid(theme_id=Fault("theme_in_open_round", titles={"round": round_.title}))
        if round_.phase != policy.PLANNED:
            continue
        if round_.id in alone:
            happened.append(_removed(actor, round_, args, alone))
        else:
            happened.append(_loosened(actor, round_, args.theme_id))
    return happened


def _removed(actor, round_, args, going):
    # A round without themes covers all of them, which the facilitator did not plan.
    if not args.remove_rounds:
        raise Invalid(remove_rounds=Fault("theme_alone_in_round", titles={"round": round_.title}))
    refuse_named(actor, round_, going)
    round_.state = "removed"
    return events.round_removed(round_)


def _loosened(actor, round_, theme_id):
    for link in round_.theme_links:
        if link.theme_id == theme_id:
            actor.session.delete(link)
    actor.session.flush()
    actor.session.expire(round_, ["theme_links"])
    return events.round_edited(round_)
