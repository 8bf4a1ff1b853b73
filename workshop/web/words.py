"""The sentences for refusals and faults, in the reader's language."""

import re
from datetime import timedelta

from flask_babel import format_timedelta, gettext, lazy_gettext, ngettext

from workshop.errors import Conflict, Fault, PlainHttp, Refusal, TooMany, TooManyMails
from workshop.fields import SLOTS, wordings
from workshop.methods import METHODS
from workshop.methods.points import NAME as NAME_OF_POINTS
from workshop.web.languages import text_in

REFUSALS = {
    "not_signed_in": lazy_gettext("You are not signed in. Join with a code, or sign in."),
    "not_found": lazy_gettext("This could not be found. It may have been removed, or it is not open to you."),
    "forbidden": lazy_gettext("You may not do this."),
    "invalid": lazy_gettext("Check the marked fields: nothing was saved yet."),
    "nothing_to_vote_on": lazy_gettext(
        "There is no goal to vote on under the round's themes. Let goals be proposed first, or choose other themes."
    ),
    "key_reused": lazy_gettext("This form was already sent with other contents. Reload the page and try again."),
    "round_closed": lazy_gettext("The round is not open now, so nothing was saved."),
    "already_voted": lazy_gettext("You have already voted in this round. A secret ballot can't be changed."),
    "conflict": lazy_gettext("Things have changed in the meantime. Look at the page again before you go on."),
    "cannot_save": lazy_gettext("Saving is not possible just now. Nothing was lost: try again in a moment."),
    "too_large": lazy_gettext("This is too large to be saved."),
    "fault": lazy_gettext("Something went wrong on our side. What you sent may not have been saved."),
}

PLAIN_HTTP = lazy_gettext(
    "You have opened this service at an address that begins with http://. It knows people only at this one:"
)

# Looking again mends only the first: each of the others says what is so, and what helps.
CONFLICTS = {
    "changed": REFUSALS["conflict"],
    "sent_twice": lazy_gettext("This is being saved from another page right now. Wait a moment and try again."),
    "round_planned": lazy_gettext("The round has not been opened yet. Open it first."),
    "round_open": lazy_gettext("The round is open now, and what people were told about it stands until it is closed."),
    "round_closed": lazy_gettext("The round is over and can't be changed any more. To go on, add a new round."),
    "round_revealed": lazy_gettext("The results of this round are shown already, and can't be changed any more."),
    "rounds_meet": lazy_gettext(
        "Only one round of a workshop can be open at a time, and “%(round)s” is open then."
        " Close it first, or choose other times."
    ),
    "nothing_to_reveal": lazy_gettext("This round was not a vote, so it has no results to show."),
    "goal_on_ballot": lazy_gettext(
        "People are voting on this goal in “%(round)s”. It can be changed, moved or brought back when that is over."
    ),
    "shown_already": lazy_gettext("This is shown to everyone already. Nothing more needs to be done."),
    "withdrawn_long_ago": lazy_gettext(
        "You withdrew this more than ten minutes ago. A facilitator can still bring it back."
    ),
    "withdrawn_for_good": lazy_gettext(
        "You withdrew this more than ten minutes ago, and it can't be brought back any more. You can write it anew."
    ),
    "workshop_has_rounds": lazy_gettext(
        "The workshop still has planned rounds, such as “%(round)s”. Remove them first, on the workshop's desk."
    ),
    "workshop_was_held": lazy_gettext("Rounds of this workshop were opened. They stay in the record, and so does it."),
    "last_facilitator": lazy_gettext("Somebody has to lead the consultation. Make somebody else a facilitator first."),
    "participant_already": lazy_gettext("This address has been invited already."),
    "address_already": lazy_gettext("Your account has an e-mail address already."),
    "address_of_another": lazy_gettext("Another account has this e-mail address. Sign in with it instead."),
    "counted_in_open_vote": lazy_gettext(
        "The body can't be changed now: the vote in “%(round)s” counts it. It can when that is over."
    ),
    "own_goals_full": lazy_gettext(
        "You have proposed %(most)s goals here, and one person can propose no more. Tell a facilitator what is missing."
    ),
    "own_measures_full": lazy_gettext(
        "You have proposed %(most)s measures here, and one person can propose no more."
        " Tell a facilitator what is missing."
    ),
    "own_comments_full": lazy_gettext(
        "You have written %(most)s comments here, and one person can write no more. Tell a facilitator what is missing."
    ),
    "own_texts_full": lazy_gettext(
        "Your texts here are as long as they can be together. Write less, or withdraw something that you wrote."
    ),
    "goals_full": lazy_gettext(
        "There are %(most)s goals here, and there is room for no more. A facilitator can hide what is not needed."
    ),
    "measures_full": lazy_gettext(
        "There are %(most)s measures here, and there is room for no more. A facilitator can hide what is not needed."
    ),
    "comments_full": lazy_gettext(
        "There are %(most)s comments here, and there is room for no more. A facilitator can hide what is not needed."
    ),
    "people_full": lazy_gettext(
        "Nobody else can join just now: there are as many participants here as there can be. Tell a facilitator."
    ),
    "texts_full": lazy_gettext(
        "The texts here are as long as they can be together. Write less. A facilitator can hide what is not needed."
    ),
    "live_in_open_vote": lazy_gettext(
        "“%(round)s” is open and shows its figures meanwhile, which is safe only as long as nobody new can join."
        " Newcomers can be let in when it is over."
    ),
    "workshop_locked": lazy_gettext(
        "The facilitators have locked this workshop for newcomers. If you have joined before, use the same browser or"
        " sign in by e-mail."
    ),
}

# Why no more mail is sent now, by what was used up.
MAILS = {
    "to_one": lazy_gettext(
        "Several mails to this address have been asked for already. Look into the mailbox, or try again %(when)s."
    ),
    "by_one": lazy_gettext("You have had as many mails sent as is possible for now. Go on %(when)s."),
    "by_guests": lazy_gettext(
        "Guests who lead can invite only a few people by e-mail. Add your own e-mail address to your account to invite"
        " more, or try again %(when)s."
    ),
    "by_strangers": lazy_gettext("Very many links have been asked for from this network. Try again %(when)s."),
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
    "wrong_code": lazy_gettext(
        "This code does not fit, or its time is over. Look once more, or have a new link sent to you."
    ),
    "bad_characters": lazy_gettext("The text has characters that can't be kept."),
    "closes_before_it_opens": lazy_gettext("The round would close before it opens."),
    "in_the_past": lazy_gettext("This time has passed."),
    "goal_or_measure": lazy_gettext("A comment is on a goal or on a measure."),
    "elsewhere": lazy_gettext("The comment replied to is on something else."),
    "minutes_or_time": lazy_gettext("Give either minutes or a time."),
    "only_for_votes": lazy_gettext("Only a voting round has a method, points, secrecy and results."),
    "title_or_example": lazy_gettext("Give a title or choose an example."),
    "too_many_links": lazy_gettext("There are five links to this wall already. Take one back first."),
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
    "no_points": lazy_gettext("This method has no points."),
    "on_open_ballot": lazy_gettext("This goal is on an open ballot. Tick that you know what hiding it means."),
    "not_a_vote": lazy_gettext("This round is not for voting."),
    "not_on_the_ballot": lazy_gettext("This goal is not on the ballot."),
    "nothing_chosen": lazy_gettext("Choose at least one goal before you vote."),
    "not_so_secret": lazy_gettext("This way of voting can't be kept so secret. Choose another secrecy."),
    "too_many_fields": lazy_gettext("There are too many of these."),
    **{code: lazy_gettext(sentence) for how in METHODS.values() for code, sentence in how.faults.items()},
}


# What is said of a field that is empty, by the noun that its form is about and its name, else by its name alone.
NEEDED = {
    "name": lazy_gettext("Write your name."),
    "body": lazy_gettext("Choose whom you speak for."),
    "code": lazy_gettext("Write the code of the workshop."),
    "code.code": lazy_gettext("Write the code."),
    "email": lazy_gettext("Write the e-mail address."),
    "reason": lazy_gettext("Write the reason."),
    "participant_ids": lazy_gettext("Tick at least one participant."),
    "theme_id": lazy_gettext("Choose a theme."),
    "stance": lazy_gettext("Choose a stance."),
    "goal.title": lazy_gettext("Write the goal."),
    "comment.text": lazy_gettext("Write the comment."),
    "measure.text": lazy_gettext("Write what is to be done."),
    "measures.text": lazy_gettext("Write what is to be done."),
    "round.title": lazy_gettext("Write what is asked."),
    "round.kind": lazy_gettext("Choose what is done in the round."),
    "title": lazy_gettext("Write the name."),
    "minutes": lazy_gettext("Write how many minutes."),
    "points": lazy_gettext("Write how many."),
    "checked": lazy_gettext("Tick this when you have checked your choices."),
}
# Of these there is nothing to write: whatever is wrong with them, one of those offered is to be chosen.
CHOSEN = ("body", "theme_id", "stance")
# The other fields by the names that they have in the forms, for a sentence that does not stand at its field.
NAMED = {
    "name": lazy_gettext("Your name"),
    "email": lazy_gettext("Your e-mail address"),
    "goal.title": lazy_gettext("Goal"),
    "rationale": lazy_gettext("Why?"),
    "comment.text": lazy_gettext("Your comment"),
    "measure.text": lazy_gettext("What is to be done?"),
    "measures.text": lazy_gettext("What is to be done?"),
    "responsible": lazy_gettext("By whom?"),
    "measures.responsible": lazy_gettext("By whom?"),
    "time_frame": lazy_gettext("When?"),
    "measures.time_frame": lazy_gettext("When?"),
    "reason": lazy_gettext("Reason"),
    "round.title": lazy_gettext("What is asked?"),
    "title": lazy_gettext("Name"),
    "description": lazy_gettext("Description"),
    "opens_at": lazy_gettext("Opens"),
    "closes_at": lazy_gettext("Closes"),
    "starts_at": lazy_gettext("Begins"),
    "minutes": lazy_gettext("For how many minutes?"),
    "points": lazy_gettext(NAME_OF_POINTS),
    "results": lazy_gettext("When are the results shown?"),
    "position": lazy_gettext("Place in the list"),
    "threshold": lazy_gettext("Smallest group that results show"),
}
# The forms that are not named by their command.
FORMS = {"propose_anytime": "goal", "reply": "comment", "add_comment-measure": "comment", "make": "consultation"}
SLOT = re.compile("|".join(SLOTS))
NUMBER = re.compile(r"-?[0-9]+")


def refusal_sentence(refusal: Refusal) -> str:
    """Say why a request was refused."""
    if isinstance(refusal, Conflict):
        return _naming(CONFLICTS[refusal.reason], refusal.titles)
    if isinstance(refusal, PlainHttp):
        return f"{PLAIN_HTTP} {refusal.url}"
    if isinstance(refusal, TooManyMails) and refusal.whose in MAILS:
        # To the minute, and not too early.
        wait = timedelta(minutes=-(-refusal.retry_after // 60))
        return str(MAILS[refusal.whose]) % {"when": format_timedelta(wait, add_direction=True, threshold=1.5)}
    if isinstance(refusal, TooMany):
        return ngettext(
            "Too many attempts in a short time. Try again in %(num)d second.",
            "Too many attempts in a short time. Try again in %(num)d seconds.",
            refusal.retry_after,
        )
    return str(REFUSALS.get(refusal.code, REFUSALS["fault"]))


def needed_sentence(about: str, place: str) -> str:
    """Say that a field is empty; `about` is the command or form, `place` the field's dotted path."""
    return str(_of(NEEDED, about, place) or FAULTS["missing"])


def fault_sentence(fault: Fault, about: str = "", place: str = "") -> str:
    """Say what is wrong with one field; `about` is the command or form, `place` the field's dotted path."""
    if fault.code in ("missing", "empty") or place in CHOSEN:
        needed = _of(NEEDED, about, place)
        if needed:
            return str(needed)
    if fault.code == "too_long" and "longest" in fault.limits:
        return gettext(
            "This is %(length)s characters long; there is room for %(longest)s.",
            length=fault.limits.get("length", "?"),
            longest=fault.limits["longest"],
        )
    if fault.wants == "number":
        return gettext("Write a whole number in digits.")
    if fault.code == "out_of_range":
        return gettext("This number is too small or too large.")
    if fault.code == "too_long":
        return str(FAULTS["too_many_fields"])
    return _naming(FAULTS.get(fault.code, FAULTS["wrong_type"]), {**fault.limits, **fault.titles})


def named_sentence(fault: Fault, about: str, place: str) -> str:
    """Say what is wrong with one field where it is not seen: by the field's name, unless the sentence names it."""
    sentence, name = fault_sentence(fault, about, place), _of(NAMED, about, place)
    return sentence if name is None or sentence == str(_of(NEEDED, about, place)) else f"{name} – {sentence}"


def _naming(sentence, titles):
    named = {name: what if isinstance(what, int) else text_in(wordings(what)) for name, what in titles.items()}
    return str(sentence) % named if named else str(sentence)


def _of(table, about, place):
    field = ".".join(part for part in place.split(".") if not NUMBER.fullmatch(part) and not SLOT.fullmatch(part))
    return table.get(f"{_noun(about)}.{field}", table.get(field))


def _noun(about):
    # A form has its command's name, and the number of what it is about.
    name, _, number = about.rpartition("-")
    name = name if name and NUMBER.fullmatch(number) else about
    return FORMS.get(name, name.partition("_")[2] or name)
