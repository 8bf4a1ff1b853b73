"""What was counted, as it was called then: beside what it is called now, and with what became of it later."""

from workshop.language import labels
from workshop.language.words import Words


def counted_rounds(record: dict) -> list[dict]:
    """The voting rounds whose results are visible."""
    return [each for each in record["rounds"] if each["tally"] is not None]


def rows_of_goals(record: dict) -> list[tuple[dict, dict, bool]]:
    """Return (theme, goal, whether it is there) for each goal, in the order of themes and numbers.

    A goal that is gone is there once it has figures: as it was called last.
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
    """Return what a goal was called in a counted round; None where it has no figures there."""
    return next((called for called in round_["called"] if called["goal_id"] == goal_id), None)


def title_of(goal: dict, words: Words) -> str:
    """Return the title that is shown of a goal, or of what it was called: of one that is hidden, that it is."""
    _ = words.translate
    return _("(hidden)") if "hidden" in goal.get("since", ()) else words.text(goal["title"])


def later(called: list[dict], words: Words) -> str:
    """Say what became of something after it was counted, in words with the times."""
    since: dict[str, str] = {}
    for each in called:
        since |= {name: min(at, since.get(name, at)) for name, at in each["since"].items()}
    return "; ".join(f"{words.label(labels.SINCE, name)} {words.time(at)}" for name, at in since.items())
