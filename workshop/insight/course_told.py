"""Goals from round to round, in words."""

from workshop.insight.course import Course, Courses
from workshop.insight.naming import named, percent, text
from workshop.language.speech import gettext as _
from workshop.language.speech import ngettext

# So many goals are named: those whose support has moved most.
NAMED = 3


def said_of(found: Courses) -> list[str]:
    """Return in sentences how support has moved, and which rounds can't be compared, in the current language."""
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
