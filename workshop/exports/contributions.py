"""The tables of measures and comments."""

from workshop.exports.called import all_goals, rows_of_measures, title_of
from workshop.exports.figures import Figures
from workshop.exports.goals import body_names, by_whom, from_others
from workshop.exports.tables import DOTTED, FIGURE, TIME, Column, Table, table
from workshop.language import labels
from workshop.language.words import Words


def measures_table(record: dict, words: Words) -> Table:
    """Return a table with one row for each measure, and the figures of rounds on measures.

    A measure with figures keeps its row when it is gone. Measures of goals that are set aside stand below all others.
    """
    _ = words.translate
    rows = rows_of_measures(record)
    figures = Figures(record, "measures", [measure for _goal, measure, _there in rows], words)
    came = from_others(measure for _goal, measure, there in rows if there)
    typed = any(measure.get("type") for _goal, measure, _there in rows)
    columns = [
        Column(_("Number"), 9, DOTTED),
        Column(_("Goal"), 50),
        Column(_("Measure"), 60),
        *([Column(_("Type"), 18)] if typed else []),
        Column(_("Responsible"), 28),
        Column(_("Time frame"), 20),
        Column(_("Status"), 14),
        Column(_("Body"), 28),
        *([Column(_("From"), 28)] if came else []),
        Column(_("Comments"), 11, FIGURE),
        *figures.columns,
    ]
    bodies = body_names(record, words)

    def about(measure):
        return [
            *([words.label(labels.MEASURE_TYPES, measure["type"]) if measure["type"] else ""] if typed else []),
            by_whom(measure, bodies, words),
            words.text(measure["time_frame"]),
            words.label(labels.STATUSES, measure["status"]),
            bodies(measure["body_id"]),
            *([words.whence(measure)] if came else []),
            sum(1 + len(thread["replies"]) for thread in measure["comments"]),
        ]

    def row(goal, measure, there):
        head = [measure["number"], words.text(goal["title"]), title_of(measure, words)]
        away = [*([""] if typed else []), "", "", "", "", *([""] if came else []), None]
        return [*head, *(about(measure) if there else away), *figures.cells(measure)]

    return table(_("Measures"), columns, [row(*each) for each in rows])


def comments_table(record: dict, words: Words) -> Table:
    """Return a table with one row for each comment; replies follow the comment that began their thread."""
    _ = words.translate
    comments = [
        (thing, comment)
        for _theme, goal in all_goals(record)
        for thing in (goal, *goal["measures"])
        for thread in thing["comments"]
        for comment in (thread, *thread["replies"])
    ]
    came = from_others(comment for _thing, comment in comments)
    columns = [
        Column(_("Comment no."), 12, FIGURE),
        Column(_("Number"), 9, DOTTED),
        Column(_("On"), 50),
        Column(_("Stance"), 12),
        Column(_("Comment"), 60),
        Column(_("Reply to no."), 12, FIGURE),
        Column(_("Body"), 28),
        *([Column(_("From"), 28)] if came else []),
        Column(_("Written (Finnish time)"), 18, TIME),
    ]
    bodies = body_names(record, words)
    rows = [
        [
            comment["id"],
            thing["number"],
            words.text(thing.get("title") or thing.get("text")),
            words.label(labels.STANCES, comment["stance"]),
            words.text(comment["text"]),
            comment["reply_to"],
            bodies(comment["body_id"]),
            *([words.whence(comment)] if came else []),
            comment["created_at"],
        ]
        for thing, comment in comments
    ]
    return table(_("Comments"), columns, rows)
