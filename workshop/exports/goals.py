"""The table of goals: one row for each, with the figures of every voting round whose results are visible."""

from workshop.exports.tables import DOTTED, FIGURE, Column, Table, table
from workshop.exports.words import Words

# The figures of each method, in the order in which they are shown.
CELLS = {"approve": ("approve",), "opinion": ("agree", "pass", "disagree"), "dots": ("points", "voters")}


def goals_table(record: dict, words: Words) -> Table:
    """Give number, theme, goal, why, phenomena, body, measures, number of comments, and the figures by round.

    A goal that was not on a round's ballot has no figures of that round.
    """
    _ = words.translate
    voted = counted_rounds(record)
    columns = [
        Column(_("Number"), 9, DOTTED),
        Column(_("Theme"), 28),
        Column(_("Goal"), 50),
        Column(_("Why"), 60),
        Column(_("Phenomena"), 28),
        Column(_("Body"), 28),
        Column(_("Measures"), 60),
        Column(_("Comments"), 11, FIGURE),
        *(
            Column(f"{words.text(each['title'])} – {words.cell(cell)}", 16, FIGURE)
            for each in voted
            for cell in CELLS[each["method"]]
        ),
    ]
    phenomena = {each["id"]: words.text(each["title"]) for each in record["phenomena"]}
    bodies = body_names(record, words)

    def row(theme, goal):
        touched = [phenomena[each] for each in goal["phenomenon_ids"]]
        figures = [goal["votes"].get(str(each["id"]), {}).get(cell) for each in voted for cell in CELLS[each["method"]]]
        return [
            goal["number"],
            words.text(theme["title"]),
            words.text(goal["title"]),
            words.text(goal["rationale"]),
            ", ".join(touched),
            bodies(goal["body_id"]),
            "\n".join(_measure(measure, words) for measure in goal["measures"]),
            number_of_comments(goal),
            *figures,
        ]

    return table(_("Goals"), columns, [row(theme, goal) for theme, goal in all_goals(record)])


def all_goals(record: dict):
    """Give (theme, goal) for each goal, in their order."""
    return [(theme, goal) for theme in record["themes"] for goal in theme["goals"]]


def counted_rounds(record: dict) -> list[dict]:
    """The voting rounds whose results are visible."""
    return [each for each in record["rounds"] if each["tally"] is not None]


def body_names(record: dict, words: Words):
    """Give a function that names a body by id: nothing where there is none, and a word for one that was removed."""
    _ = words.translate
    names = {each["id"]: words.text(each["title"]) for each in record["bodies"]}
    return lambda body_id: "" if body_id is None else names.get(body_id) or _("A body that was removed")


def number_of_comments(goal: dict) -> int:
    """How many comments there are on a goal and on its measures, with replies."""
    threads = [*goal["comments"], *(thread for measure in goal["measures"] for thread in measure["comments"])]
    return sum(1 + len(thread["replies"]) for thread in threads)


def _measure(measure, words):
    more = [words.text(measure[name]) for name in ("responsible", "time_frame")]
    more = ", ".join(part for part in more if part)
    text = words.text(measure["text"])
    return f"{text} ({more})" if more else text
