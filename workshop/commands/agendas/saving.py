"""Saving a workshop's agenda as a pattern of one's own, from which workshops of any consultation may begin."""

from sqlalchemy import func, select

from workshop import policy
from workshop.commands.agendas.carrying import plan_of
from workshop.commands.agendas.copying import agenda_of
from workshop.commands.agendas.patterns import THE_WORKSHOP, PatternName, own_pattern
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, Slot, Titles, WorkshopId
from workshop.engine.command import ME, command
from workshop.errors import Conflict, Invalid
from workshop.events import PendingEvent
from workshop.fields import wordings
from workshop.models import Pattern

MOST_PATTERNS = 40


class SavePattern(Arguments):
    """A workshop whose agenda is to be saved; without a title it gets that of the workshop."""

    workshop_id: WorkshopId
    title: Titles | None = None
    lang: Slot | None = None


class RemovePattern(Arguments):
    """A pattern of one's own to be removed; workshops that began from it stay."""

    pattern: PatternName


@command(SavePattern, target="workshop_id", answers=("pattern",))
def save_pattern(actor: Actor, args: SavePattern) -> list[PendingEvent]:
    """Save an agenda for its facilitator alone; Conflict beyond the most that one may have."""
    session, account_id = actor.session, actor.me.account_id
    own = session.scalars(select(func.count()).where(Pattern.account_id == account_id)).one()
    if own >= MOST_PATTERNS:
        raise Conflict("patterns_full", most=MOST_PATTERNS)
    workshop = actor.targets["workshop_id"]
    title = args.title or wordings(workshop.title)
    texts = {args.lang or actor.me.lang: title} if isinstance(title, str) else {k: v for k, v in title.items() if v}
    if not texts:
        raise Invalid(title="empty")
    rounds = agenda_of(actor, workshop.id)
    order = {round_.id: place for place, round_ in enumerate(rounds)}
    plans = [_saved(plan_of(round_), workshop.id, order, order[round_.id]) for round_ in rounds]
    session.add(
        Pattern(
            account_id=account_id,
            key=actor.key,
            title=texts,
            rounds=[{name: value for name, value in each.items() if value not in (None, [])} for each in plans],
            created_at=actor.now,
        )
    )
    session.flush()
    actor.result = {"pattern": actor.key}
    return []


@command(RemovePattern, target=ME, answers=("pattern",))
def remove_pattern(actor: Actor, args: RemovePattern) -> list[PendingEvent]:
    """Remove a pattern of one's own; raises Invalid where there is none."""
    actor.session.delete(own_pattern(actor.session, actor.me.account_id, args.pattern))
    actor.result = {"pattern": args.pattern}
    return []


def _saved(about, workshop_id, order, place):
    """Return a round's arguments as a pattern has them; its ballot may be of a round that comes before it alone."""
    about = {name: value for name, value in about.items() if name != "workshop_ids"}
    electorate = about.get("electorate") or {}
    if electorate.get("workshops"):
        here = [THE_WORKSHOP if number == workshop_id else number for number in electorate["workshops"]]
        about["electorate"] = {**electorate, "workshops": here}
    on_ballot = about["on_ballot"]
    if isinstance(on_ballot, dict) and "round_id" in on_ballot:
        earlier = order.get(on_ballot["round_id"], place)
        if earlier < place:
            about["on_ballot"] = {**on_ballot, "round_id": earlier}
        else:
            about["on_ballot"] = policy.SHORTLIST
            about["to_choose"] = [*about["to_choose"], "on_ballot"]
    return about
