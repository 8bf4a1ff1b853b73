"""Whether there is room for one contribution more, or for longer texts."""

from workshop import policy
from workshop.engine.actor import AnyAsker, Me, Place
from workshop.errors import Conflict
from workshop.holdings import TEXTS, held, made_by, number_held, people_in, texts_of


def refuse_beyond_ceilings(asker: AnyAsker[Place, Me], noun: str, more: int = 1) -> None:
    """Raise Conflict where `more` contributions of a kind are too many for the asker or for the consultation.

    What a person has withdrawn counts too, or else withdrawing and proposing could go on for ever. Who leads writes
    for others, and has no ceiling of their own.
    """
    most = asker.ceilings.each(noun)
    if not policy.leads(asker.me) and made_by(asker.session, asker.me.id, noun) + more > most:
        raise Conflict(f"own_{noun}s_full", most=most)
    refuse_beyond_all(asker, noun, more)


def refuse_beyond_all(asker: AnyAsker[Place, Me], noun: str, more: int = 1) -> None:
    """Raise Conflict where `more` contributions of a kind are too many for the consultation."""
    most = asker.ceilings.all(noun)
    if number_held(asker.session, asker.consultation.id, noun) + more > most:
        raise Conflict(f"{noun}s_full", most=most)


def refuse_longer_texts(asker: AnyAsker[Place, Me]) -> None:
    """Raise Conflict where texts grew, and those of the asker or a whole snapshot would be larger than they can be."""
    if not asker.grown:
        return
    asker.session.flush()
    if not policy.leads(asker.me) and texts_of(asker.session, asker.me.id) > asker.ceilings.texts_each:
        raise Conflict("own_texts_full")
    if held(asker.session, asker.consultation.id)[TEXTS] > asker.ceilings.texts:
        raise Conflict("texts_full")


def refuse_one_more_participant(asker: AnyAsker[Place, Me]) -> None:
    """Raise Conflict where a consultation has as many participants as it can."""
    if people_in(asker.session, asker.consultation.id) >= asker.ceilings.people:
        raise Conflict("people_full")
