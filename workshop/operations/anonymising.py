"""Taking ballots apart from their voters, also where the database engine would remember who belongs to what."""

import secrets

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from workshop import tally
from workshop.db import Database, stand_in_line
from workshop.models import Ballot, CommandKey, DetachedBallot, Participant, RollEntry, Round

# In PostgreSQL dead rows keep their contents until a table is written anew; SQLite erases them (secure_delete),
# but its write-ahead log keeps earlier pages until it is truncated.
PURGED_TABLES = ("ballot", "detached_ballot", "roll", "command_key")


class StillRemembered(Exception):
    """Somebody still reads a moment before the forgetting, so the engine keeps the old rows: to be tried again."""


class NotTheSame(AssertionError):
    """The detached ballots count up to other figures than the linked ones: the close must not go through."""


def anonymise(session: Session, round_: Round, figures: dict) -> None:
    """Copy the ballots of a confidential round whole, in random order, to rows without a voter; delete the links.

    The fingerprints that were kept for retries go too. Verifies that the totals stay the same.
    """
    assert round_.method is not None, "only a voting round has ballots"
    choices = list(session.scalars(select(Ballot.choices).where(Ballot.round_id == round_.id)))
    _store_shuffled(session, round_.id, choices)
    session.execute(delete(Ballot).where(Ballot.round_id == round_.id))
    session.execute(update(CommandKey).where(CommandKey.round_id == round_.id).values(fingerprint=None))
    session.flush()
    kept = session.scalars(select(DetachedBallot.choices).where(DetachedBallot.round_id == round_.id)).all()
    if tally.count(round_.method, kept, [int(goal) for goal in figures["goals"]]) != figures:
        raise NotTheSame(round_.id)


def drop_empty(session: Session, round_id: int) -> None:
    """Take from the roll who took everything back, and their empty ballots with them: they have not voted."""
    empty = select(RollEntry.participant_id).where(RollEntry.round_id == round_id, RollEntry.empty)
    session.execute(delete(Ballot).where(Ballot.round_id == round_id, Ballot.participant_id.in_(empty)))
    session.execute(delete(RollEntry).where(RollEntry.round_id == round_id, RollEntry.empty))


def drop_removed(session: Session, round_id: int) -> None:
    """Take out the ballots of those who were removed while the round was open."""
    gone = select(Participant.id).join(RollEntry, RollEntry.participant_id == Participant.id)
    gone = gone.where(RollEntry.round_id == round_id, Participant.state == "removed")
    ids = list(session.scalars(gone))
    session.execute(delete(Ballot).where(Ballot.round_id == round_id, Ballot.participant_id.in_(ids)))
    session.execute(delete(RollEntry).where(RollEntry.round_id == round_id, RollEntry.participant_id.in_(ids)))


def put_detached(session: Session, round_id: int, choices: dict) -> None:
    """Store a secret ballot: it belongs to nobody from the start."""
    _store_shuffled(session, round_id, [choices])


def purge(database: Database, round_id: int) -> None:
    """Make the engine forget which ballot came with which entry of the roll.

    Ballots and roll are written anew, each in a transaction of its own and in random order, so that neither
    transaction ids nor the places of rows tell the order of arrival; then what is left of the old rows goes.
    Raises StillRemembered while that can't be.
    """
    database.write(lambda session: _rewrite_ballots(session, round_id))
    database.write(lambda session: _rewrite_roll(session, round_id))
    if not database.purge(PURGED_TABLES):
        raise StillRemembered(round_id)


def _rewrite_ballots(session, round_id):
    stand_in_line(session, round_id)
    session.get(Round, round_id, with_for_update=True)
    choices = list(session.scalars(select(DetachedBallot.choices).where(DetachedBallot.round_id == round_id)))
    session.execute(delete(DetachedBallot).where(DetachedBallot.round_id == round_id))
    _store_shuffled(session, round_id, choices)


def _rewrite_roll(session, round_id):
    stand_in_line(session, round_id)
    session.get(Round, round_id, with_for_update=True)
    rows = session.execute(
        select(RollEntry.participant_id, RollEntry.version).where(RollEntry.round_id == round_id)
    ).all()
    session.execute(delete(RollEntry).where(RollEntry.round_id == round_id))
    _shuffle(rows)
    if rows:
        session.execute(
            insert(RollEntry),
            [{"round_id": round_id, "participant_id": row[0], "version": row[1]} for row in rows],
        )


def _store_shuffled(session, round_id, choices):
    rows = [{"id": secrets.token_hex(16), "round_id": round_id, "choices": each} for each in choices]
    # By their random ids, so that in SQLite's pages too no place tells the order of arrival.
    rows.sort(key=lambda row: row["id"])
    if rows:
        session.execute(insert(DetachedBallot), rows)


def _shuffle(rows):
    secrets.SystemRandom().shuffle(rows)
