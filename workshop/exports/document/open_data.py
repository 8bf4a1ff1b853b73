"""The goals and measures of a document as a table, in one of its languages."""

from workshop.exports.tables import FIGURE, Column, Table, table
from workshop.language.words import Words
from workshop.states.content import Content, GoalEntry, Wordings


def goals_of_document(content: Content, lang: str) -> Table:
    """Return a row for each goal and for each measure: numbers, theme, text, why, who, when, figures.

    Numbers stand in columns of their own, since a spreadsheet takes "1.10" for a date or a fraction.
    """
    slot = lang if lang in content.languages else content.languages[0]
    words = Words(slot)
    _ = words.translate
    columns = [
        Column(_("Theme no."), 9, FIGURE),
        Column(_("Goal no."), 9, FIGURE),
        Column(_("Measure no."), 9, FIGURE),
        Column(_("Proposed under theme no."), 9, FIGURE),
        Column(_("Proposed as goal no."), 9, FIGURE),
        Column(_("Theme"), 28),
        Column(_("Goal or measure"), 50),
        Column(_("Why"), 60),
        Column(_("Responsible"), 28),
        Column(_("Time frame"), 16),
        Column(_("Figures"), 40),
    ]

    def text(wordings: Wordings | None) -> str:
        return wordings[slot].text if wordings else ""

    rows: list[list[str | int | None]] = []
    for section in content.sections:
        for goal in section.blocks:
            if not isinstance(goal, GoalEntry):
                continue
            theme, figures = text(section.title), "\n".join(text(each) for each in goal.figures)
            numbers = [*_parts(goal.number), None, *_parts(goal.proposed_as)]
            rows.append([*numbers, theme, text(goal.title), text(goal.rationale), "", "", figures])
            rows += [
                [*_parts(one.number), None, None, theme, text(one.text), "", text(one.who), text(one.when), ""]
                for one in goal.measures
            ]
    return table(_("Goals"), columns, rows)


def _parts(number: str) -> list[int]:
    return [int(part) for part in number.split(".")]
