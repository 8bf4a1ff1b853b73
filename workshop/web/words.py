"""The sentences for refusals and faults, in the reader's language."""

from flask_babel import gettext, lazy_gettext

from workshop.errors import Fault, Refusal

REFUSALS = {
    "not_signed_in": lazy_gettext("You are not signed in. Join with a code, or sign in."),
    "not_found": lazy_gettext("This could not be found. It may have been removed, or it is not open to you."),
    "forbidden": lazy_gettext("You may not do this."),
    "invalid": lazy_gettext("Something has to be mended before this can be saved."),
    "key_reused": lazy_gettext("This form was already sent with other contents. Reload the page and try again."),
    "round_closed": lazy_gettext("The round is not open now, so nothing was saved."),
    "already_voted": lazy_gettext("You have already voted in this round. A secret ballot can't be changed."),
    "conflict": lazy_gettext("Things have changed in the meantime. Look at the page again before you go on."),
    "too_many": lazy_gettext("Too many attempts in a short time. Wait a moment and try again."),
    "cannot_save": lazy_gettext("Saving is not possible just now. Nothing was lost: try again in a moment."),
    "too_large": lazy_gettext("This is too large to be saved."),
    "fault": lazy_gettext("Something went wrong on our side. What you sent may not have been saved."),
}

FAULTS = {
    "missing": lazy_gettext("This is needed."),
    "empty": lazy_gettext("Write something here."),
    "unknown": lazy_gettext("This is not known here."),
    "wrong_type": lazy_gettext("This is not the kind of value that belongs here."),
    "not_a_choice": lazy_gettext("Choose one of those offered."),
    "not_a_time": lazy_gettext("This is not a time."),
    "skipped_time": lazy_gettext("The clocks go forward then, and this time never comes. Choose another."),
    "not_a_key": lazy_gettext("The key is not a UUID."),
    "not_json": lazy_gettext("The body is not a JSON object."),
    "not_an_address": lazy_gettext("This is not an e-mail address."),
    "bad_characters": lazy_gettext("The text has characters that can't be kept."),
    "closes_before_it_opens": lazy_gettext("The round would close before it opens."),
    "in_the_past": lazy_gettext("This time has passed."),
    "goal_or_measure": lazy_gettext("A comment is on a goal or on a measure."),
    "elsewhere": lazy_gettext("The comment replied to is on something else."),
    "minutes_or_time": lazy_gettext("Give either minutes or a time."),
    "only_for_votes": lazy_gettext("Only a voting round has a method, points, secrecy and results."),
    "title_or_example": lazy_gettext("Give a title or choose an example."),
    "too_many_links": lazy_gettext("There are five links to this wall already. Take one back first."),
    "no_points": lazy_gettext("This method has no points."),
    "not_a_vote": lazy_gettext("This round is not for voting."),
    "not_on_the_ballot": lazy_gettext("This goal is not on the ballot."),
    "not_an_approval": lazy_gettext("A goal is either approved or not."),
    "not_an_opinion": lazy_gettext("Choose agree, pass or disagree."),
    "too_many_fields": lazy_gettext("There are too many of these."),
}


def refusal_sentence(refusal: Refusal) -> str:
    """Say why a request was refused."""
    return str(REFUSALS.get(refusal.code, REFUSALS["fault"]))


def fault_sentence(fault: Fault) -> str:
    """Say what is wrong with one field."""
    if fault.code == "too_long" and "longest" in fault.limits:
        return gettext(
            "This is %(length)s characters long; there is room for %(longest)s.",
            length=fault.limits.get("length", "?"),
            longest=fault.limits["longest"],
        )
    if fault.wants == "number":
        return gettext("Write a whole number in digits.")
    if fault.code == "over_budget":
        return gettext("You can give out %(points)s in all, and have given more.", points=fault.limits["points"])
    if fault.code == "not_dots":
        return gettext("Give a whole number from 1 to %(points)s.", points=fault.limits["points"])
    if fault.code == "out_of_range":
        return gettext("This number is too small or too large.")
    if fault.code == "too_long":
        return str(FAULTS["too_many_fields"])
    return str(FAULTS.get(fault.code, FAULTS["wrong_type"]))
