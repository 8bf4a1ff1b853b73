"""What is to be chosen anew in a copied round before it opens, because what it was limited to is not there."""

from collections.abc import Collection
from typing import Any

from workshop import policy
from workshop.errors import Conflict
from workshop.models import Round


def terms_of_choice(round_: Round) -> dict[str, Any]:
    """Return what a round is limited to now, by the arguments that choose it (`policy.CONDITIONS`)."""
    electorate = round_.electorate or {}
    return {
        "theme_ids": round_.theme_ids,
        "workshop_ids": round_.workshop_ids,
        "on_ballot": round_.on_ballot,
        "electorate.bodies": electorate.get("bodies"),
        "electorate.workshops": electorate.get("workshops"),
    }


def still_to_choose(round_: Round, before: dict[str, Any], as_it_stands: Collection[str]) -> list[str]:
    """Return what is still to be chosen after a change of a round whose terms were `before`.

    Something is chosen when it is another one than before, or when whoever changes the round says that it is right as
    it stands; that it names nothing is said in this way alone. What the round has not any more need not be chosen.
    """
    now = terms_of_choice(round_)
    return [name for name in round_.to_choose or () if name not in as_it_stands and _is_open(round_, name, before, now)]


def refuse_unchosen(round_: Round) -> None:
    """Raise Conflict where something is to be chosen anew: opened as it is, the round would be for more than before."""
    if round_.to_choose:
        raise Conflict("choose_first")


def _is_open(round_, name, before, now):
    if name.startswith("electorate.") and (round_.kind != policy.VOTE or round_.practice):
        return False
    if name == "on_ballot" and now[name] is None:
        return False
    return not now[name] or now[name] == before[name]
