"""Row templates: the partials rendered with empty things, for scripts to fill."""

from types import SimpleNamespace
from typing import Any

from cachetools import LRUCache, cached
from flask import Flask, g, request
from jinja2.runtime import Macro

from workshop.fields import canonical
from workshop.language import labels
from workshop.language.speech import language
from workshop.methods import widest
from workshop.web.view.counting import MOST_LISTED
from workshop.web.view.snapshot_view import SnapshotView

_CONTRIBUTION = {
    "id": 0,
    "revision": 0,
    "lang": "",
    "body_id": None,
    "created_at": "1970-01-01T00:00:00Z",
    "sealed": False,
    "waits": False,
    "from_goal_id": None,
    "table": None,
    "told_by": None,
    "comments": [],
}
_EMPTY = {
    "theme": {
        "id": 0,
        "revision": 0,
        "number": "",
        "title": {},
        "colour": "",
        "icon": "",
        "introduction": {},
        "links": [],
        "experts": [],
        "goals": [],
    },
    "phenomenon": {"id": 0, "title": {}, "icon": ""},
    "workshop": {"id": 0, "title": {}, "code": "", "starts_at": None},
    "goal": {
        **_CONTRIBUTION,
        "number": "",
        "theme_id": 0,
        "title": {},
        "rationale": {},
        "phenomenon_ids": [],
        "phenomena": [],
        "on_wall": False,
        "mark": None,
        "mark_reason": "",
        "adopted": False,
        "origin": None,
        "superseded": None,
        "family_id": None,
        "member_ids": [],
        "part_ids": [],
        "as_one": {},
        "members": [],
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
        "type": None,
        "responsible_body_id": None,
        "on_wall": False,
        "by": {},
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
    "measure_ids": [],
    "instructions": {},
    "subject": "goals",
    "contributions": "live",
    "moderated": False,
    "on_ballot": "all",
    "cap": None,
    "criteria": None,
    "electorate": None,
    "quorum": None,
    "pass_mark": None,
    "breakdowns": None,
    "practice": False,
    "question": {},
    "to_choose": [],
    "paused_at": None,
    "method": "",
    "points": None,
    "secrecy": "",
    "results": "",
    "minutes": None,
    "threshold": 0,
    "totals": "",
    "withheld": False,
    "revision": 0,
    "workshop_id": None,
    "workshop_ids": [],
    "opens_at": None,
    "closes_at": None,
    "opened_at": None,
    "closed_at": None,
    "revealed_at": None,
    "called_at": None,
    "salt": None,
    "paper": None,
    "paper_proof": None,
}

# What forms and badges in row templates show of themes and phenomena.
_LISTED = ("id", "number", "title", "colour", "icon")
# The size of the cache, by consultation, page and language; the least recently used goes first.
MOST_RENDERED = 64


def register(app: Flask) -> None:
    """Offer `row_template_of(noun)`, `empty_count(method)` and `cached_row_templates(view, macro)` to templates."""
    app.jinja_env.globals |= {
        "row_template_of": row_template_of,
        "empty_count": empty_count,
        "cached_row_templates": cached_row_templates,
    }


def row_template_of(noun: str) -> dict | SimpleNamespace:
    """Return an empty thing of a kind, in the shape that `SnapshotView` has."""
    return SimpleNamespace(**_ROUND) if noun == "round" else dict(_EMPTY[noun])


def empty_count(method: str) -> dict:
    """Return a counted round without votes, in the shape that `count_of` returns; `row` and `sum` are empty ones."""
    how = widest(method)
    criteria = [{"key": key, "title": {}} for key in how.terms.criteria]
    columns = {cell: str(labels.FIGURES[method].get(cell, "")) for cell in how.figures}
    goal = {"id": 0, "number": "", "title": {}, "since": {}, "there": True}
    figures = dict.fromkeys(columns, 0)
    about: dict[str, Any] = {"figures": figures, "numbers": [""] * len(columns), "bar": [], "theme": None}
    row = {"goal": goal, **about, "channels": {}, "place": "", "tied": False, "passed": False}
    total = {**about, "theme": row_template_of("theme")}
    round_ = SimpleNamespace(**{**_ROUND, "kind": "vote", "method": method, "criteria": criteria, "commitment": None})
    tally = {"voters": 0, "breakdowns": None}
    return {
        "round": round_,
        "how": how,
        "tally": tally,
        "left": 0,
        "goals": 0,
        "columns": columns,
        "map": None,
        "pairs": [],
        "reasons": [],
        "most_ballots": MOST_LISTED,
        "more_ballots": False,
        "as_one": [],
        "called_later": False,
        "rows": [],
        "row": row,
        "sum": total,
        "total": 0,
        "leaders": [],
        "by_theme": [],
        "matrices": [],
        "turnout": {},
        "turnout_bodies": [],
        "passed": 0,
        "channels": {},
        "ballots": [],
    }


def cached_row_templates(view: SnapshotView, macro: Macro) -> str:
    """Render a page's row templates once for each language; rendering them is nearly half of a page.

    Danger: `macro` sees only what is the same for everyone (slug, themes, phenomena, bodies). Scripts give the forms in
    a filled row template keys of their own.
    """
    lists = [
        [{name: one[name] for name in _LISTED if name in one} for one in things]
        for things in (view.themes, view.phenomena, view.bodies)
    ]
    if g.get("refused"):
        return macro(_Blank(view.slug, *lists))
    return _rendered(macro, view.slug, lists)


def _key(macro, slug, lists):
    return macro.name, language(), request.path, slug, canonical(lists)


@cached(LRUCache(MOST_RENDERED), key=_key)
def _rendered(macro, slug, lists):
    return macro(_Blank(slug, *lists))


class _Blank(SimpleNamespace):
    """A consultation in the shape of `SnapshotView`, in which nothing has happened yet."""

    def __init__(self, slug: str, themes: list[dict], phenomena: list[dict], bodies: list[dict]):
        super().__init__(slug=slug, themes=themes, phenomena=phenomena, bodies=bodies)
        self.rounds = self.counted_rounds = self.voted = self.on_paper = self.workshops = ()
        self.consultation: dict = {}
        self.me = SimpleNamespace(role="")
        self.ballots: dict[str, dict] = {}
        self.now = None

    def rounds_of(self, workshop_id) -> list:
        """Return no rounds."""
        return []

    def ballot_goals(self, round_) -> list:
        """Return no goals."""
        return []

    def goals_for(self, round_) -> list:
        """Return no goals."""
        return []

    def count(self, round_) -> None:
        """Return None: nothing is counted."""
