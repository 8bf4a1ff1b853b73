"""What commands on rounds check of the electorate: that its groups exist, and that a secret vote has enough voters."""

from workshop import policy
from workshop.engine.actor import Actor
from workshop.errors import Conflict, Fault, Invalid
from workshop.models import Body, Round, Workshop
from workshop.operations.groups.electorate import expected, is_too_small


def check_electorate(actor: Actor, round_: Round) -> None:
    """Raise Invalid where a round's electorate names a body or a workshop that is not there."""
    terms = round_.electorate or {}
    for name, model in (("bodies", Body), ("workshops", Workshop)):
        wanted = set(terms.get(name) or ())
        if wanted - {one.id for one in actor.all(model, model.id.in_(wanted))}:
            raise Invalid.of({f"electorate.{name}": "not_a_choice"})


def refuse_elector(actor: Actor, kind: str, number: int) -> None:
    """Raise Conflict where those of a body or workshop (`kind` is `bodies` or `workshops`) may vote in a round.

    A round that is over keeps its electorate as it was told.
    """
    for round_ in actor.all(Round, Round.phase.in_([policy.PLANNED, policy.OPEN])):
        if number in ((round_.electorate or {}).get(kind) or ()):
            raise Conflict("votes_in_round", round=round_.title)


def refuse_small_electorate(actor: Actor, round_: Round) -> None:
    """Raise Invalid where a secret vote would open for a closed circle of fewer than it promises."""
    if is_too_small(actor.session, round_):
        limits = {"number": len(expected(actor.session, round_)), "least": round_.threshold}
        raise Invalid(electorate=Fault("electorate_too_small", limits))
