"""Commands on planned rounds: plan, change, postpone, remove."""

from collections.abc import Sequence

from sqlalchemy import func, select

from workshop import events, policy
from workshop.commands.rounds.arguments import VOTE_FIELDS, CreateRound, EditRound, PostponeRound, RemoveRound
from workshop.commands.rounds.ballot import ballot_of, refuse_named
from workshop.commands.rounds.choosing import refuse_unchosen, still_to_choose, terms_of_choice
from workshop.commands.rounds.electorate import check_electorate
from workshop.commands.rounds.terms import edited_vote, in_state, refuse_newcomers, refuse_past, vote_of
from workshop.engine.actor import Actor
from workshop.engine.command import command
from workshop.errors import Conflict, Invalid
from workshop.events import PendingEvent
from workshop.models import Round, RoundTheme, RoundWorkshop
from workshop.operations.numbering import next_number
from workshop.operations.overlapping import refuse_overlap


@command(CreateRound, makes=events.round_created)
def create_round(actor: Actor, args: CreateRound) -> list[PendingEvent]:
    """Plan a round in a workshop, in several at once, or between workshops."""
    round_ = plan(actor, args)
    refuse_past(actor, args)
    refuse_overlap(actor, round_)
    refuse_newcomers(actor, round_)
    return [events.round_created(round_)]


def plan(actor: Actor, args: CreateRound, key: str | None = None, *, to_choose: Sequence[str] = ()) -> Round:
    """Make a planned round, last in the agenda, under the command's key unless another is given.

    Its times are not compared with those of other rounds. `to_choose`: what is to be chosen anew before it opens.
    """
    workshops = sorted(args.workshop_ids) or ([args.workshop_id] if args.workshop_id else [])
    last = actor.session.scalar(select(func.max(Round.position)).where(Round.consultation_id == actor.consultation.id))
    round_ = actor.make(
        Round,
        key=key,
        workshop_id=workshops[0] if workshops else None,
        kind=args.kind,
        title={},
        minutes=args.minutes,
        opens_at=args.opens_at,
        closes_at=args.closes_at,
        threshold=actor.consultation.threshold,
        position=0 if last is None else last + 1,
        number=next_number(actor.session, Round, consultation_id=actor.consultation.id),
        subject=args.subject or policy.GOALS,
        contributions=args.contributions or policy.LIVE,
        moderated=args.moderated,
        reaches_wall=args.reaches_wall or policy.AT_ONCE,
        to_choose=list(to_choose) or None,
        **vote_of(args, args.lang or actor.me.lang),
    )
    words = {"title": args.title, "instructions": args.instructions, "question": args.question}
    actor.say(round_, "round", args.lang or actor.me.lang, **words)
    _put_into(round_, workshops)
    round_.theme_links = [RoundTheme(theme_id=theme) for theme in args.theme_ids]
    round_.on_ballot = ballot_of(actor, round_, args.on_ballot)
    check_electorate(actor, round_)
    return round_


@command(EditRound, target="round_id")
def edit_round(actor: Actor, args: EditRound) -> list[PendingEvent]:
    """Change a round that was not opened yet; later, what participants were promised stands."""
    round_ = in_state(actor, policy.PLANNED)
    before = terms_of_choice(round_)
    actor.say(round_, "round", args.lang or actor.me.lang, **args.given("title", "instructions", "question"))
    names = ("kind", "subject", "contributions", "moderated", "reaches_wall", "opens_at", "closes_at", "minutes")
    actor.put(round_, args.given(*names))
    for workshops in args.given("workshop_ids").values():
        round_.workshop_id = min(workshops, default=None)
        _put_into(round_, workshops)
    for theme_ids in args.given("theme_ids").values():
        held = {link.theme_id: link for link in round_.theme_links}
        round_.theme_links = [held.get(theme) or RoundTheme(theme_id=theme) for theme in theme_ids or []]
    vote = vote_of(edited_vote(round_, args), args.lang or actor.me.lang)
    actor.put(round_, vote if vote else dict.fromkeys(VOTE_FIELDS) | {"practice": False})
    if not policy.is_counted(round_):
        refuse_named(actor, round_)
    if {"on_ballot", "subject", "kind"} & args.model_fields_set:
        asked = args.on_ballot if "on_ballot" in args.model_fields_set else _kept_ballot(round_, args)
        round_.on_ballot = ballot_of(actor, round_, asked)
    if round_.opens_at and round_.closes_at and round_.closes_at <= round_.opens_at:
        raise Invalid(closes_at="closes_before_it_opens")
    round_.to_choose = still_to_choose(round_, before, args.as_it_stands or ()) or None
    if round_.opens_at:
        refuse_unchosen(round_)
    refuse_past(actor, args)
    refuse_overlap(actor, round_)
    refuse_newcomers(actor, round_)
    check_electorate(actor, round_)
    return [events.round_edited(round_)]


@command(RemoveRound, target="round_id")
def remove_round(actor: Actor, args: RemoveRound) -> list[PendingEvent]:
    """Remove a round that has not been opened; Conflict while another one's ballot is to have the first ones of it."""
    round_ = in_state(actor, policy.PLANNED)
    refuse_named(actor, round_)
    round_.state = "removed"
    return [events.round_removed(round_)]


@command(PostponeRound, target="round_id")
def postpone_round(actor: Actor, args: PostponeRound) -> list[PendingEvent]:
    """Postpone a planned round; Conflict where it has no opening time, or would overlap another."""
    round_ = in_state(actor, policy.PLANNED)
    if round_.opens_at is None:
        raise Conflict("round_untimed")
    later = policy.minutes(args.minutes)
    round_.opens_at += later
    if round_.closes_at:
        round_.closes_at += later
    refuse_overlap(actor, round_)
    return [events.round_postponed(round_)]


def _put_into(round_, workshops):
    """Have a round run in these workshops; one alone needs no rows of its own."""
    held = {link.workshop_id: link for link in round_.workshop_links}
    several = workshops if len(workshops) > 1 else []
    round_.workshop_links = [held.get(each) or RoundWorkshop(workshop_id=each) for each in sorted(several)]


def _kept_ballot(round_, args):
    """Return what a round says of its ballot where an edit does not: ids of goals are none of measures."""
    kept = round_.on_ballot
    has_one = round_.kind == policy.VOTE or policy.asks_for_measures(round_)
    is_other = "subject" in args.model_fields_set and isinstance(kept, dict) and "ids" in kept
    return kept if has_one and not is_other else None
