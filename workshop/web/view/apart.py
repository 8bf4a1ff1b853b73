"""People whose names look the same, told apart: by when they joined, and by a number."""

from workshop.language.clocks import stamp
from workshop.language.speech import gettext


def told_apart(one: dict, look_alikes: set[int]) -> str:
    """Say what tells a participant from others whose name looks the same; nothing where none does."""
    if one["id"] not in look_alikes:
        return ""
    if not one.get("joined_at"):
        return gettext("no. %(number)s", number=one["id"])
    return gettext("joined %(time)s, no. %(number)s", time=stamp(one["joined_at"]), number=one["id"])


def called(one: dict, look_alikes: set[int]) -> str:
    """Give a participant's name, with what tells it from others that look the same."""
    apart = told_apart(one, look_alikes)
    return f"{one['name']} ({apart})" if apart else one["name"]
