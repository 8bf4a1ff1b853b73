"""The record: a whole consultation as one nested structure, as any participant may see it now."""

from types import SimpleNamespace

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.errors import NotFound
from workshop.models import Consultation, Participant, Round, Tally
from workshop.queries.exported.called import called_in
from workshop.queries.exported.there import in_order, there
from workshop.queries.snapshot import snapshot
from workshop.queries.tallies import with_all_ballots

# Without the join code of a workshop, which admits people: the record is handed on.
WORKSHOP = ("id", "title", "starts_at")
ROUND = (
    *("id", "workshop_id", "workshop_ids", "kind", "title", "instructions", "subject", "theme_ids"),
    *("goal_ids", "measure_ids", "on_ballot"),
    *("method", "points", "cap", "criteria", "secrecy", "results"),
    *("threshold", "totals", "withheld", "opens_at", "closes_at", "opened_at", "closed_at", "revealed_at", "called_at"),
    *("commitment", "salt", "paper", "paper_proof", "electorate", "quorum", "pass_mark"),
)
CONTRIBUTION = ("id", "lang", "body_id", "created_at", "from_goal_id", "table", "told_by")
FAMILY = ("origin", "superseded", "family_id", "member_ids", "part_ids", "as_one")
GOAL = (*CONTRIBUTION, "number", "title", "rationale", "mark", "mark_reason", *FAMILY)
MEASURE = (*CONTRIBUTION, "text", "type", "responsible_body_id", "responsible", "time_frame", "status")
COMMENT = (*CONTRIBUTION, "text", "stance", "reply_to")


def record(session: Session, consultation: Consultation, me: Participant) -> dict:
    """Return the record as `me` may see it; facilitators and members get the same.

    It is made from the snapshot, so it omits what the snapshot omits (hidden results, hidden and withdrawn
    contributions). Themes have `goals`, of which those that are set aside come last, and `superseded` ones, which do
    not stand for themselves: those that were merged or split, and what was undone, if anything is left of it. Goals
    have `measures`; both have `comments` and `votes` (by round id as text, where results are visible); comments that
    begin a thread have `replies`; rounds have a `tally` or None. Themes, goals, measures and rounds have their `number`
    as text, such as "1.2" for a goal.

    A round with a tally has `called`: each goal (or measure, with its text as `title`) in its figures, in the order of
    the ballot, with number, title and theme as of the close, and what has become of it `since`. The title of a hidden
    one is empty there.
    """
    seen = snapshot(session, consultation, me)
    measures = _by(there(seen["measures"]), "goal_id")
    comments = there(seen["comments"])
    on_goals, on_measures = _by(comments, "goal_id"), _by(comments, "measure_id")
    goals = _by(there(seen["goals"]), "theme_id")
    phenomena = in_order(seen["phenomena"])
    offered = {each["id"] for each in phenomena}

    def measure_record(measure, goal):
        return {
            **_pick(measure, MEASURE),
            "number": f"{goal['number']}.{measure['number']}",
            "comments": _threads(on_measures.get(measure["id"], [])),
            "votes": _votes(seen, policy.MEASURES, measure["id"]),
        }

    def goal_record(goal):
        own = measures.get(goal["id"], [])
        return {
            **_pick(goal, GOAL),
            "phenomenon_ids": [each for each in goal["phenomenon_ids"] if each in offered],
            "measures": [measure_record(each, goal) for each in own],
            "comments": _threads(on_goals.get(goal["id"], [])),
            "votes": _votes(seen, policy.GOALS, goal["id"]),
        }

    def theme_record(theme):
        own = sorted(goals.get(theme["id"], []), key=lambda goal: (goal["mark"] == policy.ASIDE, in_number_order(goal)))
        head = {**_pick(theme, ("id", "key", "title")), "number": str(theme["number"])}
        others = [goal_record(each) for each in own if each["superseded"]]
        return {
            **head,
            "goals": [goal_record(each) for each in own if not each["superseded"]],
            "superseded": [each for each in others if _is_anything(each)],
        }

    called = called_in(session, seen)

    return {
        "written_at": seen["now"],
        "revision": seen["revision"],
        "consultation": _pick(seen["consultation"], ("slug", "title", "description", "lang", "threshold")),
        "phenomena": [_pick(each, ("id", "key", "title")) for each in phenomena],
        "bodies": [_pick(each, ("id", "key", "title", "kind")) for each in in_order(seen["bodies"])],
        "workshops": [_pick(each, WORKSHOP) for each in there(seen["workshops"])],
        "rounds": [
            _round_record(session, each, seen, called) for each in in_order(seen["rounds"]) if not each["practice"]
        ],
        "themes": [theme_record(each) for each in in_order(seen["themes"])],
    }


def public_record(session: Session, slug: str) -> dict:
    """Return the record of the consultation with this slug, as any participant may see it; raises NotFound."""
    return record(session, *place_of_all(session, slug))


def place_of_all(session: Session, slug: str) -> tuple[Consultation, Participant]:
    """Return a consultation, and a participant of it who sees in files what all do; raises NotFound."""
    found = session.execute(
        select(Consultation, Participant)
        .join(Participant, Participant.consultation_id == Consultation.id)
        .where(Consultation.slug == slug, Participant.role == policy.FACILITATOR, Participant.state == "current")
        .order_by(Participant.id)
    ).first()
    if found is None:
        raise NotFound(slug)
    return found[0], found[1]


def in_number_order(thing: dict) -> list[int]:
    """Return the sort key of a number such as "1.10", which comes after "1.9"."""
    return [int(part) for part in thing["number"].split(".")]


def _pick(thing, names):
    return {name: thing[name] for name in names}


def _by(things, field):
    grouped: dict = {}
    for thing in things:
        grouped.setdefault(thing[field], []).append(thing)
    return grouped


def _threads(comments):
    """Put replies under the comment that began their thread, flat, so that no thread nests too deep.

    A reply to a comment that is gone begins a thread of its own.
    """
    begun_by: dict = {}
    threads: dict = {}
    for comment in comments:
        first = begun_by.get(comment["reply_to"])
        begun_by[comment["id"]] = comment["id"] if first is None else first
        if first is None:
            threads[comment["id"]] = {**_pick(comment, COMMENT), "replies": []}
        else:
            threads[first]["replies"].append(_pick(comment, COMMENT))
    return list(threads.values())


def _votes(seen, subject, number):
    about = {str(each["id"]) for each in seen["rounds"] if not each.get("removed") and each["subject"] == subject}
    return {
        round_id: tally["goals"][str(number)]
        for round_id, tally in seen["tallies"].items()
        if round_id in about and str(number) in tally["goals"]
    }


def _is_anything(goal):
    """Whether anything is left of a goal that was made and undone; nothing else is left out."""
    return goal["superseded"] != policy.UNDONE or bool(goal["measures"] or goal["comments"] or goal["votes"])


def _round_record(session, round_, seen, called):
    # Times on the wire have a fixed width and zone, so that comparing them as text compares the times.
    times = SimpleNamespace(phase=round_["state"], opens_at=round_["opens_at"], closes_at=round_["closes_at"])
    times.paused_at = round_["paused_at"]
    more = {"number": str(round_["number"]), "state": policy.state_at(times, seen["now"])}
    tally = seen["tallies"].get(str(round_["id"]))
    if tally is not None:
        tally = with_all_ballots(session.get_one(Round, round_["id"]), session.get_one(Tally, round_["id"]), tally)
    return {**_pick(round_, ROUND), **more, "tally": tally, "called": called.get(round_["id"])}
