"""The journal, the idempotency keys, the jobs, and the installation's row."""

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from workshop.fields import Json
from workshop.models.base import Base, Id, Key, Texts, Time, Word, reference


class Installation(Base):
    """The installation's only row: its epoch, and the number of changes of access."""

    __tablename__ = "installation"
    __table_args__ = ()

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    epoch: Mapped[str] = mapped_column(String(32))
    access_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Time]


class Event(Base):
    """An event: audit trail, outbox and source of catching up in one.

    `chain` is SHA-256 over the previous chain and the hashes of the row's parts, each salted with its own salt, so that
    a copy of the journal verifies from which parts were left out (engine/journal.py). `data_hash` is SHA-256 over
    `salt` and the canonical data. After data and salt were erased, the chain still verifies. The salts of the plain
    fields are drawn from `plain_salt`; None where an earlier version chained the event.
    """

    __tablename__ = "event"
    __table_args__ = (Index(None, "consultation_id", "audience", "revision"),)

    consultation_id: Mapped[int] = reference("consultation.id", primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(40))
    kind: Mapped[Word]
    audience: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[int | None] = reference("participant.id")
    at: Mapped[Time]
    data: Mapped[dict | None] = mapped_column(Json)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    data_hash: Mapped[str] = mapped_column(String(64))
    chain: Mapped[str] = mapped_column(String(64))
    # The previous version, which may still be running, inserts rows without it.
    plain_salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))


class CommandKey(Base):
    """The idempotency key of a command that was carried out, with what its first answer is made of.

    `fingerprint` is a hash of the arguments; ballots lose theirs when they are anonymised, secret ones never have one.
    `first` and `last` are the revisions of the command's first and last event.
    """

    __tablename__ = "command_key"
    __table_args__ = ({"sqlite_with_rowid": False},)

    participant_id: Mapped[int] = reference("participant.id", primary_key=True)
    key: Mapped[Key] = mapped_column(primary_key=True)
    command: Mapped[str] = mapped_column(String(40))
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    round_id: Mapped[int | None] = reference("round.id", index=True)
    first: Mapped[int]
    last: Mapped[int]
    result: Mapped[Texts]


class Job(Base):
    """Work to be done after the transaction that ordered it, such as a mail."""

    __tablename__ = "job"

    id: Mapped[Id]
    name: Mapped[Word]
    arguments: Mapped[Texts]
    due_at: Mapped[Time] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[Time | None]
    failure: Mapped[str | None] = mapped_column(String(200))


class PeriodicJob(Base):
    """A periodic job and when it is due; `turn` counts how often it was taken."""

    __tablename__ = "periodic_job"
    __table_args__ = ()

    name: Mapped[Word] = mapped_column(primary_key=True)
    due_at: Mapped[Time]
    turn: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None] = mapped_column(String(200))
