"""The names of counted goals, beside their present names and with what became of them later."""

from workshop.language import labels
from workshop.language.words import Words


def counted_rounds(record: dict, subject: str | None = None) -> list[dict]:
    """Return the voting rounds whose results are visible: those on a subject, or all."""
    counted = [each for each in record["rounds"] if each["tally"] is not None]
    return [each for each in counted if subject in (None, each["subject"])]


def what_was_counted(record: dict, words: Words) -> str:
    """Return the heading of what was voted on."""
    _ = words.translate
    return _("Goal or measure") if counted_rounds(record, "measures") else _("Goal")


def rows_of_goals(record: dict) -> list[tuple[dict, dict, bool]]:
    """Return (theme, goal, whether it is current) for each goal, ordered by theme and number.

    What is set aside comes last. What was merged or split stands below what stands for it. A goal that is gone is
    listed only if it has figures, under its last recorded name.
    """
    others = [(theme, goal, True) for theme in record["themes"] for goal in theme["superseded"]]
    rows = [(theme, goal, True) for theme in record["themes"] for goal in theme["goals"]]
    there = {goal["id"] for _theme, goal, _there in (*rows, *others)}
    for called in _gone(record, "goals", there):
        theme = {"id": called["theme_id"], "title": called["theme_title"]}
        rows.append((theme, {**called, "id": called["goal_id"]}, False))
    order = _in_order(record)
    found = [each for row in sorted(rows, key=order) for each in _with_others(row, others)]
    listed = {goal["id"] for _theme, goal, _there in found}
    return found + sorted((row for row in others if row[1]["id"] not in listed), key=order)


def _with_others(row, others):
    """Yield a row, and those of the goals for which its goal stands."""
    yield row
    for other in others:
        above = other[1]["family_id"] or (other[1]["part_ids"] or [None])[0]
        if above == row[1]["id"]:
            yield from _with_others(other, others)


def all_goals(record: dict) -> list[tuple[dict, dict]]:
    """Return (theme, goal) for each goal that is there, in order; what does not stand for itself comes after others."""
    return [(theme, goal) for theme in record["themes"] for goal in (*theme["goals"], *theme["superseded"])]


def rows_of_measures(record: dict) -> list[tuple[dict, dict, bool]]:
    """Return (goal, measure, whether it is current) for each measure, as `rows_of_goals` does for goals.

    A measure has its text as `title`; the goal of one that is gone may have an id alone.
    """
    goals = {goal["id"]: goal for _theme, goal in all_goals(record)}
    found = [(goal, measure) for goal in goals.values() for measure in goal["measures"]]
    rows = [(goal, {**one, "title": one["text"], "theme_id": None}, True) for goal, one in found]
    for called in _gone(record, "measures", {one["id"] for _goal, one in found}):
        goal = goals.get(called["goal_id"], {"id": called["goal_id"], "title": {}})
        rows.append((goal, {**called, "id": called["measure_id"]}, False))
    themes = {goal["id"]: theme for theme, goal in all_goals(record)}
    order = _in_order(record)

    def place(row):
        goal, measure, is_there = row
        theme = themes.get(goal["id"], {"id": measure["theme_id"]})
        return order((theme, {**measure, "mark": goal.get("mark")}, is_there))

    return sorted(rows, key=place)


def called_in(round_: dict, number: int) -> dict | None:
    """Return the recorded name of a goal or measure in a counted round; None where the round has no figures of it."""
    return next((called for called in round_["called"] if counted_id(called) == number), None)


def counted_id(called: dict) -> int:
    """Return the id of the goal or measure that a recorded name is of."""
    number: int = called["measure_id"] if "measure_id" in called else called["goal_id"]
    return number


def title_of(goal: dict, words: Words) -> str:
    """Return the displayed title of a goal, or of its recorded name; of a hidden goal a word that says so."""
    _ = words.translate
    return _("(hidden)") if "hidden" in goal.get("since", ()) else words.text(goal["title"])


def later(called: list[dict], words: Words) -> str:
    """Return in words, with times, what became of a goal after it was counted."""
    since: dict[str, str] = {}
    for each in called:
        since |= {name: min(at, since.get(name, at)) for name, at in each["since"].items()}
    return "; ".join(f"{words.label(labels.SINCE, name)} {words.time(at)}" for name, at in since.items())


def _gone(record, subject, there):
    """Return the last recorded names of what has figures and is gone."""
    gone: dict[int, dict] = {}
    for round_ in counted_rounds(record, subject):
        gone |= {counted_id(called): called for called in round_["called"] if counted_id(called) not in there}
    return gone.values()


def _in_order(record):
    places = {theme["id"]: place for place, theme in enumerate(record["themes"])}

    def place(row):
        theme, thing, _there = row
        numbers = [int(part) for part in thing["number"].split(".")]
        return thing.get("mark") == "aside", places.get(theme["id"], len(places)), numbers

    return place
