"""Separating ballots from their voters, also in what the database engine still remembers."""

import secrets
from collections.abc import Collection

from sqlalchemy import Text, cast, delete, func, insert, literal, select, update
from sqlalchemy.orm import Session

from workshop import policy
from workshop.db import Database, queue_for_round, unhurried
from workshop.db.sets import is_shared
from workshop.models import Ballot, CommandKey, DetachedBallot, Participant, RollEntry, Round
from workshop.operations.counting import count_round

# Danger: PostgreSQL's dead rows keep their contents until the table is rewritten. SQLite erases rows that are deleted
# (secure_delete), but not the copies that it leaves in pages whose rows it moves.
PURGED_TABLES = ("ballot", "detached_ballot", "roll", "command_key")
# A secret ballot was never beside its voter, and its key never had a fingerprint.
PURGED_TABLES_OF_SECRET = ("detached_ballot", "roll")
# Besides, where people voted on paper, also in named rounds: a sheet has no name in these either.
PURGED_TABLES_OF_PAPER = ("paper_entry", "paper_ballot")
ROLL, DETACHED = RollEntry.__table__, DetachedBallot.__table__


class StillRemembered(Exception):
    """An older transaction still reads, so the engine keeps the old rows: the purge must be tried again."""


class NotTheSame(AssertionError):
    """The detached ballots count to other figures than the linked ones: the close must be rolled back."""


def anonymise(session: Session, round_: Round, figures: dict) -> None:
    """Copy a confidential round's ballots, in random order, to rows without a voter; delete the linked ones.

    The fingerprints stored for retries go too. Raises NotTheSame if the copies do not count to `figures`.
    """
    linked = select(Ballot.round_id, Ballot.choices).where(Ballot.round_id == round_.id)
    session.execute(_shuffled_copies(linked.subquery(), shared=is_shared(session)))
    session.execute(delete(Ballot).where(Ballot.round_id == round_.id))
    session.execute(update(CommandKey).where(CommandKey.round_id == round_.id).values(fingerprint=None))
    _forget_marks(session, round_.id)
    session.flush()
    if count_round(session, round_) != figures:
        raise NotTheSame(round_.id)


def forget_ballots(session: Session, round_: Round) -> None:
    """Delete all ballots of a practice vote, the roll, and the fingerprints stored for retries: nothing is counted."""
    for model in (Ballot, DetachedBallot, RollEntry):
        session.execute(delete(model).where(model.round_id == round_.id))
    session.execute(update(CommandKey).where(CommandKey.round_id == round_.id).values(fingerprint=None))


def drop_empty(session: Session, round_id: int) -> None:
    """Remove those who took every choice back, and their empty ballots, from the roll: they have not voted."""
    empty = select(RollEntry.participant_id).where(RollEntry.round_id == round_id, RollEntry.empty)
    session.execute(delete(Ballot).where(Ballot.round_id == round_id, Ballot.participant_id.in_(empty)))
    session.execute(delete(RollEntry).where(RollEntry.round_id == round_id, RollEntry.empty))


def removed_voters(session: Session, round_id: int) -> list[int]:
    """List the participants on the roll who were removed while the round was open."""
    gone = select(Participant.id).join(RollEntry, RollEntry.participant_id == Participant.id)
    statement = gone.where(RollEntry.round_id == round_id, Participant.state == "removed")
    return list(unhurried(session, lambda: session.scalars(statement).all()))


def drop_removed(session: Session, round_id: int, ids: Collection[int]) -> None:
    """Delete the ballots and roll entries of `ids`, participants who were removed while the round was open."""
    session.execute(delete(Ballot).where(Ballot.round_id == round_id, Ballot.participant_id.in_(ids)))
    there = (RollEntry.round_id == round_id, RollEntry.participant_id.in_(ids))
    # Nobody knows which sheet was theirs, so it counts, and they can't vote again.
    session.execute(delete(RollEntry).where(*there, ~RollEntry.on_paper))


def forget_times(session: Session, round_id: int) -> None:
    """Forget when the ballots of a named round were sent, which nobody needs after its close."""
    session.execute(update(Ballot).where(Ballot.round_id == round_id).values(cast_at=None))


def put_detached(session: Session, round_id: int, choices: list[dict]) -> None:
    """Store secret ballots, which never have a voter."""
    _store_shuffled(session, round_id, choices)


def purge(database: Database, round_id: int) -> None:
    """Make the database engine forget which ballot arrived with which entry of the roll.

    Raises StillRemembered while an older transaction prevents that.
    """
    with database.read() as session:
        found = session.execute(select(Round.secrecy, Round.paper).where(Round.id == round_id)).one_or_none()
    # Of a round that is gone, all that may have been is forgotten.
    secrecy, paper = found or (None, None)
    tables = _tables_of(secrecy, paper)
    if not database.embedded and secrecy != policy.NAMED:
        # Danger: rows stand there in the order of arrival, with the transaction that wrote each. So ballots and roll
        # are rewritten in random order, each in its own transaction; SQLite has them in the order of their keys.
        database.write(lambda session: _rewrite_ballots(session, round_id))
        database.write(lambda session: _rewrite_roll(session, round_id))
    if not database.purge(tables):
        raise StillRemembered(round_id)


def _forget_marks(session, round_id):
    """Let nobody see which ballots the last live figures did not have yet: from now on all look alike."""
    own = RollEntry.round_id == round_id
    if session.scalar(select(RollEntry.participant_id).where(own, RollEntry.counted != 0).limit(1)) is not None:
        # Those few, rather than all that were counted: they may be a hundred thousand.
        behind = update(RollEntry).where(own, RollEntry.counted != RollEntry.version)
        session.execute(behind.values(counted=RollEntry.version))


def _tables_of(secrecy: str | None, paper: str | None) -> tuple[str, ...]:
    of_devices: tuple[str, ...] = PURGED_TABLES_OF_SECRET if secrecy == policy.SECRET else PURGED_TABLES
    return (*(() if secrecy == policy.NAMED else of_devices), *(PURGED_TABLES_OF_PAPER if paper else ()))


def _rewrite_ballots(session, round_id):
    queue_for_round(session, round_id)
    session.get(Round, round_id, with_for_update=True)
    gone = delete(DETACHED).where(DETACHED.c.round_id == round_id).returning(DETACHED.c.round_id, DETACHED.c.choices)
    session.execute(_shuffled_copies(gone.cte(), shared=True))


def _rewrite_roll(session, round_id):
    queue_for_round(session, round_id)
    session.get(Round, round_id, with_for_update=True)
    gone = delete(ROLL).where(ROLL.c.round_id == round_id).returning(ROLL).cte()
    again = select(*(literal(0) if column.name == "counted" else column for column in gone.c))
    session.execute(insert(ROLL).from_select(gone.c.keys(), again.order_by(func.gen_random_uuid())))


def _shuffled_copies(ballots, *, shared):
    """Say to store ballots under random ids, in the order of these; none of them passes through this process."""
    random = func.replace(cast(func.gen_random_uuid(), Text), "-", "") if shared else func.hex(func.randomblob(16))
    new = func.lower(random).label("id")
    copies = select(new, ballots.c.round_id, ballots.c.choices).order_by(new)
    return insert(DETACHED).from_select(["id", "round_id", "choices"], copies)


def _store_shuffled(session, round_id, choices):
    rows = [{"id": secrets.token_hex(16), "round_id": round_id, "choices": each} for each in choices]
    # Sorted by their random ids, so that the position in SQLite's pages does not tell the order of arrival either.
    rows.sort(key=lambda row: row["id"])
    if rows:
        session.connection().execute(insert(DETACHED), rows)
