"""Renews a lease while its job runs, in a thread of its own, because the job may be waiting for a slow server."""

import logging
import threading

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from workshop.db import plain_engine
from workshop.jobs.leases import Lease

log = logging.getLogger("workshop.jobs")
# Renewals in the time of one lease, so that one may fail.
RENEWALS = 3


class Renewal:
    """Renews a lease inside a `with` block, over its own connection, which most jobs are too short to need."""

    def __init__(self, url: str, lease: Lease):
        self._url, self._lease = url, lease
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="renewal", daemon=True)

    def __enter__(self) -> "Renewal":
        self._thread.start()
        return self

    def __exit__(self, *failure) -> None:
        # Joined, because a late renewal would undo a `put_off`.
        self._over.set()
        self._thread.join()

    def _run(self):
        every = self._lease.kind.lease.total_seconds() / RENEWALS
        while not self._over.wait(every):
            try:
                self._renew()
            except SQLAlchemyError as failure:
                log.warning("the lease of %s is not renewed: %s", self._lease.kind.name, type(failure).__name__)

    def _renew(self):
        engine = plain_engine(self._url)
        try:
            with Session(engine) as session, session.begin():
                self._lease.renew(session)
        finally:
            engine.dispose()
