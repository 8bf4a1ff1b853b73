"""The picture of goals from round to round: how the support of each that was voted on again has moved."""

from typing import Any

from workshop.exports.pictures import tracks
from workshop.exports.pictures.picture import Picture, named, percent, text
from workshop.exports.tables import DOTTED, FIGURE, Column, table
from workshop.insight.course import Course, Courses, courses
from workshop.language.speech import gettext as _
from workshop.language.speech import ngettext

NAME = "from-round-to-round"
# The picture shows so many goals, and sentences name so many; the table has all.
DRAWN = 12
NAMED = 3


def along(record: dict[str, Any]) -> Picture:
    """Return the picture of a record."""
    found = courses(record)
    rows = [_track(each) for each in found.goals[:DRAWN]]
    drawn = tracks.draw(_("The first of these rounds"), _("The last of these rounds"), rows) if rows else None
    return Picture(NAME, _("Support from round to round"), _said(found), _table(found), drawn)


def _track(course: Course) -> tracks.Track:
    about = " → ".join(text(point.round["title"]) for point in course.points)
    return tracks.Track(named(course.called), about, [point.share.percent for point in course.points])


def _said(found: Courses) -> list[str]:
    said = [_moved(each) for each in sorted(found.goals, key=lambda each: -abs(each.change))[:NAMED]]
    if found.goals:
        number = len(found.goals)
        said.append(
            ngettext("%(num)d goal was voted on more than once.", "%(num)d goals were voted on more than once.", number)
        )
        said.append(_("Who voted may differ from round to round; the table tells how many."))
    else:
        said.append(_("No goal has been voted on twice in a way that can be compared."))
    if any(each.reworded for each in found.goals):
        said.append(_("Some goals were reworded in between; the table names them."))
    if found.apart:
        rounds = ", ".join(text(each["title"]) for each in found.apart)
        said.append(
            _("Not comparable with another round, by its way of voting or its ballot: %(rounds)s.", rounds=rounds)
        )
    return said


def _moved(course: Course) -> str:
    first, last = course.points[0].share.percent, course.points[-1].share.percent
    about = {"goal": named(course.called), "first": percent(first), "last": percent(last)}
    if first == last:
        return _("“%(goal)s”: support stayed at %(last)s.") % about
    if last > first:
        return _("“%(goal)s”: support rose from %(first)s to %(last)s.") % about
    return _("“%(goal)s”: support fell from %(first)s to %(last)s.") % about


def _table(found: Courses):
    columns = [
        Column(_("Number"), 9, DOTTED),
        Column(_("Goal"), 50),
        Column(_("Round"), 40),
        Column(_("Voters"), 10, FIGURE),
        Column(_("Support, %"), 10, FIGURE),
        Column(_("Note"), 24),
    ]
    rows = [
        [
            each.called["number"],
            text(each.called["title"]),
            text(point.round["title"]),
            point.voters,
            point.share.percent,
            _("Reworded in between") if each.reworded else "",
        ]
        for each in found.goals
        for point in each.points
    ]
    return table(_("From round to round"), columns, rows)
