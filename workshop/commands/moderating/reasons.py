"""Commands that hide the published reason of an objection, and show it again; no figure depends on it."""

from typing import Any

from pydantic import Field

from workshop import events, policy
from workshop.engine.actor import Actor
from workshop.engine.arguments import LARGEST_ID, Changes, Reason, RoundId
from workshop.engine.command import command
from workshop.errors import Conflict, Invalid
from workshop.events import PendingEvent
from workshop.models import Hiding, Round, Tally

# What a hiding of a reason is called beside those of contributions.
REASON = "reason"


class ShowReason(Changes):
    """A hidden reason to be shown again: the one in this `place` of those `on` a goal or measure, from 1."""

    round_id: RoundId
    on: int = Field(ge=1, le=LARGEST_ID)
    place: int = Field(ge=1, le=LARGEST_ID)


class HideReason(ShowReason):
    """A published reason to be hidden, and why: the one in this `place` of those `on` a goal or measure, from 1."""

    reason: Reason


@command(HideReason, target="round_id")
def hide_reason(actor: Actor, args: HideReason) -> list[PendingEvent]:
    """Hide a published reason of an objection in every output; Conflict where it is hidden already.

    Figures and their hash stay: they do not cover reasons. Who wrote it is known to nobody, so nobody is told. Danger:
    the record has no words of it, since nothing of a ballot may stand in the journal; they stay with the tally.
    """
    round_, kept = _found(actor, args)
    hidden = _hidden(kept, args)
    if args.place in hidden:
        raise Conflict("reason_hidden_already")
    _keep(kept, args, [*hidden, args.place])
    about: dict[str, Any] = {"kind": REASON, "thing_id": round_.id, "reason": args.reason}
    about |= {"texts": {}, "taken_by": policy.FACILITATOR, "called": {}}
    about["about"] = {"on": args.on, "place": args.place}
    return [events.reason_hidden(round_), events.hiding_recorded(actor.make(Hiding, hidden_at=actor.now, **about))]


@command(ShowReason, target="round_id")
def show_reason(actor: Actor, args: ShowReason) -> list[PendingEvent]:
    """Show a hidden reason of an objection again; Conflict where it is not hidden."""
    round_, kept = _found(actor, args)
    hidden = _hidden(kept, args)
    if args.place not in hidden:
        raise Conflict("reason_not_hidden")
    _keep(kept, args, [place for place in hidden if place != args.place])
    about = {"on": args.on, "place": args.place}
    records = [
        each for each in actor.all(Hiding, Hiding.kind == REASON, Hiding.thing_id == round_.id) if each.about == about
    ]
    for each in records:
        each.state = "lifted"
    return [events.reason_shown(round_), *map(events.hiding_lifted, records)]


def _found(actor: Actor, args: ShowReason) -> tuple[Round, Tally]:
    """Return the round and its tally; Conflict while results are hidden, Invalid where there is no such reason."""
    round_: Round = actor.targets["round_id"]
    kept = actor.session.get(Tally, round_.id)
    if kept is None or round_.phase == policy.OPEN or not policy.results_visible(round_):
        raise Conflict("results_hidden", round=round_.title)
    published = ((kept.extras or {}).get("reasons") or {}).get(str(args.on), [])
    if not published:
        raise Invalid(on="not_a_choice")
    if args.place > len(published):
        raise Invalid(place="not_a_choice")
    return round_, kept


def _hidden(kept, args):
    return (kept.hidden_reasons or {}).get(str(args.on), [])


def _keep(kept, args, places):
    # A new version, since it changes what may be seen.
    kept.version += 1
    kept.hidden_reasons = {**(kept.hidden_reasons or {}), str(args.on): sorted(places)}
