"""The words of moderation: what was done, by whom, to what, and why something is reported."""

from workshop.language import labels
from workshop.language.speech import Sentence
from workshop.language.speech import lazy_gettext as _l

# What facilitators, authors and those who report did, as the log of moderation says it.
ACTS = {
    "hidden": _l("Hidden by a facilitator"),
    "explained": _l("Reason given"),
    "answered": _l("Answered by its author"),
    "restored": _l("Brought back"),
    "published": _l("Published"),
    "reported": _l("A report came in"),
    "settled": _l("Report settled"),
    "reason_hidden": _l("Reason of an objection hidden"),
    "reason_shown": _l("Reason of an objection shown again"),
}
KINDS = {
    "hidden": _l("What was hidden"),
    "answered": _l("Answers of authors"),
    "published": _l("What was published"),
    "reports": _l("Reports"),
    "reasons": _l("Reasons of objections"),
}
ROLES = {"facilitator": _l("Facilitator"), "author": _l("Author"), "reporter": _l("Participant")}
NOUNS: dict[str, Sentence] = {**labels.NOUNS, "reason": _l("Reason of an objection")}
# What became of a report.
OUTCOMES = {
    "hidden": _l("It was hidden"),
    "withdrawn": _l("Its author withdrew it"),
    "kept": _l("No action needed"),
}
# Why a member reports something, in words that facilitators read; any other can be typed.
REPORTING = {
    "person": labels.REASONS["person"],
    "hurts": _l("It insults or threatens somebody."),
    "untrue": _l("It says something that is not true."),
    "advert": _l("It is an advertisement."),
}
