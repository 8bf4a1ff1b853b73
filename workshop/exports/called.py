"""The names of counted goals, beside their present names and with what became of them later."""

from workshop.language import labels
from workshop.language.words import Words


def counted_rounds(record: dict) -> list[dict]:
    """Return the voting rounds whose results are visible."""
    return [each for each in record["rounds"] if each["tally"] is not None]


def rows_of_goals(record: dict) -> list[tuple[dict, dict, bool]]:
    """Return (theme, goal, whether it is current) for each goal, ordered by theme and number.

    A goal that is gone is listed only if it has figures, under its last recorded name.
    """
    there = {goal["id"] for theme in record["themes"] for goal in theme["goals"]}
    places = {theme["id"]: place for place, theme in enumerate(record["themes"])}
    rows = [(places[theme["id"]], theme, goal, True) for theme in record["themes"] for goal in theme["goals"]]
    gone: dict[int, dict] = {}
    for round_ in counted_rounds(record):
        gone |= {called["goal_id"]: called for called in round_["called"] if called["goal_id"] not in there}
    for called in gone.values():
        theme = {"id": called["theme_id"], "title": called["theme_title"]}
        rows.append((places.get(called["theme_id"], len(places)), theme, {**called, "id": called["goal_id"]}, False))
    rows.sort(key=lambda row: (row[0], [int(part) for part in row[2]["number"].split(".")]))
    return [row[1:] for row in rows]


def called_in(round_: dict, goal_id: int) -> dict | None:
    """Return a goal's recorded name in a counted round; None where the round has no figures of it."""
    return next((called for called in round_["called"] if called["goal_id"] == goal_id), None)


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
