"""The picture of agreement and division: goals that groups put first alike, and those that one supports otherwise."""

from collections.abc import Sequence
from typing import Any

from workshop.exports.pictures import tracks
from workshop.exports.pictures.drawing import Drawing
from workshop.exports.pictures.picture import Picture
from workshop.exports.tables import DOTTED, FIGURE, Column, table
from workshop.insight.accord import NAME, Accord, Division, accords
from workshop.insight.accord_told import group_of, said_of
from workshop.insight.naming import named, text
from workshop.language import labels
from workshop.language.speech import gettext as _

# The picture shows so many divisions; the table has all that are told.
DRAWN = 12


def between(record: dict[str, Any]) -> Picture:
    """Return the picture of a record."""
    found = accords(record)
    divided = [(one, division) for one in found for division in one.divisions]
    rows = [
        tracks.Track(named(each.called), _of(record, one, each), [each.others.percent, each.own.percent])
        for one, each in divided
    ]
    drawn = draw(rows) if rows else None
    title = _("Agreement and division between groups")
    return Picture(NAME, title, said_of(record, found), _table(record, found), drawn)


def draw(rows: Sequence[tracks.Track]) -> Drawing:
    """Draw the first of these divisions, each from the support of all others to that of the group."""
    return tracks.draw(_("All others"), _("The group that is named"), rows[:DRAWN])


def _of(record: dict[str, Any], one: Accord, each: Division) -> str:
    return f"{group_of(record, one, each)} · {text(one.round['title'])}"


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
            rows.append([*head, group_of(record, one, each), *goal, said, each.own.percent, each.others.percent])
    return table(_("Between groups"), columns, rows)
