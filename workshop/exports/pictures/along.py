"""The picture of goals from round to round: how the support of each that was voted on again has moved."""

from collections.abc import Sequence
from typing import Any

from workshop.exports.pictures import tracks
from workshop.exports.pictures.drawing import Drawing
from workshop.exports.pictures.picture import Picture
from workshop.exports.tables import DOTTED, FIGURE, Column, table
from workshop.insight.course import NAME, Course, Courses, courses
from workshop.insight.course_told import said_of
from workshop.insight.naming import named, text
from workshop.language.speech import gettext as _

# The picture shows so many goals; the table has all.
DRAWN = 12


def along(record: dict[str, Any]) -> Picture:
    """Return the picture of a record."""
    found = courses(record)
    drawn = draw([_track(each) for each in found.goals]) if found.goals else None
    return Picture(NAME, _("Support from round to round"), said_of(found), _table(found), drawn)


def draw(rows: Sequence[tracks.Track]) -> Drawing:
    """Draw the first of these goals, each from its first share to its last."""
    return tracks.draw(_("The first of these rounds"), _("The last of these rounds"), rows[:DRAWN])


def _track(course: Course) -> tracks.Track:
    about = " → ".join(text(point.round["title"]) for point in course.points)
    return tracks.Track(named(course.called), about, [point.share.percent for point in course.points])


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
