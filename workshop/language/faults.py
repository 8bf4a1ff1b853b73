"""The sentences for what is wrong with a field, by fault code; each of `errors.FAULTS` has one."""

from workshop.errors import Fault
from workshop.language.field_names import CHOSEN, NAMED, NEEDED, named
from workshop.language.speech import lazy_gettext
from workshop.language.texts import filled
from workshop.methods import METHODS

FAULTS = {
    "missing": lazy_gettext("Fill this in."),
    "empty": lazy_gettext("Write something here."),
    "unknown": lazy_gettext("This is not known here."),
    "wrong_type": lazy_gettext("This is not the kind of value that belongs here."),
    "not_a_choice": lazy_gettext("Choose one of those offered."),
    "not_a_time": lazy_gettext("This is not a time."),
    "not_a_key": lazy_gettext("The key is not a UUID."),
    "not_json": lazy_gettext("The body is not a JSON object."),
    "not_an_address": lazy_gettext("This is not an e-mail address."),
    "not_a_web_address": lazy_gettext("This is not the address of a page on the web."),
    "not_a_spreadsheet": lazy_gettext("This file can't be read. Save it as an Excel workbook (.xlsx) or as CSV."),
    "not_a_work_list": lazy_gettext(
        "The file lacks a column of the work list. It needs those that are called “Code” and “Wording”."
    ),
    "file_too_large": lazy_gettext("The file is too large. Send a part of its rows at a time."),
    "wrong_code": lazy_gettext("This code does not match, or it has expired. Check it, or ask for a new link."),
    "bad_characters": lazy_gettext("The text has characters that can't be kept."),
    "closes_before_it_opens": lazy_gettext("The round would close before it opens."),
    "in_the_past": lazy_gettext("This time has passed."),
    "goal_or_measure": lazy_gettext("A comment is on a goal or on a measure."),
    "one_contribution": lazy_gettext("Name one goal, measure or comment."),
    "one_thing": lazy_gettext("Say exactly one thing whose text this is."),
    "elsewhere": lazy_gettext("The comment replied to is on something else."),
    "minutes_or_time": lazy_gettext("Give either minutes or a time."),
    "only_for_votes": lazy_gettext("Only a voting round has a method, points, secrecy and results."),
    "title_or_example": lazy_gettext("Give a title or choose an example."),
    "too_many_lines": lazy_gettext("There are too many lines: at most %(longest)s at a time."),
    "too_many_links": lazy_gettext("There are five links to this wall already. Disable one first."),
    "no_themes": lazy_gettext("There is no theme that it could stand under. Add one first."),
    "theme_has_goals": lazy_gettext("Goals stand under this theme. Say which theme they move to."),
    "theme_in_open_round": lazy_gettext(
        "“%(round)s” is open and limited to this theme. It can be removed when that round is over."
    ),
    "theme_alone_in_round": lazy_gettext(
        "The planned round “%(round)s” is limited to this theme alone. Remove the round as well, or before."
    ),
    "live_needs_lock": lazy_gettext(
        "As long as anyone can join, figures that are shown while a confidential vote is open could tell what one"
        " person chose. Lock the workshop for newcomers first, on its desk; or show the results when the round closes;"
        " or let the vote be named."
    ),
    "live_between_workshops": lazy_gettext(
        "Between workshops anyone can join, and figures that are shown while a confidential vote is open could tell"
        " what one person chose. Show the results when the round closes; or let the vote be named; or hold it in a"
        " workshop that is locked for newcomers."
    ),
    "not_a_municipality": lazy_gettext(
        "There is no municipality of this name. Write its Finnish or Swedish name, or tick that you have none."
    ),
    "nearly_a_municipality": lazy_gettext(
        "There is no municipality of this name. Do you mean %(name)s? Write it so, or tick that you have none."
    ),
    "electorate_too_small": lazy_gettext(
        "Only %(number)s people may vote in this round, and a secret vote needs at least %(least)s: the figures of"
        " fewer would tell what each of them chose. Let more people vote (a locked workshop lets nobody new in), or"
        " choose another secrecy."
    ),
    "no_points": lazy_gettext("This method has no points."),
    "no_cap": lazy_gettext("This way of voting has no most for one."),
    "no_criteria": lazy_gettext("This way of voting has no criteria."),
    "on_open_ballot": lazy_gettext("This goal is on an open ballot. Tick that you know what hiding it means."),
    "not_a_recipient": lazy_gettext(
        "This is not a public key. The auditor makes one with the program age; it begins with age1."
    ),
    "not_a_vote": lazy_gettext("This round is not for voting."),
    "nothing_on_it": lazy_gettext("Only a vote has a ballot, and a round of proposing measures has goals."),
    "waits_for_itself": lazy_gettext("This ballot would wait for its own results. Choose another vote."),
    "not_of_goals": lazy_gettext("This round was not a vote on goals."),
    "goal_alone": lazy_gettext("One alone is not enough: there must be at least two."),
    "not_its_own": lazy_gettext("This does not belong to the goal that is split."),
    "not_tied": lazy_gettext("Choose among those that share the last place."),
    "first_or_at_least": lazy_gettext("Give either how many go on, or how much they need at least."),
    "not_by_hands": lazy_gettext(
        "Hands can be counted only in a vote in which names are shown, and in which each goal is answered by itself."
    ),
    "not_on_the_ballot": lazy_gettext("This is not on the ballot."),
    "nothing_chosen": lazy_gettext("Choose something before you vote."),
    "nothing_ticked": lazy_gettext("Tick at least one contribution."),
    "not_so_secret": lazy_gettext("This way of voting can't be kept so secret. Choose another secrecy."),
    "out_of_range": lazy_gettext("This number is too small or too large."),
    "too_long": lazy_gettext("This is %(length)s characters long; there is room for %(longest)s."),
    **{code: lazy_gettext(sentence) for how in METHODS.values() for code, sentence in how.faults.items()},
}
# Codes that have another sentence for some fields: a time, a number, and a list that is too long.
SKIPPED_TIME = lazy_gettext("The clocks go forward then, and this time never comes. Choose another.")
NO_NUMBER = lazy_gettext("Write a whole number in digits.")
TOO_MANY_FIELDS = lazy_gettext("There are too many of these.")


def needed_sentence(about: str, place: str) -> str:
    """Return the sentence for an empty field; `about` is the command or form, `place` the field's dotted path."""
    return str(named(NEEDED, about, place) or FAULTS["missing"])


def fault_sentence(fault: Fault, about: str = "", place: str = "") -> str:
    """Return the sentence for one field's fault; `about` is the command or form, `place` the field's dotted path."""
    if fault.code in ("missing", "empty") or place in CHOSEN:
        needed = named(NEEDED, about, place)
        if needed:
            return str(needed)
    if fault.code == "too_long" and "longest" not in fault.limits:
        return str(TOO_MANY_FIELDS)
    if fault.wants == "number":
        return str(NO_NUMBER)
    return filled(FAULTS[fault.code], fault.titles, **{"length": "?", **fault.limits})


def named_sentence(fault: Fault, about: str, place: str) -> str:
    """Return that sentence for a place away from the field: with the field's name, unless the sentence has it."""
    sentence, name = fault_sentence(fault, about, place), named(NAMED, about, place)
    return sentence if name is None or sentence == str(named(NEEDED, about, place)) else f"{name} – {sentence}"
