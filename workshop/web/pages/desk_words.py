"""The sentences that the desk's scripts say, in the reader's language."""

from workshop.language import labels
from workshop.language.speech import gettext as _
from workshop.language.speech import pair
from workshop.web.scripts import labelled


def desk_words() -> dict[str, str | list[str]]:
    """Give the sentences by name; a pair is for one thing and for several."""
    return {
        "of_voters": _("%(num)d of %(all)d"),
        "least_voters": _("at least %(num)d of %(all)d"),
        "few_voters": _("fewer than %(num)d of %(all)d"),
        "fewer_voters": _("fewer than %(num)d"),
        "secret_voters": _("told with the results"),
        "from_people": pair("from %(num)d person", "from %(num)d people"),
        "found": pair("%(num)d found", "%(num)d found"),
        "measures": pair("%(num)d measure", "%(num)d measures"),
        "for_minutes": pair("It stays open for %(num)d minute.", "It stays open for %(num)d minutes."),
        "balloted": pair("%(num)d goal will be on the ballot.", "%(num)d goals will be on the ballot."),
        "by_hand": _("It stays open until you close it."),
        "hidden": _("Hidden."),
        "moved": _("Moved to another theme."),
        "undone": _("Undone."),
        "show_all": pair("Show all %(num)d", "Show all %(num)d"),
        "no": _("no. %(number)s", number="%(number)s"),
        "joined_no": _("joined %(time)s, no. %(number)s", time="%(time)s", number="%(number)s"),
        "no_body": _("No body"),
        **labelled("withdrawn_by", labels.WITHDRAWN_BY),
        "invited": _("invited, not here yet"),
        "joined_at": _("joined %(when)s", when="%(when)s"),
        "contributions": pair("%(num)d contribution", "%(num)d contributions"),
        "present": _("present now"),
        **labelled("noun", labels.NOUNS),
        **labelled("role", labels.ROLES),
        **labelled("stance", labels.STANCES),
        **labelled("method", labels.METHODS),
        **labelled("secrecy", labels.SECRECIES),
    }
