"""Acts that can't be undone: their words, and the page that asks for confirmation where no script does."""

from dataclasses import dataclass

from flask import Response, g, make_response, render_template, request

from workshop import policy
from workshop.errors import Invalid
from workshop.language.figures import names_of_figures
from workshop.language.speech import Sentence, language
from workshop.language.speech import lazy_gettext as _l
from workshop.web.http import forms
from workshop.web.pages.frame import blueprint, look
from workshop.web.view.apart import called
from workshop.web.view.snapshot_view import SnapshotView


@dataclass(frozen=True)
class Final:
    """The words of an act that can't be undone, or needs a second look; the page names the act and the alternative."""

    question: Sentence
    warning: Sentence
    act: Sentence
    other: Sentence
    doing: Sentence | str = ""
    stayed: Sentence | str = ""
    grave: bool = True


FINAL = {
    "close_round": Final(
        _l("Close the round?"),
        _l("Nobody can add or change anything in it afterwards, and it can't be opened again."),
        _l("Close the round"),
        _l("Keep it open"),
        _l("Closing the round…"),
        _l("The round stays open."),
    ),
    "reveal_results": Final(
        _l("Show the results?"),
        _l("Everyone sees them at once, and they can't be hidden again."),
        _l("Show the results"),
        _l("Don't show them yet"),
        _l("Showing the results…"),
        _l("The results are not shown."),
    ),
    "revoke_wall_link": Final(
        _l("Disable the link?"),
        _l("The wall that was opened by it goes dark. The link can't be brought back, but you can make a new one."),
        _l("Disable the link"),
        _l("Keep the link"),
        _l("Disabling the link…"),
        _l("The link still works."),
    ),
    "finish_cards": Final(
        _l("Are all cards printed?"),
        _l("Their codes are forgotten, and nobody can show or print them again. What is printed works."),
        _l("They are printed"),
        _l("Not yet"),
    ),
    "remove_card": Final(
        _l("Remove the card?"),
        _l("Nobody can join with it any more, and whoever has its seat loses it. What they wrote and voted stays."),
        _l("Remove the card"),
        _l("Keep it"),
    ),
    "confirm_sealed_file": Final(
        _l("Hand these ballots to the auditor?"),
        _l(
            "A whole ballot over many goals is a signature: whoever knows some of somebody's choices can find the "
            "rest. What the auditor has been given can't be taken back, and it stays on record that you confirmed it."
        ),
        _l("Confirm it"),
        _l("Don't confirm it"),
        _l("Confirming…"),
        _l("It is not confirmed."),
    ),
    "remove_participant": Final(
        _l("Remove from the consultation?"),
        _l(
            "This person can't come back by themselves. What they wrote stays. Their ballot is taken out of named and "
            "confidential votes that are open now. Where results of a confidential vote are shown while people vote, "
            "it goes only together with changes of others, and stays if there are too few of these. A secret ballot "
            "that was sent stays, since nobody can find it."
        ),
        _l("Remove from the consultation"),
        _l("Don't remove"),
    ),
    "remove_participants": Final(
        _l("Remove these participants?"),
        _l(
            "They can't come back by themselves. What they wrote stays. Their ballots are taken out of named and "
            "confidential votes that are open now. Where results of a confidential vote are shown while people vote, "
            "they go only together with changes of others, and stay if there are too few of these. Secret ballots that "
            "were sent stay, since nobody can find them."
        ),
        _l("Remove them"),
        _l("Don't remove"),
    ),
    "join_participants": Final(
        _l("Join them into one person?"),
        _l(
            "Whoever stays gets what the others wrote, and their workshops. Of their ballots in an open vote the "
            "newest counts; a secret ballot that was sent stays. The others can't come in any more. This can't be "
            "undone."
        ),
        _l("Join them into one"),
        _l("Keep them apart"),
    ),
    "record_hands": Final(
        _l("Are these the numbers?"),
        _l("They stand beside the figures of the round and are added to none. You can correct them until it closes."),
        _l("Record them"),
        _l("Correct them"),
        grave=False,
    ),
    "complete_paper": Final(
        _l("Is paper complete?"),
        _l(
            "What was confirmed is counted. What waits to be confirmed is deleted and not counted, and no sheet can be"
            " given out, entered or confirmed any more."
        ),
        _l("Paper is complete"),
        _l("Not yet"),
    ),
    "adopt_document": Final(
        _l("Publish the document as adopted?"),
        _l(
            "Nothing in it changes afterwards, and everybody can read it without signing in. A mistake is "
            "corrected in a document of its own beside it."
        ),
        _l("Adopt and publish"),
        _l("Not yet"),
        grave=False,
    ),
    # Only while the goal is on an open ballot; otherwise it can be restored at once.
    "hide_goal": Final(
        _l("Hide the goal from the ballot?"),
        _l(
            "The goal is on an open ballot. Votes for it will cost and count nothing, and it can be brought back only "
            "when the vote is over."
        ),
        _l("Hide it from the ballot"),
        _l("Keep it on the ballot"),
    ),
}


@blueprint.app_template_global()
def final_of(command: str) -> Final | None:
    """Return the words of an act that can't be undone; None for one that can."""
    return FINAL.get(command)


def ask_first(slug: str, command: str) -> Response | None:
    """Return the page that asks for confirmation before a form's command; None where none is needed.

    Forms that need it have a field `asks`. Raises Invalid where a script sends a form that hides a goal from an open
    ballot without the confirmation ticked: the vote may have opened after the page was shown.
    """
    if "asks" not in request.form or "understood" in request.form:
        return None
    view = look(slug)
    words = _words(view, command)
    if words is None:
        return None
    if not forms.wants_page():
        if command == "hide_goal":
            raise Invalid(understood="on_open_ballot")
        return None
    page = request.form.get("page", "")
    g.shown_at = page if forms.is_own_path(page) else f"/c/{slug}"
    kept = [(name, value) for name, value in request.form.items(multi=True) if name != "asks"]
    return make_response(
        render_template(
            "ask.html",
            words=words,
            about=_about(view),
            rows=_rows(view, command),
            back=g.shown_at,
            kept=[*kept, ("understood", "1")],
        )
    )


def _words(view: SnapshotView, command: str):
    if not view.leads:
        return None
    if command == "hide_goal":
        goal = view.goals.get(request.form.get("goal_id", type=int))
        return FINAL[command] if goal and view.on_open_ballot(goal) else None
    if command == "remove_participants" and not any(request.form.getlist("participant_ids[]")):
        return None
    return FINAL.get(command)


def _rows(view, command):
    """Return what a second look is for: (goal, figures as they were typed), for hands that were raised."""
    number = request.form.get("round_id", type=int)
    round_ = next((one for one in view.rounds if one.id == number and one.kind == policy.VOTE), None)
    if command != "record_hands" or round_ is None:
        return []
    names = names_of_figures(round_)
    typed = {
        goal["id"]: [(words, request.form.get(f"figures.{goal['id']}.{cell}", "")) for cell, words in names.items()]
        for goal in view.goals_for(round_)
    }
    return [(goal, typed[goal["id"]]) for goal in view.goals_for(round_) if any(each for _, each in typed[goal["id"]])]


def _about(view):
    lists = ("participant_ids[]", "double_ids[]", "participant_id")
    gone = {number for name in lists for number in request.form.getlist(name)}
    names = [called(one, view.look_alikes) for one in view.participants if str(one["id"]) in gone]
    if names:
        return {language(): ", ".join(names)}
    number = request.form.get("round_id", type=int)
    round_ = next((one for one in view.rounds if one.id == number), None)
    goal = view.goals.get(request.form.get("goal_id", type=int))
    return round_.title if round_ else goal["title"] if goal else {}
