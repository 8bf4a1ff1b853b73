"""The pulse of a room: how many are in it, and how many have proposed, commented and voted so far.

The browser's twin is static/js/desk-pulse.js.
"""

from dataclasses import dataclass
from types import SimpleNamespace

from workshop import policy
from workshop.web.seen import Seen


@dataclass(frozen=True)
class Pulse:
    """The figures: people by what they did, things by how many there are.

    `voted` is the turnout of the open voting round, as far as it may be told: None where there is none to tell.
    `bodies` are (body or None, how many joined, how many goals).
    """

    joined: int
    voters: int
    goals: int
    proposers: int
    comments: int
    commenters: int
    voted: int | None
    bodies: list[tuple[dict | None, int, int]]


def pulse_of(seen: Seen, round_: SimpleNamespace | None) -> Pulse:
    """Count what those who lead may know of a room whose present round is `round_`."""
    authors = {noun: set() for noun in ("goal", "comment")}
    for (noun, number), participant in seen.authors.items():
        if number in {"goal": seen.goals, "comment": seen.comments}.get(noun, ()):
            authors[noun].add(participant)
    return Pulse(
        joined=len(seen.participants),
        voters=sum(one["role"] != policy.OBSERVER for one in seen.participants),
        goals=len(seen.goals),
        proposers=len(authors["goal"]),
        comments=len(seen.comments),
        commenters=len(authors["comment"]),
        voted=seen.turnouts.get(str(round_.id)) if round_ else None,
        bodies=_by_body(seen),
    )


def _by_body(seen):
    offered = {body["id"] for body in seen.bodies}

    def count(things, body):
        return sum((one["body_id"] if one["body_id"] in offered else None) == body for one in things)

    rows = [
        (body, count(seen.participants, body and body["id"]), count(seen.goals.values(), body and body["id"]))
        for body in (*seen.bodies, None)
    ]
    return [row for row in rows if row[1] or row[2]]
