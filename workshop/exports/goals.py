"""The table of goals: one row each, with the figures of every voting round whose results are visible."""

from workshop.exports.called import called_in, counted_rounds, later, rows_of_goals, title_of
from workshop.exports.figures import figures_of, names_of
from workshop.exports.tables import DOTTED, FIGURE, Column, Table, table
from workshop.language.words import Words


def goals_table(record: dict, words: Words) -> Table:
    """Return the table: number, theme, goal, why, phenomena, body, measures, number of comments, figures by round.

    Figures are empty where a goal was not on the round's ballot. A goal with figures keeps its row when it is gone.
    Where a round counted goals under other names, a column shows these beside its figures; a last column tells what
    became of goals after they were counted.
    """
    _ = words.translate
    voted, goals = counted_rounds(record), rows_of_goals(record)
    renamed = {each["id"] for each in voted if any(_was_called(each, goal, words) for _theme, goal, _there in goals)}
    marked = any(called["since"] for each in voted for called in each["called"])
    columns = [
        Column(_("Number"), 9, DOTTED),
        Column(_("Theme"), 28),
        Column(_("Goal"), 50),
        Column(_("Why"), 60),
        Column(_("Phenomena"), 28),
        Column(_("Body"), 28),
        Column(_("Measures"), 60),
        Column(_("Comments"), 11, FIGURE),
        *(column for each in voted for column in _columns(each, each["id"] in renamed, words)),
        *([Column(_("After the vote"), 40)] if marked else []),
    ]
    phenomena = {each["id"]: words.text(each["title"]) for each in record["phenomena"]}
    bodies = body_names(record, words)

    def about(goal):
        touched = [phenomena[each] for each in goal["phenomenon_ids"]]
        measures = "\n".join(_measure(measure, words) for measure in goal["measures"])
        comments = number_of_comments(goal)
        return [words.text(goal["rationale"]), ", ".join(touched), bodies(goal["body_id"]), measures, comments]

    def row(theme, goal, there):
        head = [goal["number"], words.text(theme["title"]), title_of(goal, words)]
        figures = []
        for each in voted:
            cells = each["tally"]["goals"].get(str(goal["id"]), {})
            figures += [_was_called(each, goal, words)] if each["id"] in renamed else []
            figures += figures_of(each, cells)
        called = [then for each in voted if (then := called_in(each, goal["id"]))]
        after = [later(called, words)] if marked else []
        return [*head, *(about(goal) if there else ["", "", "", "", None]), *figures, *after]

    return table(_("Goals"), columns, [row(*each) for each in goals])


def all_goals(record: dict):
    """Return (theme, goal) for each goal, in order."""
    return [(theme, goal) for theme in record["themes"] for goal in theme["goals"]]


def body_names(record: dict, words: Words):
    """Return a function from id to name of a body: "" for None, and a word for a body that was removed."""
    _ = words.translate
    names = {each["id"]: words.text(each["title"]) for each in record["bodies"]}
    return lambda body_id: "" if body_id is None else names.get(body_id) or _("A body that was removed")


def number_of_comments(goal: dict) -> int:
    """Return the number of comments on a goal and on its measures, replies included."""
    threads = [*goal["comments"], *(thread for measure in goal["measures"] for thread in measure["comments"])]
    return sum(1 + len(thread["replies"]) for thread in threads)


def _columns(round_, renamed, words):
    _ = words.translate
    title = words.text(round_["title"])
    if renamed:
        as_counted = _("The goal as it was counted")
        yield Column(f"{title} – {as_counted}", 40)
    for name in names_of(round_, words):
        yield Column(f"{title} – {name}", 16, FIGURE)


def _was_called(round_, goal, words):
    """Return the number and title under which a goal was counted, where they differ from its row's; otherwise ""."""
    called = called_in(round_, goal["id"])
    if called is None or (called["number"], title_of(called, words)) == (goal["number"], title_of(goal, words)):
        return ""
    return f"{called['number']} {title_of(called, words)}"


def _measure(measure, words):
    more = ", ".join(filter(None, (words.text(measure[name]) for name in ("responsible", "time_frame"))))
    text = words.text(measure["text"])
    return f"{text} ({more})" if more else text
