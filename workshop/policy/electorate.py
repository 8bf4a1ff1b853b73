"""The electorate of a voting round: who may vote in it, and of whom its turnout is counted."""

from collections.abc import Collection

from workshop.policy.rules import RULES
from workshop.policy.words import TABLE
from workshop.protocols import Elector, Polling


def may_vote_in(who: Elector, round_: Polling) -> bool:
    """Whether a participant meets each condition of a round's electorate; without any, every voter does.

    A table never does. Practice is open to everybody, observers too.
    """
    if round_.practice:
        return who.kind != TABLE
    terms = round_.electorate or {}
    bodies, roles, workshops = (terms.get(name) for name in ("bodies", "roles", "workshops"))
    return (
        who.role in RULES["cast_ballot"].roles
        and who.kind != TABLE
        and (not roles or who.role in roles)
        and (not bodies or who.body_id in bodies)
        and (not workshops or _is_in(who, workshops))
        and (not terms.get("confirmed") or who.confirmed)
        and (not terms.get("cards") or who.card_id is not None)
    )


def is_expected(who: Elector, round_: Polling, workshop_ids: Collection[int]) -> bool:
    """Whether a participant counts where turnout is counted: they may vote, and are in the round's workshops."""
    named = (round_.electorate or {}).get("workshops")
    return may_vote_in(who, round_) and (bool(named) or not workshop_ids or _is_in(who, workshop_ids))


def _is_in(who: Elector, workshop_ids: Collection[int]) -> bool:
    return not who.workshop_ids or not set(workshop_ids).isdisjoint(who.workshop_ids)
