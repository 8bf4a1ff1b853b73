"""Names of form fields, and the sentences that say what to write into an empty one."""

import re

from workshop.fields import SLOTS
from workshop.language.speech import Sentence, lazy_gettext
from workshop.methods.points import NAME as NAME_OF_POINTS
from workshop.methods.points import NAME_OF_CAP

# Sentences for empty fields, by the form's noun and the field's name, otherwise by the name alone.
NEEDED = {
    "name": lazy_gettext("Write your name."),
    "body": lazy_gettext("Choose whom you speak for."),
    "table.name": lazy_gettext("Write what your table is called."),
    "table.people": lazy_gettext("Write how many of you are there."),
    "cards.number": lazy_gettext("Write how many cards you need."),
    "municipality": lazy_gettext("Write the name of your municipality, or tick that you have none."),
    "code": lazy_gettext("Write the code of the workshop."),
    "code.code": lazy_gettext("Write the code."),
    "email": lazy_gettext("Write the e-mail address."),
    "file": lazy_gettext("Choose the file."),
    "reason": lazy_gettext("Write the reason."),
    "round_ids": lazy_gettext("Tick at least one vote."),
    "recipient": lazy_gettext("Paste the auditor's public key."),
    "goal_ids": lazy_gettext("Tick at least one goal."),
    "participant_ids": lazy_gettext("Tick at least one participant."),
    "double_ids": lazy_gettext("Tick those who are the same person: two at least."),
    "theme_id": lazy_gettext("Choose a theme."),
    "goal_id": lazy_gettext("Choose the goal."),
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
    "choices.reason": lazy_gettext("Write why you object."),
    "checked": lazy_gettext("Tick this when you have checked your choices."),
}
# In these nothing is written: whatever their fault, one of the choices offered must be taken.
CHOSEN = ("body", "theme_id", "goal_id", "stance")
# Names of the other fields, for sentences that are not shown at the field.
NAMED = {
    "name": lazy_gettext("Your name"),
    "email": lazy_gettext("Your e-mail address"),
    "file": lazy_gettext("Choose the file."),
    "table.name": lazy_gettext("What is your table called?"),
    "table.people": lazy_gettext("How many of you are there?"),
    "cards.number": lazy_gettext("How many cards?"),
    "goal.title": lazy_gettext("Goal"),
    "rationale": lazy_gettext("Why?"),
    "comment.text": lazy_gettext("Your comment"),
    "measure.text": lazy_gettext("What is to be done?"),
    "measures.text": lazy_gettext("What is to be done?"),
    "municipality": lazy_gettext("Municipality"),
    "electorate": lazy_gettext("Who may vote?"),
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
    "cap": lazy_gettext(NAME_OF_CAP),
    "criteria.title": lazy_gettext("Criterion"),
    "results": lazy_gettext("When are the results shown?"),
    "position": lazy_gettext("Place in the list"),
    "threshold": lazy_gettext("Smallest group size in results"),
}
# Forms that are not named by their command.
FORMS = {
    "propose_anytime": "goal",
    "merge_goals": "goal",
    "reply": "comment",
    "add_comment-measure": "comment",
    "make": "consultation",
}
_SLOT = re.compile("|".join(SLOTS))
_NUMBER = re.compile(r"-?[0-9]+")


def named(table: dict[str, Sentence], about: str, place: str) -> Sentence | None:
    """Look a field up in one of the tables, by its form's noun and its name, otherwise by the name alone.

    `about` is the command or form, `place` the field's dotted path, in which numbers and languages are ignored.
    """
    field = ".".join(part for part in place.split(".") if not _NUMBER.fullmatch(part) and not _SLOT.fullmatch(part))
    return table.get(f"{_noun(about)}.{field}", table.get(field))


def _noun(about):
    # A form is named by its command, followed by the number of what it is about.
    name, _, number = about.rpartition("-")
    name = name if name and _NUMBER.fullmatch(number) else about
    return FORMS.get(name, name.partition("_")[2] or name)
