"""Telling people apart whose names look the same: by when they joined, and by a number."""

from workshop.language.clocks import stamp
from workshop.language.speech import gettext


def told_apart(one: dict, look_alikes: set[int]) -> str:
    """Return what distinguishes a participant from those whose name looks the same; "" where there are none."""
    if one["id"] not in look_alikes:
        return ""
    if not one.get("joined_at"):
        return gettext("no. %(number)s", number=one["id"])
    return gettext("joined %(time)s, no. %(number)s", time=stamp(one["joined_at"]), number=one["id"])


def called(one: dict, look_alikes: set[int]) -> str:
    """Return a participant's name, with what distinguishes it from names that look the same."""
    apart = told_apart(one, look_alikes)
    return f"{one['name']} ({apart})" if apart else one["name"]
