"""The sentences for why ballots can't be handed to an auditor."""

from workshop.language.speech import lazy_gettext

SEALING = {
    "ballots_not_sealed": lazy_gettext(
        "The ballots of “%(round)s” can't be handed out. That takes a confidential vote in which at least %(number)s"
        " have voted, whose results have been shown, and whose voters were told of it beforehand."
    ),
    "sealed_file_own": lazy_gettext(
        "You asked for this yourself. Another facilitator has to confirm it, so that nobody hands out ballots alone."
    ),
    "sealed_file_late": lazy_gettext("The time in which this could be confirmed is over. Ask for it again."),
    "sealed_file_confirmed": lazy_gettext("Another facilitator has confirmed this already."),
    "sealed_files_wait": lazy_gettext("%(most)s sealed files wait to be confirmed. Confirm or withdraw one first."),
}
