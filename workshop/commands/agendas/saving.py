"""Saving a workshop's agenda as a pattern of one's own, from which workshops of any consultation may begin."""

from sqlalchemy import func, select

from workshop.commands.agendas.copying import Places, agenda_of, plan_of
from workshop.commands.agendas.patterns import PatternName, own_pattern
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
    rounds, places = agenda_of(actor, workshop.id), Places({}, {}, {})
    order = {round_.id: place for place, round_ in enumerate(rounds)}
    plans = [plan_of(round_, places, {n: at for n, at in order.items() if at < order[round_.id]}) for round_ in rounds]
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
