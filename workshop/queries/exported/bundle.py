"""The bundle: what anyone needs to check a consultation's journal and the figures of its rounds.

Danger: it is handed on, also to people who take no part. So it has what everyone in the consultation may see now, and
of the rest only hashes that are salted. With `lead` it is the facilitators' own copy.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.engine.journal import plain_parts
from workshop.fields import rfc3339
from workshop.leaving import leaving, newest
from workshop.models import Body, Consultation, Event, Round, Tally
from workshop.queries.exported.called import called_at_close
from workshop.queries.tallies import named_ballots, visible_tally
from workshop.states import CARDS, CONSULTATION, FOR_EVERYONE, FOR_LEAD, QUEUE, REPORTS, ROUNDS, WORKSHOPS

# A workshop has its join code, which admits people, and cards are such codes; what waits and who reports what is
# between people.
KEPT = (WORKSHOPS, CARDS, QUEUE, REPORTS)
HANDED_ON = {kind.name for kind in (CONSULTATION, *FOR_EVERYONE, *FOR_LEAD) if kind not in KEPT}
# Ballots have a file of their own.
OF_BALLOTS = ("ballots", "more_ballots")
# What the round itself says of its place on pages, which nobody has to check.
OF_PAGES = ("key", "revision", "position", "minutes", "paused_at")


def bundle(session: Session, consultation: Consultation, *, lead: bool = False) -> dict[str, Any]:
    """Return the bundle: `journal`, a line for each event; `rounds`, the closed votes; `ballots` of named ones by id.

    The same state gives the same, whoever asks.
    """
    rounds = {str(round_.id): _round(session, round_, kept) for round_, kept in _closed(session, consultation)}
    bodies = dict(session.execute(select(Body.id, Body.key).where(Body.consultation_id == consultation.id)).all())
    shown = [number for number, each in rounds.items() if each["tally"] is not None and each["secrecy"] == policy.NAMED]
    ballots = {}
    for number in shown:
        round_, kept = session.get_one(Round, int(number)), session.get_one(Tally, int(number))
        ballots[number] = [_ballot(each, bodies) for each in named_ballots(round_, kept)]
    return {
        "consultation": consultation.slug,
        "copy": "facilitators" if lead else "everyone",
        "revision": consultation.revision,
        "head": consultation.head,
        "journal": _journal(session, consultation, policy.common_audiences(lead), lead),
        "rounds": rounds,
        "ballots": ballots,
    }


def _journal(session, consultation, audiences, lead):
    own = select(Event).where(Event.consultation_id == consultation.id).order_by(Event.revision)
    events = session.scalars(own).all()
    heard = [event for event in events if event.audience in audiences and event.kind in HANDED_ON]
    # Of practice nothing is handed on, not even what was asked.
    states = [event.data or {} for event in newest(heard) if event.kind == ROUNDS.name]
    practised = {state["id"] for state in states if state.get("practice")}
    heard = [event for event in heard if not _is_round(event) or event.data["id"] not in practised]
    now: list = newest(heard)
    there = {event.data["id"] for event in now if _is_round(event) and not event.data.get("removed")}
    # Of contributions only the newest state is handed on: a text that was replaced may have been replaced for a reason.
    # What a round said at each moment is what has to be checked.
    told = {event.revision for event in now}
    told |= {event.revision for event in heard if _is_round(event) and event.data["id"] in there}
    left = {each.revision: each.data for each in leaving(session, [one for one in heard if one.revision in told])}
    return [_line(event, event.audience in audiences, lead, left.get(event.revision)) for event in events]


def _is_round(event):
    return event.kind == ROUNDS.name and event.data


def _line(event, told, lead, data):
    """Return an event: of its parts those that may leave, each with its salt, and of the others their hashes."""
    line = {"revision": event.revision, "chain": event.chain}
    plain = {"name": event.name, "kind": event.kind, "audience": event.audience, "at": rfc3339(event.at)}
    if event.plain_salt is None:
        line |= {"version": 1, **(plain if told else {}), **({"actor_id": event.actor_id} if lead and told else {})}
    else:
        what, who = plain_parts(event)
        line |= {**plain, "what_salt": what.salt} if told else {"what_hash": what.hash}
        line |= {"actor_id": event.actor_id, "who_salt": who.salt} if lead and told else {"who_hash": who.hash}
    # What `leaving` has put in the place of the data has another hash.
    if data is not None and data == event.data:
        return {**line, "data": data, "salt": event.salt.hex()}
    why = "erased" if event.data is None else "kept" if told else "inside"
    return {**line, "data_hash": event.data_hash, "why": why}


def _closed(session, consultation):
    return session.execute(
        select(Round, Tally)
        .join(Tally, Tally.round_id == Round.id)
        .where(
            Round.consultation_id == consultation.id,
            Round.phase.in_([policy.CLOSED, policy.REVEALED]),
            Round.state == "current",
            ~Round.practice,
        )
        .order_by(Round.id)
    ).all()


def _round(session, round_, kept):
    tally = visible_tally(round_, kept) if policy.results_visible(round_) else None
    told = {name: value for name, value in ROUNDS.of(round_).items() if name not in OF_PAGES}
    called = called_at_close(session, [round_.id])[round_.id]
    if tally is None:
        return {**told, "tally": None, "called": None}
    return {**told, "tally": {name: what for name, what in tally.items() if name not in OF_BALLOTS}, "called": called}


def _ballot(ballot, bodies):
    body = bodies.get(ballot["body_id"], "")
    told = {"name": ballot["name"], "body": body, "choices": ballot["choices"]}
    # Rounds that an earlier version closed have no groups.
    groups = {"groups": {"body": body, **ballot.get("groups", {})}}
    return {**told, **groups, **({"municipality": ballot["municipality"]} if "municipality" in ballot else {})}
