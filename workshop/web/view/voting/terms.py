"""What a voting round says beforehand of its voters and of what is counted, in words."""

from typing import Any

from workshop.language import labels
from workshop.language.speech import gettext
from workshop.language.texts import text_in


def voters_of(view: Any, round_: Any) -> str:
    """Return who may vote in a round, where that is not everybody; otherwise ""."""
    terms = round_.electorate or {}
    said = [
        _named(view.bodies, terms.get("bodies")),
        _named(view.workshops, terms.get("workshops")),
        ", ".join(str(labels.VOTERS[role]) for role in terms.get("roles") or () if role in labels.VOTERS),
        gettext("whom a facilitator has confirmed") if terms.get("confirmed") else "",
        gettext("who have a card") if terms.get("cards") else "",
    ]
    return "; ".join(each for each in said if each)


def counted_by(view: Any, round_: Any) -> str:
    """Return by what groups a round is counted; "" for none."""
    if round_.kind != "vote" or round_.secrecy == "secret" or round_.practice:
        return ""
    several = ["body", "workshop"] if len(round_.workshop_ids) > 1 else ["body"]
    names = [*(several if round_.breakdowns is None else round_.breakdowns)]
    if view.consultation.get("asks_municipality"):
        names.append("municipalities")
    return ", ".join(str(labels.COUNTED_BY[name]) for name in names)


def _named(things, wanted):
    return ", ".join(text_in(one["title"]) for one in things if one["id"] in (wanted or ()))
