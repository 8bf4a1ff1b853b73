"""The sentences for refusals, by their codes and reasons."""

from datetime import timedelta

from workshop.errors import (
    CardHasVoted,
    Conflict,
    NotInElectorate,
    PlainHttp,
    Refusal,
    TableHasNoVote,
    TooMany,
    TooManyMails,
    VotesOnPaper,
)
from workshop.language import clocks
from workshop.language.handing_on import HANDING_ON
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
    "file_not_made": lazy_gettext("This file can't be made here just now. The others are there."),
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

TABLE_HAS_NO_VOTE = lazy_gettext("A table has no vote. Each of you may join with a device of your own, and vote there.")

CARD_HAS_VOTED = lazy_gettext(
    "Somebody who had this card before you has voted with it in this round. A card votes only once in a round."
)

VOTES_ON_PAPER = lazy_gettext(
    "You were given a sheet of paper for this round, so you vote on that. If you gave it back unused, tell a"
    " facilitator."
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
    "not_on_wall": lazy_gettext("This is not on the wall, so it can't be taken off it."),
    "clock_opens_next": lazy_gettext(
        "“%(round)s” is opened by the clock, so the clock can't be stopped now. Postpone that round first, or take away"
        " its opening time."
    ),
    "patterns_full": lazy_gettext("You have saved %(most)s templates, and can save no more. Remove one first."),
    "round_used": lazy_gettext(
        "Somebody has already done something in this round, so its opening can't be undone. Close it instead."
    ),
    "first_of_it": lazy_gettext("“%(round)s” waits for the results of this vote. Choose another ballot for it first."),
    "choose_first": lazy_gettext(
        "This round is a copy, and not all of it could be taken over. Edit it, and choose what is marked there,"
        " before it opens."
    ),
    "votes_in_round": lazy_gettext(
        "Who may vote in “%(round)s” depends on this, so it can't be removed. Change who may vote there first."
    ),
    "rounds_meet": lazy_gettext(
        "Only one round of a workshop can be open at a time, and “%(round)s” is open then."
        " Close it first, or choose other times."
    ),
    "nothing_to_reveal": lazy_gettext("This round was not a vote, so it has no results to show."),
    "goal_on_ballot": lazy_gettext(
        "People are voting on this goal in “%(round)s”."
        " It can be changed, moved, merged, split or brought back when that is over."
    ),
    "goal_merged": lazy_gettext(
        "“%(goal)s” is part of the merged goal “%(family)s”. Choose that one instead, or take that merge back first."
    ),
    "goal_split": lazy_gettext(
        "“%(goal)s” has been split into several goals. Choose one of those instead, or take the split back first."
    ),
    "goal_undone": lazy_gettext(
        "“%(goal)s” came of a merge or split that was taken back. It can be read, but it is no goal to choose any more."
    ),
    "goal_sealed": lazy_gettext(
        "Nobody but its author sees “%(goal)s” yet. It can be merged or split when its round is over."
    ),
    "not_merged": lazy_gettext("“%(goal)s” is neither merged nor split, so there is nothing to take back."),
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
    "goal_waits": lazy_gettext("Its goal waits to be published too. Publish that, and this comes with it."),
    "measure_waits": lazy_gettext("Its measure waits to be published too. Publish that, and this comes with it."),
    "not_hidden": lazy_gettext("No facilitator has hidden this, so there is nothing to answer."),
    "answered_already": lazy_gettext(
        "You have answered this already, and one answer is all there is room for. The facilitators can read it."
    ),
    "own_contribution": lazy_gettext("You wrote this yourself. You can withdraw it."),
    "reported_already": lazy_gettext("You have reported this already. The facilitators know."),
    "own_reports_full": lazy_gettext(
        "%(most)s of your reports are waiting for a facilitator. Report more when some of them are settled."
    ),
    "settled_already": lazy_gettext("Another facilitator has settled this report already."),
    "reason_hidden_already": lazy_gettext("This reason is hidden already."),
    "reason_not_hidden": lazy_gettext("This reason is not hidden, so everybody can read it already."),
    "workshop_locked": lazy_gettext(
        "The facilitators have locked this workshop for newcomers. If you have joined before, use the same browser or"
        " sign in by e-mail."
    ),
    "card_taken": lazy_gettext(
        "Somebody has joined with this card already. If it was you, use the same device; otherwise ask a facilitator."
    ),
    "card_already": lazy_gettext(
        "This device takes part with another card. Give that one back first, or join on a device of your own."
    ),
    "card_of_person": lazy_gettext(
        "A card is the seat of one person, so a table can't join with it. Use the workshop's code."
    ),
    "table_already": lazy_gettext(
        "This device takes part as one person already. Join as a table with another device, or leave first."
    ),
    "cards_full": lazy_gettext("The workshop has %(most)s cards, and can have no more."),
    "no_card": lazy_gettext("Nobody has taken this seat, so there is no card to give back."),
    "paper_open": lazy_gettext(
        "Ballots on paper are still being entered in this round. Enter and confirm the rest, and then say that paper is"
        " complete."
    ),
    "paper_complete": lazy_gettext(
        "Paper is complete in this round: no sheet can be given out, entered or confirmed any more."
    ),
    "no_paper": lazy_gettext("No ballot on paper has been given out or entered in this round."),
    "paper_differs": lazy_gettext(
        "Sheet %(number)s was entered otherwise the first time. They differ here: %(goals)s. Look at the sheet: correct"
        " what you have just entered, or remove the first entry and enter the sheet anew."
    ),
    "paper_entered": lazy_gettext(
        "Sheet %(number)s has been entered already. Confirm it, or remove the first entry before you enter it anew."
    ),
    "paper_unknown": lazy_gettext(
        "There is no entry of sheet %(number)s that waits to be confirmed. Check the number on the sheet."
    ),
    "paper_beside_live": lazy_gettext(
        "The figures of this confidential vote are shown while it is open, so that what a few people chose on paper"
        " would follow from them. Here everybody votes on a device."
    ),
    "sheet_given": lazy_gettext("They have been given a sheet already. Nothing more needs to be done."),
    "no_sheet": lazy_gettext("They have not been given a sheet, so there is none to take back."),
    "voted_on_device": lazy_gettext(
        "They have voted on a device already, and nobody votes twice. If they want to choose otherwise, they can take"
        " their choices back there first, unless the vote is secret."
    ),
    "may_not_vote": lazy_gettext("They are not one of those who may vote in this round, so they get no sheet."),
    **HANDING_ON,
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

_OF_THEIR_OWN = {
    NotInElectorate: NOT_IN_ELECTORATE,
    TableHasNoVote: TABLE_HAS_NO_VOTE,
    CardHasVoted: CARD_HAS_VOTED,
    VotesOnPaper: VOTES_ON_PAPER,
}


def refusal_sentence(refusal: Refusal) -> str:
    """Return the sentence for a refusal."""
    if isinstance(refusal, Conflict):
        return filled(CONFLICTS[refusal.reason], refusal.titles)
    if (own := _OF_THEIR_OWN.get(type(refusal))) is not None:
        return str(own)
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
