"""PostgreSQL as this process uses it: sized pool, and no lock that a process which hangs could keep."""

from collections.abc import Iterable

import psycopg
from sqlalchemy import Engine, create_engine

# A process that hangs in the midst of a transaction must not keep its locks from the others. The wait for a lock is the
# shorter one: else what the process itself was waiting for is given to it next, and kept as long, one after another.
OPTIONS = "-c timezone=UTC -c lock_timeout=4000 -c idle_in_transaction_session_timeout=5000"


class Cursor(psycopg.Cursor):
    """A cursor that sends the many of `executemany` one by one.

    As shipped they go in a pipeline, which ends in a Flush after the Sync. PostgreSQL (seen on 15) stops the clock of
    `idle_in_transaction_session_timeout` at any message and starts it at a Sync alone, so after a pipeline a process
    that hangs would keep its locks for ever.
    """

    _changed: int | None = None

    def execute(self, query, params=None, **more) -> "Cursor":
        """Run one statement."""
        self._changed = None
        return super().execute(query, params, **more)

    def executemany(self, query, params_seq: Iterable) -> None:
        """Run one statement with many values; `rowcount` is of all of them."""
        changed = 0
        for params in params_seq:
            changed += self.execute(query, params).rowcount
        self._changed = changed

    @property
    def rowcount(self) -> int:
        """The rows that were changed."""
        return super().rowcount if self._changed is None else self._changed


def shared_engine(url: str) -> Engine:
    """Give the engine of one process; at most 20 of its greenlets are in the database at once."""
    engine = create_engine(
        url,
        pool_size=20,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=True,
        connect_args={"options": OPTIONS, "cursor_factory": Cursor},
    )
    # Many rows are one INSERT, as in SQLAlchemy's dialect for psycopg2, and not as many round trips.
    engine.dialect.use_insertmanyvalues_wo_returning = True
    return engine
