"""The sentences of the desk's scripts, in the reader's language."""

from workshop.language import labels
from workshop.language.speech import gettext as _
from workshop.language.speech import pair
from workshop.web.render.scripts import labelled


def desk_words() -> dict[str, str | list[str]]:
    """Return the sentences by name; a pair is singular and plural."""
    return {
        "hidden": _("Hidden."),
        "moved": _("Moved to another theme."),
        "undone": _("Undone."),
        "picked": pair("%(num)d chosen", "%(num)d chosen"),
        "hidden_all": pair("%(num)d contribution is hidden.", "%(num)d contributions are hidden."),
        "no_body": _("No body"),
        "invited": _("invited, not here yet"),
        "joined_at": _("joined %(when)s", when="%(when)s"),
        "contributions": pair("%(num)d contribution", "%(num)d contributions"),
        "present": _("present now"),
        **labelled("role", labels.ROLES),
    }
