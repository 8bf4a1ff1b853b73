"""What several commands on rounds check: the state that they need, and the terms of a vote."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from workshop import policy
from workshop.commands.rounds.arguments import VOTE_FIELDS, CreateRound, EditRound
from workshop.commands.rounds.criteria import criteria_of
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments
from workshop.errors import Conflict, Invalid
from workshop.methods import DEFAULT, METHODS, Method
from workshop.methods.terms import terms_of
from workshop.models import Round
from workshop.operations.groups.electorate import is_locked


def in_state(actor: Actor, state: str) -> Round:
    """Return the round that the arguments name; Conflict where it is in another state now."""
    round_: Round = actor.targets["round_id"]
    now = policy.state_at(round_, actor.now)
    if now != state:
        raise Conflict(f"round_{now}")
    return round_


def refuse_past(actor: Actor, args: Any) -> None:
    """Raise Invalid where a round would close in the past."""
    closes_at: datetime | None = getattr(args, "closes_at", None)
    if closes_at and closes_at <= actor.now:
        raise Invalid(closes_at="in_the_past")


def refuse_newcomers(actor: Actor, round_: Round, *, by_hand: bool = False) -> None:
    """Raise Invalid where a confidential vote with live figures would open while newcomers can join."""
    opens = by_hand or round_.opens_at is not None
    if opens and policy.needs_lock(round_) and not is_locked(actor.session, round_):
        raise Invalid(results="live_needs_lock" if round_.workshop_id else "live_between_workshops")


def edited_vote(round_: Round, args: EditRound) -> SimpleNamespace:
    """Return a planned round's vote after an edit: absent fields stay as they are, null stands for the default."""
    named = {name: getattr(args, name) for name in VOTE_FIELDS if name in args.model_fields_set}
    if round_.kind != policy.VOTE and any(named.values()):
        raise Invalid(method="only_for_votes")
    vote = {name: getattr(round_, name) for name in VOTE_FIELDS} | named
    how = METHODS[vote["method"] or DEFAULT]
    # What another way of voting had, and this one does not, goes with it.
    fitting = how.points and not _is_over(vote["points"], how)
    for name, fits in (("points", fitting), ("cap", how.capped), ("criteria", how.most_criteria)):
        if name not in named and not fits:
            vote[name] = None
    return SimpleNamespace(kind=round_.kind, **vote)


def vote_of(args: CreateRound | SimpleNamespace, lang: str) -> dict[str, Any]:
    """Return the columns of a voting round; none for another. Raises Invalid for terms that do not fit together.

    Titles without a language are in `lang`.
    """
    if args.kind != policy.VOTE:
        return {}
    how, secrecy = METHODS[args.method or DEFAULT], args.secrecy or policy.CONFIDENTIAL
    criteria = criteria_of(args.criteria, how, lang)
    _refuse_unfit(args, how, criteria)
    if secrecy not in how.secrecies:
        raise Invalid(secrecy="not_so_secret")
    return {
        "method": how.name,
        "points": args.points or (how.points.default if how.points else None),
        "cap": args.cap,
        "criteria": criteria,
        "secrecy": secrecy,
        # Of a practice vote there is nothing to show or to reveal, and it is open to everybody.
        "results": policy.AT_CLOSE if args.practice else args.results or policy.ON_REVEAL,
        "totals": args.totals or policy.THRESHOLD,
        "electorate": None if args.practice else _electorate(args.electorate),
        "quorum": args.quorum,
        "pass_mark": args.pass_mark,
        # A secret vote is counted by no group.
        "breakdowns": None if secrecy == policy.SECRET else args.breakdowns,
        "practice": bool(args.practice),
    }


def _electorate(asked: Any) -> dict[str, Any] | None:
    return {name: each for name, each in (plain(asked) or {}).items() if each} or None


def _refuse_unfit(args: Any, how: Method, criteria: list[dict[str, Any]] | None) -> None:
    """Raise Invalid where a way of voting has no number, no most for one goal or no criteria, or not such ones."""
    if args.points and not how.points:
        raise Invalid(points="no_points")
    if _is_over(args.points, how):
        raise Invalid(points="out_of_range")
    if args.cap and not how.capped:
        raise Invalid(cap="no_cap")
    if criteria and not how.most_criteria:
        raise Invalid(criteria="no_criteria")
    faults = how.terms_faults(terms_of(args.points, args.cap, criteria))
    if faults:
        raise Invalid.of(faults)


def _is_over(points: int | None, how: Method) -> bool:
    return bool(points and how.points and how.points.most and points > how.points.most)


def plain(value: Any) -> Any:
    """Return arguments as they are stored."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.model_dump(exclude_none=True) if isinstance(value, Arguments) else value
