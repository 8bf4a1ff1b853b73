"""The words of official texts: which text of a thing it is, how far it is, and why a row of a file was left out."""

from workshop.language.labels import LANGUAGE_NAMES
from workshop.language.speech import Sentence
from workshop.language.speech import lazy_gettext as _l

# By kind of thing and field, with a dot between.
FIELDS: dict[str, Sentence] = {
    "theme.title": _l("Theme"),
    "theme.introduction": _l("Introduction of a theme"),
    "goal.title": _l("Goal"),
    "goal.rationale": _l("Why"),
    "measure.text": _l("Measure"),
    "measure.responsible": _l("Responsible"),
    "measure.time_frame": _l("Time frame"),
    "phenomenon.title": _l("Phenomenon"),
    "phenomenon.introduction": _l("Introduction of a phenomenon"),
    "round.instructions": _l("Instructions of a round"),
}
STATES = {
    "missing": _l("Missing"),
    "outdated": _l("The original has changed"),
    "draft": _l("Draft translation"),
    "checked": _l("Checked"),
    "original": _l("Original"),
}
SCOPES = {"document": _l("What goes into the document"), "everything": _l("Everything")}
SLOT_NAMES: dict[str, Sentence] = {
    **LANGUAGE_NAMES,
    "fi-simple": _l("Plain Finnish"),
    "sv-simple": _l("Plain Swedish"),
    "en-simple": _l("Plain English"),
}
# The columns of a work list that are read when it comes back, by these names in any of the languages.
COLUMNS = {"code": _l("Code"), "wording": _l("Wording"), "checked": _l("Checked (x)")}
# Why a row of a file was left out.
LEFT_OUT = {
    "original_changed": _l("The original has changed since the file was made."),
    "wording_changed": _l("Somebody has worded this otherwise since the file was made."),
    "gone": _l("This is no longer there."),
    "no_code": _l("There is no code in the row that says which text it is."),
    "twice": _l("The same text stands in an earlier row of the file."),
    "formula": _l("There is a formula in the cell, and no text."),
    "not_text": _l("There is a date, a time or an odd number in the cell, and no text."),
    "later": _l("There were too many rows for one time. Send the file again for the rest."),
    "refused": _l("It could not be saved."),
}
