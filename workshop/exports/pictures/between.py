"""The picture of agreement and division: goals that groups put first alike, and those that one supports otherwise."""

from typing import Any

from workshop.exports.groups import names_of_groups
from workshop.exports.pictures import tracks
from workshop.exports.pictures.picture import Picture, named, percent, text
from workshop.exports.tables import DOTTED, FIGURE, Column, table
from workshop.insight.accord import APART, FIRST, LEAST, Accord, Division, accords
from workshop.language import labels
from workshop.language.speech import gettext as _
from workshop.language.speech import language, ngettext
from workshop.language.words import Words

NAME = "between-groups"
# The picture shows so many divisions; the table has all that are told.
DRAWN = 12


def between(record: dict[str, Any]) -> Picture:
    """Return the picture of a record."""
    found = accords(record)
    divided = [(one, division) for one in found for division in one.divisions]
    rows = [
        tracks.Track(named(each.called), _of(record, one, each), [each.others.percent, each.own.percent])
        for one, each in divided[:DRAWN]
    ]
    drawn = tracks.draw(_("All others"), _("The group that is named"), rows) if rows else None
    title = _("Agreement and division between groups")
    return Picture(NAME, title, _said(record, found), _table(record, found), drawn)


def _said(record: dict[str, Any], found: list[Accord]) -> list[str]:
    said = [sentence for one in found for sentence in _sentences(record, one)]
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


def _sentences(record: dict[str, Any], one: Accord) -> list[str]:
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
    said = [*agreed, *(_divided(record, one, each) for each in one.divisions)]
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
        "group": _group(record, one, each),
        "goal": named(each.called),
        "own": percent(each.own.percent),
        "others": percent(each.others.percent),
    }
    if each.apart > 0:
        return _("%(group)s: more support than elsewhere for “%(goal)s”, %(own)s and %(others)s.") % about
    return _("%(group)s: less support than elsewhere for “%(goal)s”, %(own)s and %(others)s.") % about


def _group(record: dict[str, Any], one: Accord, each: Division) -> str:
    return names_of_groups(record, one.round["tally"], one.name, Words(language()))(each.group)


def _of(record: dict[str, Any], one: Accord, each: Division) -> str:
    return f"{_group(record, one, each)} · {text(one.round['title'])}"


def _table(record: dict[str, Any], found: list[Accord]):
    columns = [
        Column(_("Round"), 40),
        Column(_("Counted"), 24),
        Column(_("Group"), 40),
        Column(_("Number"), 9, DOTTED),
        Column(_("Goal"), 50),
        Column(_("Said"), 30),
        Column(_("Support in the group, %"), 14, FIGURE),
        Column(_("Support among others, %"), 14, FIGURE),
    ]
    rows = []
    for one in found:
        head = [text(one.round["title"]), str(labels.BREAKDOWNS[one.name])]
        for called in one.agreed:
            goal = [called["number"], text(called["title"])]
            rows.append([*head, _("All whose figures are shown"), *goal, _("Among the first three"), None, None])
        for each in one.divisions:
            goal = [each.called["number"], text(each.called["title"])]
            said = _("More support") if each.apart > 0 else _("Less support")
            rows.append([*head, _group(record, one, each), *goal, said, each.own.percent, each.others.percent])
    return table(_("Between groups"), columns, rows)
