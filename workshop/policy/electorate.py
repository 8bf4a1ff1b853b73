"""The electorate of a voting round: who may vote in it, and of whom its turnout is counted."""

from collections.abc import Collection

from workshop.policy.rules import RULES
from workshop.policy.words import TABLE
from workshop.protocols import Elector, Polling


def may_vote_in(who: Elector, round_: Polling) -> bool:
    """Whether a participant meets each condition of a round's electorate; without any, every voter does.

    A condition that names nothing is met by nobody.

    A table never does. Practice is open to everybody, observers too.
    """
    if round_.practice:
        return who.kind != TABLE
    terms = round_.electorate or {}
    bodies, roles, workshops = (terms.get(name) for name in ("bodies", "roles", "workshops"))
    return (
        who.role in RULES["cast_ballot"].roles
        and who.kind != TABLE
        and (roles is None or who.role in roles)
        and (bodies is None or who.body_id in bodies)
        and (workshops is None or _is_in(who, workshops))
        and (not terms.get("confirmed") or who.confirmed)
        and (not terms.get("cards") or who.card_id is not None)
    )


def is_expected(who: Elector, round_: Polling, workshop_ids: Collection[int]) -> bool:
    """Whether a participant counts where turnout is counted: they may vote, and are in the round's workshops."""
    named = (round_.electorate or {}).get("workshops")
    return may_vote_in(who, round_) and (named is not None or not workshop_ids or _is_in(who, workshop_ids))


def _is_in(who: Elector, workshop_ids: Collection[int]) -> bool:
    joined = who.workshop_ids
    return bool(workshop_ids) and (not joined or not set(workshop_ids).isdisjoint(joined))
