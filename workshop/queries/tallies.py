"""The tallies and turnouts that may be shown now."""

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from workshop import policy, tally
from workshop.db import unhurried
from workshop.language.sorting import alphabetical
from workshop.methods import way_of
from workshop.models import Consultation, RollEntry, Round, Tally
from workshop.queries.channels import channels_of

# What pages and the wire show of a named ballot; the bundle has besides what a recount of groups needs.
BALLOT = ("name", "body_id", "choices")
# Every page asks this often; building a statement costs more than executing it.
_COUNTED = (
    select(Round, Tally)
    .join(Tally, Tally.round_id == Round.id)
    .where(
        Round.consultation_id == bindparam("consultation_id"),
        or_(Round.phase == policy.OPEN, Round.revision > bindparam("since")),
    )
    .order_by(Round.id)
)
_LIVE = select(Round.__table__.c.id).where(
    Round.__table__.c.consultation_id == bindparam("consultation_id"),
    Round.__table__.c.phase == policy.OPEN,
    Round.__table__.c.results == policy.LIVE,
)


def visible_tallies(session: Session, consultation: Consultation, since: int = -1) -> dict[str, dict]:
    """Return the visible tallies by round id (as text), without those of closed rounds unchanged after `since`."""
    rows = session.execute(_COUNTED, {"consultation_id": consultation.id, "since": since})
    states = {str(round_.id): visible_tally(round_, kept) for round_, kept in rows}
    return {number: state for number, state in states.items() if state is not None}


def live_rounds(session: Session, consultation_id: int) -> list[int]:
    """List the ids of open rounds that show live figures."""
    return list(session.connection().scalars(_LIVE, {"consultation_id": consultation_id}))


def visible_tally(round_: Round, kept: Tally) -> dict | None:
    """Return what of a tally may leave the server now, as the wire shows it; None: nothing.

    It has `version`, `voters`, `goals`, `channels` where not everybody voted on a device, and the figures of each
    workshop of a named round that has several; once closed also what its way of voting publishes besides, what groups
    and municipalities said, the turnout and the outcome, and, in a named round, the first `ballots` by the names of
    their voters, and how many `more_ballots` there are.
    While results are shown place by place, it has the goals `shown` so far, and how many are `left`, but no voters.
    """
    if policy.results_visible(round_):
        return _whole(round_, kept)
    return _places(round_, kept) if policy.places_visible(round_, kept.shown) else None


def _whole(round_, kept):
    channels = channels_of(round_, kept)
    state = {"version": kept.version, **kept.total, **({"channels": channels} if channels else {})}
    return {**state, **(_of_halls(kept) if round_.phase == policy.OPEN else _of_groups(round_, kept))}


def _of_halls(kept):
    """Return what an open round's tally has besides the figures of all: those of each workshop of a named one."""
    stored = dict(kept.breakdowns or {})
    return {"titles": stored.pop("titles"), "breakdowns": stored} if stored else {}


def _of_groups(round_, kept):
    """Return what a closed round's tally has besides the figures of all: those of groups, turnout, outcome, ballots."""
    stored = kept.breakdowns or {}
    names = [name for name in stored if name in policy.BREAKDOWNS]
    told = {
        **_extras(kept),
        "breakdowns": {name: stored[name] for name in names} if names else None,
        "titles": stored.get("titles", {}),
        "municipalities": stored.get("municipalities"),
        "turnout": stored.get("turnout"),
        "outcome": tally.outcome(way_of(round_), kept.total, round_.quorum, round_.pass_mark),
    }
    if "ballots" in stored:
        first = _by_name(round_, kept, stored["ballots"])
        told["ballots"] = [_told(ballot) for ballot in first[: policy.MOST_BALLOTS]]
        # Earlier versions stored all of them there.
        told["more_ballots"] = stored.get("more_ballots", 0) + len(first[policy.MOST_BALLOTS :])
    return told


def with_all_ballots(round_: Round, kept: Tally, told: dict) -> dict:
    """Return a tally as the wire shows it, but with all ballots of a named round, as files have them."""
    if "more_ballots" not in told:
        return told
    own = {name: what for name, what in told.items() if name != "more_ballots"}
    return {**own, "ballots": [_told(ballot) for ballot in named_ballots(round_, kept)]}


def named_ballots(round_: Round, kept: Tally) -> list[dict]:
    """Return all ballots of a named round as they were stored at its close, by the names of their voters.

    Reasons that a facilitator has hidden are left out.
    """
    return _by_name(round_, kept, [*(kept.breakdowns or {}).get("ballots", []), *(kept.more_ballots or [])])


def _by_name(round_, kept, stored):
    # Earlier versions stored the names of voters who had taken every choice back.
    there = [_without_hidden(round_, kept, ballot) for ballot in stored if ballot["choices"]]
    return sorted(there, key=lambda ballot: alphabetical(ballot["name"]))


def _told(ballot):
    return {name: ballot[name] for name in BALLOT}


def _extras(kept):
    """Return what is published besides figures; the reasons that a facilitator has hidden are null in their place."""
    extras = kept.extras or {}
    if not kept.hidden_reasons:
        return extras
    hidden = _hidden_texts(kept)
    reasons = {
        thing: [None if text in hidden.get(thing, ()) else text for text in texts]
        for thing, texts in extras["reasons"].items()
    }
    return {**extras, "reasons": reasons}


def _without_hidden(round_, kept, ballot):
    """Return a named ballot without the reasons that a facilitator has hidden."""
    part, hidden = way_of(round_).reason, _hidden_texts(kept)
    if not hidden or part is None:
        return ballot
    choices = {
        thing: {name: what for name, what in choice.items() if name != part or what not in hidden.get(thing, ())}
        for thing, choice in ballot["choices"].items()
    }
    return {**ballot, "choices": choices}


def _hidden_texts(kept):
    """Return by what they were given on the texts of hidden reasons: whoever wrote the same is hidden with them."""
    reasons = (kept.extras or {}).get("reasons") or {}
    return {
        thing: {reasons[thing][place - 1] for place in places}
        for thing, places in (kept.hidden_reasons or {}).items()
        if places
    }


def _places(round_, kept):
    # Danger: nothing in here may depend on the figures of a goal that is not shown.
    figures = kept.total["goals"]
    goals = {goal: figures[goal] for goal in tally.last_places(way_of(round_), figures, kept.shown)}
    left = len(figures) - len(goals)
    return {"version": kept.version, "voters": None, "goals": goals, "shown": kept.shown, "left": left}


def turnouts(session: Session, consultation_id: int) -> dict[str, int]:
    """Return, by round id (as text), how many voted on devices in open voting rounds, as facilitators may know it."""
    statement = (
        select(Round, func.count(RollEntry.participant_id))
        .outerjoin(RollEntry, and_(RollEntry.round_id == Round.id, ~RollEntry.empty, ~RollEntry.on_paper))
        .where(Round.consultation_id == consultation_id, Round.kind == policy.VOTE, Round.phase == policy.OPEN)
        .group_by(Round.id)
        .order_by(Round.id)
    )
    rows = unhurried(session, lambda: session.execute(statement).all())
    told = {str(round_.id): policy.turnout(round_, voters) for round_, voters in rows}
    return {number: voters for number, voters in told.items() if voters is not None}
