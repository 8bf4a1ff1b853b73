"""The goals and measures of a document as a table, in one of its languages."""

from workshop.exports.tables import DOTTED, Column, Table, table
from workshop.language.words import Words
from workshop.states.content import Content, GoalEntry, Wordings


def goals_of_document(content: Content, lang: str) -> Table:
    """Return a row for each goal and for each measure: number, proposed as, theme, text, why, who, when, figures."""
    slot = lang if lang in content.languages else content.languages[0]
    words = Words(slot)
    _ = words.translate
    columns = [
        Column(_("Number"), 9, DOTTED),
        Column(_("Proposed as"), 9, DOTTED),
        Column(_("Theme"), 28),
        Column(_("Goal or measure"), 50),
        Column(_("Why"), 60),
        Column(_("Responsible"), 28),
        Column(_("Time frame"), 16),
        Column(_("Figures"), 40),
    ]

    def text(wordings: Wordings | None) -> str:
        return wordings[slot].text if wordings else ""

    rows: list[list[str]] = []
    for section in content.sections:
        for goal in section.blocks:
            if not isinstance(goal, GoalEntry):
                continue
            figures = "\n".join(text(each) for each in goal.figures)
            head = [goal.number, goal.proposed_as, text(section.title), text(goal.title), text(goal.rationale)]
            rows.append([*head, "", "", figures])
            rows += [
                [one.number, "", text(section.title), text(one.text), "", text(one.who), text(one.when), ""]
                for one in goal.measures
            ]
    return table(_("Goals"), columns, rows)
