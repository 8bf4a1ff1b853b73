"""Agreement and division between groups, in words."""

from typing import Any

from workshop.insight.accord import APART, FIRST, LEAST, MOST, Accord, Division
from workshop.insight.naming import named, names_of_groups, percent, text
from workshop.language import labels
from workshop.language.speech import gettext as _
from workshop.language.speech import language, ngettext
from workshop.language.words import Words


def said_of(record: dict[str, Any], found: list[Accord], most: int = MOST) -> list[str]:
    """Return in sentences what groups agree on and differ in, and by which rule, in the current language.

    Of each vote and breakdown so many divisions at most.
    """
    said = [sentence for one in found for sentence in _sentences(record, one, most)]
    if not said:
        return [
            _(
                "There is nothing to say about groups: no vote was counted by group, figures are hidden, or groups "
                "hardly differ."
            )
        ]
    rule = _(
        "Shares are compared where a group differs from all others by %(apart)s percentage points or more, and both "
        "are of %(least)s people or more. Figures that are hidden take no part.",
        apart=APART,
        least=LEAST,
    )
    return [*said, rule]


def group_of(record: dict[str, Any], one: Accord, each: Division) -> str:
    """Return the name of the group of a division, in the current language."""
    return names_of_groups(record, one.round["tally"], one.name, Words(language()))(each.group)


def _sentences(record: dict[str, Any], one: Accord, most: int) -> list[str]:
    where = text(one.round["title"])
    agreed = [_agreed(one, each) for each in one.agreed]
    if agreed and one.left_out:
        agreed.append(
            ngettext(
                "Of %(num)d other group some figures are hidden, so it is not counted in.",
                "Of %(num)d other groups some figures are hidden, so they are not counted in.",
                one.left_out,
            )
        )
    said = [*agreed, *(_divided(record, one, each) for each in one.divisions[:most])]
    return [f"{where}: {sentence}" for sentence in said]


def _agreed(one: Accord, called: dict[str, Any]) -> str:
    about = {"goal": named(called), "first": FIRST, "number": len(one.groups)}
    if one.name == "body" and not one.left_out:
        return _("All bodies put “%(goal)s” among their first %(first)s.") % about
    if one.name == "body":
        return _("%(number)s bodies, all whose figures are shown, put “%(goal)s” among their first %(first)s.") % about
    counted = str(labels.BREAKDOWNS[one.name])
    return _(
        "%(counted)s: all %(number)s groups whose figures are shown put “%(goal)s” among their first %(first)s."
    ) % {
        **about,
        "counted": counted,
    }


def _divided(record: dict[str, Any], one: Accord, each: Division) -> str:
    about = {
        "group": group_of(record, one, each),
        "goal": named(each.called),
        "own": percent(each.own.percent),
        "others": percent(each.others.percent),
    }
    if each.apart > 0:
        return _("%(group)s: more support than elsewhere for “%(goal)s”, %(own)s and %(others)s.") % about
    return _("%(group)s: less support than elsewhere for “%(goal)s”, %(own)s and %(others)s.") % about
