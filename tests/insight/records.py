"""Records as small as they can be, with the parts that are read as a whole."""

from typing import Any


def record(themes=(), phenomena=(), rounds=(), bodies=()) -> dict[str, Any]:
    """A record of themes with their goals, phenomena, rounds and bodies."""
    return {
        "themes": [{"id": place, "number": str(place), **each} for place, each in enumerate(themes, 1)],
        "phenomena": [{"id": place, "title": {"en": title}} for place, title in enumerate(phenomena, 1)],
        "bodies": [{"key": key, "title": {"en": key.title()}} for key in bodies],
        "rounds": list(rounds),
    }


def goal(*phenomenon_ids: int, mark: str | None = None) -> dict[str, Any]:
    """A goal that touches phenomena."""
    return {"phenomenon_ids": list(phenomenon_ids), "mark": mark}


def vote(number: int, goals: dict[str, dict[str, int]], voters: int = 20, **more) -> dict[str, Any]:
    """A vote that is over, of opinions unless said otherwise, with the figures of all."""
    own = {"method": "opinion", "points": None, "cap": None, "criteria": None, "state": "revealed", "subject": "goals"}
    tally = {"voters": voters, "goals": goals, "breakdowns": None, "turnout": None, **more.pop("tally", {})}
    called = [
        {"goal_id": int(each), "number": f"1.{each}", "title": {"en": f"Goal {each}"}, "since": {}} for each in goals
    ]
    head = {"id": number, "title": {"en": f"Round {number}"}, "closed_at": f"2026-01-{number:02}T10:00:00.000Z"}
    return {**head, **own, "tally": tally, "called": called, **more}


def said(agree: int, disagree: int) -> dict[str, int]:
    """So many agree and disagree."""
    return {"agree": agree, "pass": 0, "disagree": disagree}
