"""What authors are told of their goals that were merged or split."""

from collections.abc import Iterable
from typing import Any

from workshop import events, policy
from workshop.commands.contributions import texts_of
from workshop.engine.actor import Actor
from workshop.events import PendingEvent
from workshop.models import Goal, Notice
from workshop.operations.families import leaves_of


def tell(actor: Actor, name: str, goals: Iterable[Goal], about: Goal) -> list[PendingEvent]:
    """Tell each author of these goals once what became of them; the notice leads to the goal that it is `about`."""
    authors = {actor.author_of("goal", goal) for goal in goals if not goal.removed} - {None, actor.me.id}
    notice: dict[str, Any] = {"name": name, "kind": "goal", "thing_id": about.id, "texts": texts_of("goal", about)}
    told = [actor.make(Notice, participant_id=each, reason="", **notice) for each in sorted(filter(None, authors))]
    return [events.author_notified(each) for each in told]


def tell_back(actor: Actor, about: Goal, of: Iterable[Goal]) -> list[PendingEvent]:
    """Take back what authors were told and have not put away yet; tell the others that it was undone."""
    name = policy.MERGED if about.superseded == policy.UNDONE else policy.SPLIT
    told = actor.all(Notice, Notice.kind == "goal", Notice.thing_id == about.id, Notice.name == name)
    for notice in told:
        notice.state = "lifted"
    unread = {notice.participant_id for notice in told}
    leaves = [leaf for goal in of for leaf in leaves_of(actor.session, goal)]
    others = [leaf for leaf in leaves if actor.author_of("goal", leaf) not in unread]
    # Of several goals of one author the first is named.
    firsts = {actor.author_of("goal", leaf): leaf for leaf in reversed(others)}
    again = [event for leaf in firsts.values() for event in tell(actor, "unmerged", [leaf], leaf)]
    return [*map(events.notice_lifted, told), *again]
