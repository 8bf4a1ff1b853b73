"""The table of goals: one row each, with the figures of every voting round on goals whose results are visible."""

from collections.abc import Iterable

from workshop.exports.called import rows_of_goals, title_of
from workshop.exports.figures import Figures
from workshop.exports.tables import DOTTED, FIGURE, Column, Table, table
from workshop.language import labels
from workshop.language.words import Words


def goals_table(record: dict, words: Words) -> Table:
    """Return the table: number, theme, goal, mark, why, phenomena, body, measures, number of comments, figures.

    A goal with figures keeps its row when it is gone. Goals that are set aside stand below all others, with the reason;
    columns say so where any goal is marked. So does one where any was merged or split.
    """
    _ = words.translate
    rows = rows_of_goals(record)
    figures = Figures(record, "goals", [goal for _theme, goal, _there in rows], words)
    came = from_others(goal for _theme, goal, there in rows if there)
    narrowed = any(goal.get("mark") for _theme, goal, _there in rows)
    kin = {goal["id"]: goal["number"] for _theme, goal, _there in rows}
    related = any(_kin(goal, kin, words) for _theme, goal, _there in rows)
    columns = [
        Column(_("Number"), 9, DOTTED),
        Column(_("Theme"), 28),
        Column(_("Goal"), 50),
        *([Column(_("Narrowing down"), 16), Column(_("Reason"), 40)] if narrowed else []),
        *([Column(_("Merging and splitting"), 28)] if related else []),
        Column(_("Why"), 60),
        Column(_("Phenomena"), 28),
        Column(_("Body"), 28),
        *([Column(_("From"), 28)] if came else []),
        Column(_("Measures"), 60),
        Column(_("Comments"), 11, FIGURE),
        *figures.columns,
    ]
    phenomena = {each["id"]: words.text(each["title"]) for each in record["phenomena"]}
    bodies = body_names(record, words)

    def about(goal):
        touched = [phenomena[each] for each in goal["phenomenon_ids"]]
        measures = "\n".join(_measure(measure, bodies, words) for measure in goal["measures"])
        comments = number_of_comments(goal)
        whence = [words.whence(goal)] if came else []
        return [words.text(goal["rationale"]), ", ".join(touched), bodies(goal["body_id"]), *whence, measures, comments]

    def row(theme, goal, there):
        head = [goal["number"], words.text(theme["title"]), title_of(goal, words)]
        mark = goal.get("mark")
        marked = [words.label(labels.MARKS, mark) if mark else "", goal.get("mark_reason", "")] if narrowed else []
        marked += [_kin(goal, kin, words)] if related else []
        away = ["", "", "", *([""] if came else []), "", None]
        return [*head, *marked, *(about(goal) if there else away), *figures.cells(goal)]

    return table(_("Goals"), columns, [row(*each) for each in rows])


def body_names(record: dict, words: Words):
    """Return a function from id to name of a body: "" for None, and a word for a body that was removed."""
    _ = words.translate
    names = {each["id"]: words.text(each["title"]) for each in record["bodies"]}
    return lambda body_id: "" if body_id is None else names.get(body_id) or _("A body that was removed")


def from_others(contributions: Iterable[dict]) -> bool:
    """Whether any of these was written by a table, or heard by a facilitator: then a column says so."""
    return any(each.get("table") or each.get("told_by") for each in contributions)


def number_of_comments(goal: dict) -> int:
    """Return the number of comments on a goal and on its measures, replies included."""
    threads = [*goal["comments"], *(thread for measure in goal["measures"] for thread in measure["comments"])]
    return sum(1 + len(thread["replies"]) for thread in threads)


def by_whom(measure: dict, bodies, words: Words) -> str:
    """Return who is to carry out a measure: a body of the list, words, or both."""
    return ", ".join(filter(None, (bodies(measure["responsible_body_id"]), words.text(measure["responsible"]))))


def _kin(goal, numbers, words):
    """Return what a goal came of or what stands for it, by their numbers."""
    _ = words.translate
    superseded, origin = goal.get("superseded"), goal.get("origin")

    def told(sentence, ids):
        return f"{sentence} {', '.join(numbers[number] for number in ids if number in numbers)}".strip()

    if superseded == "undone":
        return _("The merge was taken back") if origin == "merged" else _("The split was taken back")
    if superseded:
        merged = superseded == "merged"
        ids = [goal["family_id"]] if merged else goal["part_ids"]
        return told(_("Merged into") if merged else _("Split into"), ids)
    if origin:
        merged = origin == "merged"
        ids = goal["member_ids"] if merged else [goal["from_goal_id"]]
        return told(_("Merged from") if merged else _("Split from"), ids)
    return ""


def _measure(measure, bodies, words):
    more = ", ".join(filter(None, (by_whom(measure, bodies, words), words.text(measure["time_frame"]))))
    text = words.text(measure["text"])
    return f"{text} ({more})" if more else text
