"""The sentences for refusals, by their codes and reasons."""

from datetime import timedelta

from workshop.errors import Conflict, NotInElectorate, PlainHttp, Refusal, TooMany, TooManyMails
from workshop.language import clocks
from workshop.language.speech import lazy_gettext, ngettext
from workshop.language.texts import filled

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
    "bad_request": lazy_gettext("This could not be understood, so nothing was saved."),
    "method_not_allowed": lazy_gettext("This can't be done at this address."),
    "unsupported_media_type": lazy_gettext("This was sent in a form that is not understood here."),
    "too_large": lazy_gettext("This is too large to be saved."),
    "fault": lazy_gettext("Something went wrong on our side. What you sent may not have been saved."),
}

PLAIN_HTTP = lazy_gettext(
    "You have opened this service at an address that begins with http://. It knows people only at this one:"
)

NOT_IN_ELECTORATE = lazy_gettext(
    "You are not one of those who may vote in this round. If that is a mistake, tell a facilitator."
)

# Only the first is resolved by looking again: each other sentence says what is the case, and what helps.
CONFLICTS = {
    "changed": REFUSALS["conflict"],
    "sent_twice": lazy_gettext("This is being saved from another page right now. Wait a moment and try again."),
    "round_planned": lazy_gettext("The round has not been opened yet. Open it first."),
    "round_open": lazy_gettext("The round is open now, and what people were told about it stands until it is closed."),
    "round_closed": lazy_gettext("The round is over and can't be changed any more. To go on, add a new round."),
    "round_revealed": lazy_gettext("The results of this round are shown already, and can't be changed any more."),
    "round_untimed": lazy_gettext(
        "The round has no time to open at, so there is nothing to postpone. Open it by hand when it is to begin."
    ),
    "round_paused": lazy_gettext("The clock of this round stands. Let it run on first."),
    "round_endless": lazy_gettext("This round has no closing time, so there is no clock to stop."),
    "clock_runs": lazy_gettext("The clock of this round runs already."),
    "not_on_wall": lazy_gettext("This goal is not on the wall, so it can't be taken off it."),
    "clock_opens_next": lazy_gettext(
        "“%(round)s” is opened by the clock, so the clock can't be stopped now. Postpone that round first, or take away"
        " its opening time."
    ),
    "document_step": lazy_gettext("A document goes from draft to for comment to proposed, one step at a time."),
    "no_document": lazy_gettext("There is no document yet. Begin one first."),
    "patterns_full": lazy_gettext("You have saved %(most)s templates, and can save no more. Remove one first."),
    "round_used": lazy_gettext(
        "Somebody has already done something in this round, so its opening can't be undone. Close it instead."
    ),
    "rounds_meet": lazy_gettext(
        "Only one round of a workshop can be open at a time, and “%(round)s” is open then."
        " Close it first, or choose other times."
    ),
    "nothing_to_reveal": lazy_gettext("This round was not a vote, so it has no results to show."),
    "goal_on_ballot": lazy_gettext(
        "People are voting on this goal in “%(round)s”. It can be changed, moved or brought back when that is over."
    ),
    "shown_already": lazy_gettext("This is shown to everyone already. Nothing more needs to be done."),
    "withdrawn_by_author": lazy_gettext("Its author withdrew this, so there is no reason to give for it."),
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
    "municipality_in_open_vote": lazy_gettext(
        "The municipality can't be changed now: the vote in “%(round)s” counts it. It can when that is over."
    ),
    "doubles_in_live_vote": lazy_gettext(
        "Both have voted in “%(round)s”, whose figures are shown while it is open: taking one ballot out would disclose"
        " it. Join the two when that round is over."
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
        "Your texts here have reached the limit for one person. Write less, or withdraw something that you wrote."
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
    "people_full": lazy_gettext("This consultation is full, so nobody else can join just now. Tell a facilitator."),
    "texts_full": lazy_gettext(
        "The texts here have reached the limit of this consultation. Write less. A facilitator can hide what is "
        "not needed."
    ),
    "results_hidden": lazy_gettext(
        "The results of “%(round)s” are not shown, and what was chosen by them would give them away. Show them first."
    ),
    "tied_at_the_cut": lazy_gettext(
        "These share the last place, and not all of them fit: %(goals)s. Choose which of them go on."
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

# Why no more mail can be sent now, by the limit that was reached.
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


def refusal_sentence(refusal: Refusal) -> str:
    """Return the sentence for a refusal."""
    if isinstance(refusal, Conflict):
        return filled(CONFLICTS[refusal.reason], refusal.titles)
    if isinstance(refusal, NotInElectorate):
        return str(NOT_IN_ELECTORATE)
    if isinstance(refusal, PlainHttp):
        return f"{PLAIN_HTTP} {refusal.url}"
    if isinstance(refusal, TooManyMails) and refusal.whose in MAILS:
        # Rounded up to the minute, so as not to be too early.
        wait = timedelta(minutes=-(-refusal.retry_after // 60))
        return str(MAILS[refusal.whose]) % {"when": clocks.after(wait)}
    if isinstance(refusal, TooMany):
        return ngettext(
            "Too many attempts in a short time. Try again in %(num)d second.",
            "Too many attempts in a short time. Try again in %(num)d seconds.",
            refusal.retry_after,
        )
    return str(REFUSALS[refusal.code])
