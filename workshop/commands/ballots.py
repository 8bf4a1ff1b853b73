"""The command that casts ballots: checked whole, under each ballot's own lock, and never across a close."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, case, select, update

from workshop import policy
from workshop.commands.cards.voting import check_cards
from workshop.commands.channels.choices import Changed, checked
from workshop.db.sets import Among, RowsInsert
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, RoundId
from workshop.engine.batch import each_apart
from workshop.engine.command import command
from workshop.engine.jobs import order
from workshop.errors import (
    AlreadyVoted,
    Invalid,
    NotFound,
    NotInElectorate,
    RoundClosed,
    TableHasNoVote,
    VotesOnPaper,
)
from workshop.events import PendingEvent
from workshop.models import Ballot, Participant, RollEntry
from workshop.operations.anonymising import put_detached
from workshop.operations.groups.electorate import not_entitled
from workshop.operations.sums import keep_up

# Built once: building a statement costs several times what executing it costs.
ROLL, BALLOT, PARTICIPANT = RollEntry.__table__, Ballot.__table__, Participant.__table__
_HELD = select(BALLOT.c.round_id, BALLOT.c.participant_id, BALLOT.c.choices).where(
    Among(BALLOT.c.round_id, "rounds"), Among(BALLOT.c.participant_id, "voters")
)
_OWN = ["round_id", "participant_id"]
_ENTER = RowsInsert(
    ROLL,
    [*_OWN, "version", "card_id"],
    # Whose choices stand voted with the card that they had then; once they have taken all back, they vote anew.
    lambda entry: entry.on_conflict_do_update(
        index_elements=_OWN,
        set_={
            "version": ROLL.c.version + 1,
            "card_id": case((ROLL.c.empty, entry.excluded.card_id), else_=ROLL.c.card_id),
        },
    ).returning(*(ROLL.c[name] for name in (*_OWN, "version", "on_paper"))),
)
_PUT = RowsInsert(
    BALLOT,
    [*_OWN, "choices", "cast_at"],
    lambda put: put.on_conflict_do_update(
        index_elements=_OWN, set_={name: put.excluded[name] for name in ("choices", "cast_at")}
    ),
)
_EMPTIED = (
    update(ROLL)
    .where(ROLL.c.round_id == bindparam("its_round"), ROLL.c.participant_id == bindparam("voter"))
    .values(empty=bindparam("is_empty"))
)
_SAME = (
    update(ROLL)
    .where(ROLL.c.round_id == bindparam("its_round"), ROLL.c.participant_id == bindparam("voter"))
    .where(ROLL.c.counted == ROLL.c.version - 1)
    .values(counted=ROLL.c.version)
)
_MOVED = (
    update(PARTICIPANT)
    .where(Among(PARTICIPANT.c.id, "voters"), PARTICIPANT.c.state == "current")
    .values(me_version=PARTICIPANT.c.me_version + 1)
    .returning(PARTICIPANT.c.id, PARTICIPANT.c.me_version)
)


class CastBallot(Arguments):
    """Choices to be set: goal id (as text) to value; null takes one back, goals that are not named stay."""

    round_id: RoundId
    choices: Changed


@dataclass(eq=False)
class Cast:
    """One ballot as it is cast: the choices sent, those `held` before, and all `choices` together.

    `version` is how often the ballot was sent, `card_id` the card whose seat the voter has; `on_paper`: the voter was
    given a sheet.
    """

    actor: Actor
    changes: Changed
    version: int = 0
    card_id: int | None = None
    on_paper: bool = False
    held: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self):
        self.round = self.actor.targets["round_id"]

    @property
    def is_secret(self) -> bool:
        """Whether nobody may ever know whose it is."""
        return self.round.secrecy == policy.SECRET

    @property
    def own(self) -> dict[str, int]:
        """The key of its row."""
        return {"round_id": self.round.id, "participant_id": self.actor.me.id}


@command(
    CastBallot, target="round_id", answers=("round_id", "version"), during=policy.VOTE, exclusive=False, batched=True
)
def cast_ballot(group: Sequence[tuple[Actor, CastBallot]]) -> list[PendingEvent]:
    """Set choices on the ballots of different participants in open voting rounds; returns no events.

    Raises Forbidden for whoever is not of a round's electorate, and for tables; RoundClosed; Invalid (a goal not on the
    ballot, a choice that the way of voting does not have, an overspent budget, or an empty first ballot); AlreadyVoted
    for a second secret ballot, for whoever was given a sheet of paper, and for a card with which somebody else has
    voted; and Apart for such a one among others. A participant who takes every choice back no longer counts as a voter.
    """
    cast = [Cast(actor, args.choices) for actor, args in group]
    _share_rounds(cast)
    _check_electorate(cast)
    each_apart(_check_open, cast)
    check_cards(cast)
    _enter_roll(cast)
    each_apart(_check_sheet, cast)
    _read_held(cast)
    each_apart(_check, cast)
    _store(cast)
    _store_secret(cast)
    _move_versions(cast)
    each_apart(_check_there, cast)
    keep_up(cast[0].actor.session, [(one.round, one.held, one.choices) for one in cast])
    for one in cast:
        one.actor.result = {"round_id": one.round.id, "version": one.version}
    return []


def _share_rounds(cast):
    """Take a share of each round's lock: ballots do not wait for each other, and none is cast while a round closes."""
    shared, now = {}, None
    for number, actor in sorted({one.round.id: one.actor for one in cast}.items()):
        shared[number] = actor.share(actor.targets["round_id"])
        now = actor.now
    for one in cast:
        one.round, one.actor.now = shared[one.round.id], now
        one.actor.without_fingerprint = one.is_secret


def _check_electorate(cast):
    each_apart(_check_person, cast)
    limited = {one.round.id: one.round for one in cast if one.round.electorate}
    if not limited:
        return
    voters, session = {one.actor.me.id for one in cast}, cast[0].actor.session
    out = {number: not_entitled(session, round_, voters) for number, round_ in limited.items()}
    each_apart(lambda one: _check_entitled(one, out.get(one.round.id, ())), cast)


def _check_person(one):
    if one.actor.me.kind == policy.TABLE:
        raise TableHasNoVote(one.round.id)


def _check_entitled(one, out):
    if one.actor.me.id in out:
        raise NotInElectorate(one.round.id)


def _check_open(one):
    if one.round.kind != policy.VOTE:
        raise Invalid(round_id="not_a_vote")
    if not policy.permits(one.round, policy.VOTE, None, one.actor.now) or one.round.phase != policy.OPEN:
        raise RoundClosed(one.round.id)


def _enter_roll(cast):
    """Enter voters on the roll, or raise their versions there; these rows are the locks of their ballots."""
    # In one order, so that two groups never wait for each other.
    rows = [{**one.own, "version": 1, "card_id": one.card_id} for one in sorted(cast, key=lambda one: one.actor.me.id)]
    entries = {tuple(row[:2]): row for row in _ENTER.run(cast[0].actor.session, rows)}
    for one in cast:
        entry = entries[one.round.id, one.actor.me.id]
        one.version, one.on_paper = entry.version, entry.on_paper


def _check_sheet(one):
    if one.on_paper:
        raise VotesOnPaper(one.round.id)


def _read_held(cast):
    changed = [one for one in cast if one.version > 1 and not one.is_secret]
    if not changed:
        return
    about = {"rounds": sorted({one.round.id for one in changed}), "voters": [one.actor.me.id for one in changed]}
    held = {row[:2]: row.choices for row in _execute(cast, _HELD, about)}
    for one in changed:
        one.held = held[one.round.id, one.actor.me.id]


def _check(one):
    if one.is_secret and one.version > 1:
        raise AlreadyVoted(one.round.id)
    one.choices = checked(one.actor, one.round, one.changes, one.held)


def _store(cast):
    stored = sorted((one for one in cast if not one.is_secret), key=lambda one: one.actor.me.id)
    if not stored:
        return
    rows = [{**one.own, "choices": one.choices, "cast_at": one.actor.now} for one in stored]
    _PUT.run(cast[0].actor.session, rows)
    for one in stored:
        about = {"its_round": one.round.id, "voter": one.actor.me.id}
        if one.version > 1 and one.choices == one.held:
            # Sent again unchanged: it must not count among the changed ballots for which live figures wait.
            _execute(cast, _SAME, about)
        # Most ballots neither become empty nor cease to be: they need no further statement.
        if one.version > 1 and (not one.choices) != (not one.held):
            _execute(cast, _EMPTIED, {**about, "is_empty": not one.choices})


def _store_secret(cast):
    by_round: dict[int, list[Cast]] = {}
    for one in cast:
        if one.is_secret:
            by_round.setdefault(one.round.id, []).append(one)
    for number, secret in by_round.items():
        actor = secret[0].actor
        put_detached(actor.session, number, [one.choices for one in secret])
        order(actor.session, "forget", {"round_id": number}, actor.now)


def _move_versions(cast):
    moved = dict(_execute(cast, _MOVED, {"voters": sorted(one.actor.me.id for one in cast)}).all())
    for one in cast:
        one.actor.me_version = moved.get(one.actor.me.id)


def _check_there(one):
    if one.actor.me_version is None:
        # Removed while this waited for the round's lock: the removal has already taken out their ballots.
        raise NotFound("me")


def _execute(cast, statement, values):
    return cast[0].actor.session.connection().execute(statement, values)
