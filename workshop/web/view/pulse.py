"""The pulse of a room: how many are invited, joined and may vote, and how many proposed, commented and voted."""

from collections import Counter
from dataclasses import dataclass
from types import SimpleNamespace

from workshop import policy
from workshop.web.view.snapshot_view import SnapshotView


@dataclass(frozen=True)
class Pulse:
    """The figures of a workshop's own participants and goals.

    `invited` have not come yet, `joined` have, among them so many `tables` with `at_tables` people; neither includes
    facilitators. `entitled` may vote in the present round.
    `voted` is the turnout of the open voting round, None where it may not be told. `progress` is how many are done in
    the open round and how much is written unseen in it, None where nothing is done in it. `bodies` are (body or None,
    number joined, number of goals).
    """

    invited: int
    joined: int
    tables: int
    at_tables: int
    entitled: int
    goals: int
    proposers: int
    comments: int
    commenters: int
    voted: int | None
    progress: dict[str, int] | None
    bodies: list[tuple[dict | None, int, int]]


def pulse_of(view: SnapshotView, workshop: dict, round_: SimpleNamespace | None) -> Pulse:
    """Return what facilitators may know of a workshop whose present round is `round_`."""
    people, goals = view.people_of(workshop["id"]), view.goals_of(workshop["id"])
    others = [one for one in people if one["role"] != policy.FACILITATOR]
    here = [one for one in others if not one["invited"]]
    elsewhere = {one["id"] for one in view.participants} - {one["id"] for one in people}
    tables = [one["people"] for one in here if one["kind"] == policy.TABLE]
    comments = [number for number in view.comments if view.authors.get(("comment", number)) not in elsewhere]
    voted = view.turnouts.get(str(round_.id)) if round_ else None
    return Pulse(
        invited=len(others) - len(here),
        joined=len(here),
        tables=len(tables),
        at_tables=sum(tables),
        entitled=entitled(view, _voters(view, workshop, round_), round_, voted),
        goals=len(goals),
        proposers=_authors(view, "goal", (goal["id"] for goal in goals)),
        comments=len(comments),
        commenters=_authors(view, "comment", comments),
        voted=voted,
        progress=view.progress.get(str(round_.id)) if round_ and round_.state == policy.OPEN else None,
        bodies=_by_body(view, here, goals),
    )


def entitled(view: SnapshotView, people: list[dict], round_: SimpleNamespace | None, voted: int | None) -> int:
    """Return how many may vote: members but tables, and facilitators who have voted, as far as one may know it."""
    members = sum((one["role"], one["kind"]) == (policy.MEMBER, policy.PERSON) for one in people)
    myself = view.leads and round_ is not None and round_.id in view.voted
    return max(members + myself, voted or 0)


def _voters(view, workshop, round_):
    """Return the people of all workshops in which the round runs."""
    halls = round_.workshop_ids if round_ and round_.workshop_ids else [workshop["id"]]
    found = {one["id"]: one for number in halls for one in view.people_of(number)}
    return list(found.values())


def _authors(view, noun, numbers):
    return len({view.authors.get((noun, number)) for number in numbers} - {None})


def _by_body(view, people, goals):
    offered = {body["id"] for body in view.bodies}
    here, written = (_counted(things, offered) for things in (people, goals))
    rows = [(body, *(counted[body and body["id"]] for counted in (here, written))) for body in (*view.bodies, None)]
    return [row for row in rows if row[1] or row[2]]


def _counted(things, offered):
    return Counter(one["body_id"] if one["body_id"] in offered else None for one in things)
