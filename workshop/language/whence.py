"""From whom a contribution came, where no person wrote it for themselves: a table, or somebody who was heard."""

from collections.abc import Mapping
from typing import Any

from workshop.language.speech import gettext, ngettext


def whence(thing: Mapping[str, Any]) -> str:
    """Return the words for a table that wrote something, or for whom a facilitator heard it from; "" for neither.

    The body that told it is the contribution's own, and stands beside.
    """
    if table := thing["table"]:
        return ngettext("%(name)s, %(num)d person", "%(name)s, %(num)d people", table["people"], name=table["name"])
    if told := thing["told_by"]:
        return " ".join(filter(None, (gettext("Heard by the facilitator from:"), told["name"])))
    return ""
