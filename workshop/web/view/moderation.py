"""What waits for facilitators, as rows: contributions to be published, and reports by members."""

from typing import Any

from workshop import policy
from workshop.web.view.apart import called
from workshop.web.view.snapshot_view import SnapshotView


def queue_rows(view: SnapshotView) -> list[dict]:
    """Return what waits to be published, in the order in which it came to wait.

    A row has `id` (such as "goal-17"), `noun`, `number`, `revision`, `text`, `more` (the rationale of a goal),
    `stance`, `author`, `body`, `on` (the title of what it stands under), `at`, by what it is narrowed down as other
    contributions are, and `above`: the noun of what it stands under where that waits too, so that it is published with
    that.
    """
    names = _names(view)
    waiting = {(each["kind"], each["thing_id"]): each["thing"] for each in view.queue}
    return [_waiting_row(view, names, waiting, each) for each in view.queue]


def report_rows(view: SnapshotView, rows_of: Any) -> list[dict]:
    """Return the contributions that are reported and not settled, each once, as rows of the list of contributions.

    `rows_of(noun, thing)` gives such a row. It has the `reports` on it besides. What is gone is left out.
    """
    found: dict[tuple[str, int], list[dict]] = {}
    for each in view.reports:
        if each["outcome"] is None:
            found.setdefault((each["kind"], each["thing_id"]), []).append(each)
    there = {"goal": view.goals, "measure": view.measures, "comment": view.comments}
    rows = []
    for (noun, number), reports in found.items():
        if number in there[noun]:
            said = " ".join(each["reason"] for each in reports)
            rows.append({**rows_of(noun, there[noun][number]), "reports": reports, "reason": said})
    return rows


def is_moderated(view: SnapshotView, kind: str, theme_id: int | None) -> bool:
    """Whether what a member writes now, in a round of a kind that covers a theme, waits for a facilitator."""
    moderated = [round_ for round_ in view.rounds if round_.moderated]
    return not view.leads and policy.covers(moderated, kind, theme_id, view.now)


def _waiting_row(view, names, waiting, record):
    noun, thing = record["kind"], record["thing"]
    above_noun, above = _above(view, waiting, noun, thing)
    goal = thing if noun == "goal" else above
    # A comment on a measure stands under that measure's goal.
    if above_noun == "measure":
        goal = view.goals.get(above.get("goal_id")) or waiting.get(("goal", above.get("goal_id")), {})
    return {
        "id": f"{noun}-{thing['id']}",
        "noun": noun,
        "number": thing["id"],
        "revision": thing["revision"],
        "text": thing["title"] if noun == "goal" else thing["text"],
        "more": thing.get("rationale", {}),
        "stance": thing.get("stance"),
        "author": names.get(view.authors.get((noun, thing["id"])), ""),
        "body": (view.body(thing["body_id"]) or {}).get("title", {}),
        "mine": view.is_mine(noun, thing),
        "thing": thing,
        "under": goal,
        "gone": False,
        "on": _theme_title(view, thing["theme_id"]) if noun == "goal" else above.get("title") or above.get("text", {}),
        "above": above_noun if above_noun and above.get("waits") else None,
        "at": thing["created_at"],
        "mark": None,
        "reason": "",
    }


def _above(view, waiting, noun, thing):
    """Return (noun, thing) for what something stands under, whether or not that waits too."""
    for above in ("measure", "goal"):
        number = thing.get(f"{above}_id") if noun != above else None
        if number is not None:
            there = getattr(view, f"{above}s").get(number)
            return above, there or waiting.get((above, number), {})
    return None, {}


def _names(view):
    return {one["id"]: called(one, view.look_alikes) for one in view.participants}


def _theme_title(view, number):
    return next((theme["title"] for theme in view.themes if theme["id"] == number), {})
