"""Commands on rounds: plan, postpone, open, extend, close, reveal."""

from types import SimpleNamespace
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import func, select

from workshop import events, policy
from workshop.engine.actor import Actor
from workshop.engine.arguments import (
    NOT_GIVEN,
    Arguments,
    Changes,
    OneOf,
    RoundId,
    Slot,
    ThemeIds,
    Time,
    Titles,
    WorkshopId,
)
from workshop.engine.command import command
from workshop.errors import Conflict, Invalid, NothingToVoteOn
from workshop.events import PendingEvent
from workshop.methods import DEFAULT, METHODS
from workshop.models import Round, RoundTheme, Tally
from workshop.operations.closing import close_now, is_locked, open_now, publish
from workshop.operations.numbering import next_number
from workshop.operations.overlapping import refuse_overlap

VOTE_FIELDS = ("method", "points", "secrecy", "results", "totals")
MethodName = Annotated[str, OneOf(METHODS)]
Secrecy = Annotated[str, OneOf(policy.SECRECIES)]
ResultsWhen = Annotated[str, OneOf(policy.RESULTS_WHEN)]
Totals = Annotated[str, OneOf(policy.TOTALS)]


class Timed(Arguments):
    """When a round opens and closes, by the clock or so many minutes after it was opened by hand."""

    opens_at: Time | None = None
    closes_at: Time | None = None
    minutes: int | None = Field(None, ge=1, le=24 * 60)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise PydanticCustomError("closes_before_it_opens", "The round would close before it opens.")
        return self


class CreateRound(Timed):
    """A round to be planned; method, points, secrecy, results and totals are for voting rounds."""

    workshop_id: WorkshopId | None = None
    kind: Annotated[str, OneOf(policy.ROUND_KINDS)]
    title: Titles
    theme_ids: ThemeIds = []
    method: MethodName | None = None
    points: int | None = Field(None, ge=1, le=1000)
    secrecy: Secrecy | None = None
    results: ResultsWhen | None = None
    totals: Totals | None = None
    lang: Slot | None = None

    @model_validator(mode="after")
    def _only_votes_vote(self) -> Self:
        if self.kind != policy.VOTE and any(getattr(self, name) for name in VOTE_FIELDS):
            raise PydanticCustomError("only_for_votes", "Only a voting round has a method, points, secrecy, results.")
        return self


class EditRound(Timed, Changes):
    """Another title, other times, themes or another way of voting for a round that has not been opened."""

    round_id: RoundId
    title: Titles = NOT_GIVEN
    theme_ids: ThemeIds | None = None
    method: MethodName = NOT_GIVEN
    points: int | None = Field(None, ge=1, le=1000)
    secrecy: Secrecy = NOT_GIVEN
    results: ResultsWhen = NOT_GIVEN
    totals: Totals = NOT_GIVEN
    lang: Slot | None = None


class PostponeRound(Changes):
    """A planned round to open, and to close, so many minutes later; at most a week at once."""

    round_id: RoundId
    minutes: int = Field(ge=1, le=7 * 24 * 60)


class OpenRound(Changes):
    """A planned round to be opened now: for so many minutes, or (null) for no number of them.

    `need_goals` refuses a vote on nothing.
    """

    round_id: RoundId
    minutes: int | None = Field(None, ge=1, le=24 * 60)
    need_goals: bool = False


class ExtendRound(Changes):
    """More time for an open round: so many minutes on top, or until a time."""

    round_id: RoundId
    minutes: int | None = Field(None, ge=1, le=24 * 60)
    closes_at: Time | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.minutes is None) == (self.closes_at is None):
            raise PydanticCustomError("minutes_or_time", "Either minutes or a time.")
        return self


class CloseRound(Changes):
    """An open round to be closed now."""

    round_id: RoundId


class RevealResults(Changes):
    """A closed voting round whose results are to be shown."""

    round_id: RoundId


class RemoveRound(Changes):
    """A planned round to be removed."""

    round_id: RoundId


@command(CreateRound, makes=events.round_created)
def create_round(actor: Actor, args: CreateRound) -> list[PendingEvent]:
    """Plan a round in a workshop or between workshops."""
    last = actor.session.scalar(select(func.max(Round.position)).where(Round.consultation_id == actor.consultation.id))
    round_ = actor.make(
        Round,
        workshop_id=args.workshop_id,
        kind=args.kind,
        title={},
        minutes=args.minutes,
        opens_at=args.opens_at,
        closes_at=args.closes_at,
        threshold=actor.consultation.threshold,
        position=0 if last is None else last + 1,
        number=next_number(actor.session, Round, consultation_id=actor.consultation.id),
        **_vote(args),
    )
    actor.say(round_, "round", args.lang or actor.me.lang, title=args.title)
    round_.theme_links = [RoundTheme(theme_id=theme) for theme in args.theme_ids]
    _refuse_past(actor, args)
    refuse_overlap(actor, round_)
    _refuse_newcomers(actor, round_)
    return [events.round_created(round_)]


@command(EditRound, target="round_id")
def edit_round(actor: Actor, args: EditRound) -> list[PendingEvent]:
    """Change a round that was not opened yet; later, what participants were promised stands."""
    round_ = _in_state(actor, policy.PLANNED)
    actor.say(round_, "round", args.lang or actor.me.lang, **args.given("title"))
    actor.put(round_, args.given("opens_at", "closes_at", "minutes"))
    for theme_ids in args.given("theme_ids").values():
        held = {link.theme_id: link for link in round_.theme_links}
        round_.theme_links = [held.get(theme) or RoundTheme(theme_id=theme) for theme in theme_ids or []]
    for name, value in _vote(_edited_vote(round_, args)).items():
        setattr(round_, name, value)
    if round_.opens_at and round_.closes_at and round_.closes_at <= round_.opens_at:
        raise Invalid(closes_at="closes_before_it_opens")
    _refuse_past(actor, args)
    refuse_overlap(actor, round_)
    _refuse_newcomers(actor, round_)
    return [events.round_edited(round_)]


@command(RemoveRound, target="round_id")
def remove_round(actor: Actor, args: RemoveRound) -> list[PendingEvent]:
    """Remove a round that has not been opened."""
    round_ = _in_state(actor, policy.PLANNED)
    round_.state = "removed"
    return [events.round_removed(round_)]


@command(PostponeRound, target="round_id")
def postpone_round(actor: Actor, args: PostponeRound) -> list[PendingEvent]:
    """Postpone a planned round; Conflict where it has no opening time, or would overlap another."""
    round_ = _in_state(actor, policy.PLANNED)
    if round_.opens_at is None:
        raise Conflict("round_untimed")
    later = policy.minutes(args.minutes)
    round_.opens_at += later
    if round_.closes_at:
        round_.closes_at += later
    refuse_overlap(actor, round_)
    return [events.round_postponed(round_)]


@command(OpenRound, target="round_id")
def open_round(actor: Actor, args: OpenRound) -> list[PendingEvent]:
    """Open a planned round by hand; Conflict while another round of its workshop is open.

    With `minutes` a planned closing time is dropped; without them it stays.
    """
    round_ = _in_state(actor, policy.PLANNED)
    _refuse_newcomers(actor, round_, by_hand=True)
    actor.put(round_, args.given("minutes"))
    if args.minutes:
        round_.closes_at = None
    happened = open_now(actor.session, round_, actor.now)
    if args.need_goals and round_.kind == policy.VOTE and not round_.goal_links:
        raise NothingToVoteOn(round_.id)
    refuse_overlap(actor, round_)
    return [happened]


@command(ExtendRound, target="round_id")
def extend_round(actor: Actor, args: ExtendRound) -> list[PendingEvent]:
    """Give an open round more time; a closed one stays closed, and a new round continues it."""
    round_ = _in_state(actor, policy.OPEN)
    more = policy.minutes(args.minutes or 0)
    round_.closes_at = args.closes_at or (round_.closes_at or actor.now) + more
    _refuse_past(actor, args)
    refuse_overlap(actor, round_)
    return [events.round_extended(round_)]


@command(CloseRound, target="round_id")
def close_round(actor: Actor, args: CloseRound) -> list[PendingEvent]:
    """Close an open round by hand, at one point in time, after which no ballot counts."""
    return [close_now(actor.session, _in_state(actor, policy.OPEN), actor.now, actor.now)]


@command(RevealResults, target="round_id")
def reveal_results(actor: Actor, args: RevealResults) -> list[PendingEvent]:
    """Show everyone the results of a closed voting round, with the salt that proves they were fixed at its close.

    Where fewer voted than the round's threshold, it ends with this too, and its figures stay unpublished.
    """
    round_ = _in_state(actor, policy.CLOSED)
    if round_.kind != policy.VOTE:
        raise Conflict("nothing_to_reveal")
    round_.phase, round_.revealed_at = policy.REVEALED, actor.now
    publish(round_, actor.session.get_one(Tally, round_.id))
    return [events.results_revealed(round_)]


def _edited_vote(round_, args):
    """Return a planned round's vote after an edit: absent fields stay as they are, null stands for the default."""
    named = {name: getattr(args, name) for name in VOTE_FIELDS if name in args.model_fields_set}
    if round_.kind != policy.VOTE and any(named.values()):
        raise Invalid(method="only_for_votes")
    vote = {name: getattr(round_, name) for name in VOTE_FIELDS} | named
    if not METHODS[vote["method"] or DEFAULT].points and "points" not in named:
        vote["points"] = None
    return SimpleNamespace(kind=round_.kind, **vote)


def _vote(args):
    if args.kind != policy.VOTE:
        return {}
    how, secrecy = METHODS[args.method or DEFAULT], args.secrecy or policy.CONFIDENTIAL
    if args.points and not how.points:
        raise Invalid(points="no_points")
    if secrecy not in how.secrecies:
        raise Invalid(secrecy="not_so_secret")
    return {
        "method": how.name,
        "points": args.points or (how.points.default if how.points else None),
        "secrecy": secrecy,
        "results": args.results or policy.ON_REVEAL,
        "totals": args.totals or policy.THRESHOLD,
    }


def _in_state(actor, state):
    round_ = actor.targets["round_id"]
    now = policy.state_at(round_, actor.now)
    if now != state:
        raise Conflict(f"round_{now}")
    return round_


def _refuse_past(actor, args):
    closes_at = getattr(args, "closes_at", None)
    if closes_at and closes_at <= actor.now:
        raise Invalid(closes_at="in_the_past")


def _refuse_newcomers(actor, round_, *, by_hand=False):
    """Raise Invalid where a confidential vote with live figures would open while newcomers can join."""
    opens = by_hand or round_.opens_at is not None
    if opens and policy.needs_lock(round_) and not is_locked(actor.session, round_):
        raise Invalid(results="live_needs_lock" if round_.workshop_id else "live_between_workshops")
