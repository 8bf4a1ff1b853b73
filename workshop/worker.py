"""The worker: does due jobs one after another, and sleeps until the next is due."""

import logging
import signal
import time
from collections.abc import Mapping
from datetime import timedelta

from workshop.config import Settings
from workshop.db import Database
from workshop.db.waking import Sleep
from workshop.errors import CannotSave, TooManyMails
from workshop.jobs import KINDS
from workshop.jobs.ahead import Ahead, ahead_of, looking_ahead
from workshop.jobs.apart import Apart
from workshop.jobs.close_due_rounds import close_due_rounds
from workshop.jobs.kind import JobContext, Kind
from workshop.jobs.leases import JobLease, Lease, LeaseLost, claim, claim_periodic
from workshop.jobs.renewal import Renewal

log = logging.getLogger("workshop.worker")
# The longest sleep, after which it looks for what it was not woken for.
TICK_SECONDS = 1.0
# After a failure, and where a due job can't be taken: another worker was quicker, or a heavy job is still running.
PAUSE_SECONDS = 0.5
LEAST_SECONDS = 0.01


class Worker:
    """Runs one light job after another; a heavy one runs beside them in its own process.

    `kinds` are the kinds of jobs that it runs, by name; unknown ones are left to a newer version.
    """

    def __init__(self, settings: Settings, database: Database, kinds: Mapping[str, Kind] = KINDS):
        self.settings, self.database, self.kinds = settings, database, kinds
        self._light = {name: kind for name, kind in kinds.items() if not kind.heavy}
        # The statement that looks ahead, and the one for while a heavy job is running.
        self._look, self._look_light = looking_ahead(kinds.values()), looking_ahead(self._light.values())
        self._apart: Apart | None = None
        self._stopped = False

    def run(self) -> None:
        """Work until the process is told to stop."""
        sleep = Sleep(self.database.url)

        def stop(*_):
            self._stopped = True
            sleep.wake()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        while not self._stopped:
            try:
                seconds = self._seconds_to_sleep(self._work()[1])
            except Exception:
                log.exception("the worker's turn failed; it goes on")
                seconds = PAUSE_SECONDS
            if not self._stopped:
                sleep.sleep(seconds)
        self.let_go()
        sleep.close()

    def work(self) -> int:
        """Do all that is due; returns the number of jobs taken, periodic ones not counted."""
        return self._work()[0]

    def _work(self) -> tuple[int, Ahead]:
        taken = 0
        while True:
            self._take_heavy_back()
            ahead = self._ahead()
            if ahead.is_due(ahead.round):
                close_due_rounds(self.database)
                ahead = self._ahead()
            lease = None if self._stopped else self._claimed(ahead)
            if lease is None:
                return taken, ahead
            self._begin(lease)
            taken += isinstance(lease, JobLease)

    def _ahead(self):
        return ahead_of(self.database.row(self._look_light if self._apart else self._look, {}))

    def _claimed(self, ahead) -> Lease | None:
        kinds = self._light if self._apart else self.kinds
        lease: Lease | None = None
        if ahead.is_due(ahead.periodic):
            lease = self.database.write(lambda session: claim_periodic(session, kinds))
        if lease is None and ahead.is_due(ahead.job):
            lease = self.database.write(lambda session: claim(session, kinds))
        return lease

    def _begin(self, lease):
        if lease.kind.heavy:
            self._apart = Apart(self.settings, self.database.url, lease)
            return
        with Renewal(self.database.url, lease):
            failure = self._failure_of(lease)
        self._put_away(lease, failure)

    def _failure_of(self, lease):
        try:
            lease.kind.run(JobContext(self.settings, self.database, lambda: self._hold(lease)), **lease.arguments)
        except (TooManyMails, LeaseLost) as failure:
            return failure
        except Exception as failure:
            log.exception("job %s failed", lease.kind.name)
            return type(failure).__name__
        return None

    def _hold(self, lease):
        if not self.database.write(lease.renew):
            raise LeaseLost(lease.kind.name)

    def _put_away(self, lease, failure: TooManyMails | LeaseLost | str | None):
        if isinstance(failure, LeaseLost):
            log.warning("job %s was taken over by another worker", lease.kind.name)
        elif isinstance(failure, TooManyMails):
            self._keep(lease, lambda session: lease.put_off(session, timedelta(seconds=failure.retry_after)))
        elif failure:
            self._keep(lease, lambda session: lease.fail(session, failure))
        else:
            self._keep(lease, lease.finish)

    def _keep(self, lease, change):
        """Store a job's outcome, retrying while the lease lasts; without it the job would run again."""
        ends_at = time.monotonic() + lease.kind.lease.total_seconds()
        while True:
            try:
                return self.database.write(change)
            except CannotSave:
                if self._stopped or time.monotonic() > ends_at:
                    raise
                time.sleep(PAUSE_SECONDS)

    def _take_heavy_back(self):
        if self._apart and self._apart.has_ended():
            apart, self._apart = self._apart, None
            self._put_away(apart.lease, apart.failure())

    def let_go(self):
        """Release a heavy job that is under way, for another worker to take."""
        self._take_heavy_back()
        if self._apart:
            self._apart.stop()
            self._apart.failure()
            lease = self._apart.lease
            self.database.write(lambda session: lease.put_off(session, timedelta()))

    def _seconds_to_sleep(self, ahead):
        until_next = ahead.seconds()
        longest = PAUSE_SECONDS if self._apart else TICK_SECONDS
        if until_next is None:
            return longest
        return min(longest, max(until_next, LEAST_SECONDS)) if until_next > 0 else PAUSE_SECONDS
