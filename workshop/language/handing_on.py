"""The sentences for conflicts about what is handed on: the document to a board, ballots to an auditor."""

from workshop.language.speech import lazy_gettext

HANDING_ON = {
    "document_adopted": lazy_gettext(
        "The document has been adopted, so nothing in it changes any more. Begin a correction: it says what was wrong."
    ),
    "changed_since_proposed": lazy_gettext(
        "Something in the document has changed since it was proposed. Look at the changes above the form, and say that"
        " the board had them before it, or bring the document back to comments and propose it again."
    ),
    "document_proposed": lazy_gettext(
        "The document is proposed to the board, so its text stays as it is. Bring it back to comments to change it."
    ),
    "paragraph_held": lazy_gettext(
        "%(who)s is writing in this paragraph. Until a minute after their last key what others save becomes a"
        " suggestion beside it, and nobody removes it."
    ),
    "paragraph_changed": lazy_gettext(
        "Somebody has written this paragraph anew meanwhile, so it was not removed. Read it first."
    ),
    "not_adopted": lazy_gettext("The document has not been adopted, so there is nothing to correct. Just edit it."),
    "not_proposed": lazy_gettext("Only a proposed document is adopted. Bring it on to proposed first."),
    "paragraphs_full": lazy_gettext("A document has at most %(most)s paragraphs. Put some together first."),
    "languages_unfinished": lazy_gettext(
        "In some language of the document texts are missing or not checked. Finish them, or say why it is adopted"
        " without."
    ),
    "document_step": lazy_gettext("A document goes from draft to for comment to proposed, one step at a time."),
    "not_for_comment": lazy_gettext("The document is not for comment now, so nothing was written to it."),
    "not_spokesperson": lazy_gettext("Only somebody whom a facilitator has named answers for this body."),
    "draft_comments_full": lazy_gettext("You have written %(most)s comments on this document, which is the most."),
    "decided_already": lazy_gettext("This suggestion has been decided already."),
    "suggestion_outdated": lazy_gettext(
        "The text is another by now than the one that this was suggested for. Compare them, and edit the text itself."
    ),
    "no_document": lazy_gettext("There is no document yet. Begin one first."),
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
