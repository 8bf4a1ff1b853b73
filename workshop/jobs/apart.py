"""A heavy job in a process of its own, which ends with the worker."""

import json
import subprocess
import sys
from contextlib import ExitStack, suppress

from workshop.config import Settings, environment_of
from workshop.jobs.leases import Lease
from workshop.jobs.renewal import Renewal

# After this time the process is killed, so that the worker itself ends in time.
SECONDS_TO_END = 1


class Apart:
    """The process of a heavy job, once started; its lease is renewed until it has ended.

    It runs `python -m workshop.jobs NAME` with the arguments as JSON on its standard input, a pipe that stays open as
    long as the worker lives. Danger: a process that outlived a killed worker would do what another worker does again.
    """

    def __init__(self, settings: Settings, url: str, lease: Lease):
        self.lease = lease
        command = [sys.executable, "-m", "workshop.jobs", lease.kind.name]
        with ExitStack() as renewed:
            renewed.enter_context(Renewal(url, lease))
            self._process = subprocess.Popen(command, env=environment_of(settings), stdin=subprocess.PIPE)
            self._renewed = renewed.pop_all()
        assert self._process.stdin is not None, "it was asked for as a pipe"
        self._input = self._process.stdin
        # A process that ended at once has its own failure to report; a line this short never waits in the pipe.
        with suppress(BrokenPipeError):
            self._input.write(json.dumps(lease.arguments).encode() + b"\n")
            self._input.flush()

    def has_ended(self) -> bool:
        """Whether the process has ended."""
        return self._process.poll() is not None

    def stop(self) -> None:
        """End the process if it is still running."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def failure(self) -> str | None:
        """Stop renewing the lease; return why the job failed, or None."""
        self._renewed.close()
        with suppress(BrokenPipeError):
            self._input.close()
        status = self._process.returncode
        return f"exit status {status}" if status else None
