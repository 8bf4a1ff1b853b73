"""Empty things, from which templates make the moulds that scripts fill: the same partials, with nothing in them."""

from types import SimpleNamespace

from flask import Flask

from workshop.web import labels

_CONTRIBUTION = {
    "id": 0,
    "revision": 0,
    "lang": "",
    "body_id": None,
    "created_at": "1970-01-01T00:00:00Z",
    "comments": [],
}
_MOULDS = {
    "theme": {"id": 0, "title": {}, "goals": []},
    "phenomenon": {"id": 0, "title": {}},
    "goal": {
        **_CONTRIBUTION,
        "theme_id": 0,
        "title": {},
        "rationale": {},
        "phenomenon_ids": [],
        "phenomena": [],
        "measures": [],
        "comment_count": 0,
        "threads": [],
    },
    "measure": {
        **_CONTRIBUTION,
        "goal_id": 0,
        "text": {},
        "responsible": {},
        "time_frame": {},
        "status": "planned",
        "threads": [],
    },
    "comment": {
        **_CONTRIBUTION,
        "goal_id": 0,
        "measure_id": None,
        "reply_to": None,
        "text": {},
        "stance": "",
        "replies": [],
        "to": None,
        "gone": False,
    },
}
_ROUND = {
    "id": 0,
    "kind": "",
    "title": {},
    "state": "",
    "phase": "",
    "theme_ids": [],
    "goal_ids": [],
    "method": "",
    "points": None,
    "secrecy": "",
    "results": "",
    "minutes": None,
    "threshold": 0,
    "revision": 0,
    "workshop_id": None,
    "opens_at": None,
    "closes_at": None,
    "opened_at": None,
    "closed_at": None,
    "revealed_at": None,
    "salt": None,
}


def register(app: Flask) -> None:
    """Offer `mould_of(noun)` and `empty_count(method)` to templates."""
    app.jinja_env.globals |= {"mould_of": mould_of, "empty_count": empty_count}


def mould_of(noun: str) -> dict | SimpleNamespace:
    """An empty thing of a kind, in the shape in which `Seen` gives it."""
    return SimpleNamespace(**_ROUND) if noun == "round" else dict(_MOULDS[noun])


def empty_count(method: str) -> dict:
    """A counted round in which nobody voted, in the shape in which `count_of` gives it; `row` is an empty row."""
    columns = labels.FIGURES[method]
    row = {"goal": mould_of("goal"), "figures": dict.fromkeys(columns, 0), "bar": [], "by_body": []}
    round_ = SimpleNamespace(**{**_ROUND, "kind": "vote", "method": method, "commitment": None})
    tally = {"voters": 0, "breakdowns": None}
    return {"round": round_, "tally": tally, "columns": columns, "rows": [], "row": row, "ballots": None}
