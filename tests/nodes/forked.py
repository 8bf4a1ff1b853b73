"""Commands of the app forked from one process that has imported it, with what tests ask of a `subprocess.Popen`."""

import atexit
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
# The app as it is; another module may import it with something made up in it.
APP = "tests.nodes.fork_server"


class Forked:
    """One `workshop …` that runs with the given environment, and writes its outputs to the ends of two files.

    `module` is that of the process that forks it.
    """

    def __init__(self, args: list[str], env: dict[str, str], stdout: Path, stderr: Path, module: str = APP):
        self.args, self.returncode, self.module = args, None, module
        files = {"stdout": str(stdout), "stderr": str(stderr)}
        self.pid = _fork_server(module).ask({"args": args, "env": env, **files})

    def poll(self) -> int | None:
        """Return the exit code as subprocess has it, or None while the process runs."""
        if self.returncode is None:
            self.returncode = _fork_server(self.module).ask({"poll": self.pid})
        return self.returncode

    def wait(self, seconds: float) -> int:
        """Wait for the end and return the exit code; raise `subprocess.TimeoutExpired` when it takes longer."""
        end = time.monotonic() + seconds
        while self.poll() is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired(self.args, seconds)
            time.sleep(0.01)
        return self.returncode

    def send_signal(self, number: signal.Signals) -> None:
        """Send the process a signal, if it is there."""
        if self.poll() is None:
            os.kill(self.pid, number)


class _ForkServer:
    """A forking process of this test process; it ends with it."""

    def __init__(self, module: str):
        self._line, theirs = socket.socketpair()
        # In its own session: Ctrl+C is the tests' to answer.
        command = [sys.executable, "-m", module, str(theirs.fileno())]
        self._process = subprocess.Popen(
            command, cwd=ROOT, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, start_new_session=True
        )
        theirs.close()
        self._answers, self._lock = self._line.makefile("r"), threading.Lock()

    def ask(self, request: dict) -> int | None:
        """Have something done and return the answer, one at a time."""
        with self._lock:
            self._line.sendall(json.dumps(request).encode() + b"\n")
            answer = self._answers.readline()
        if not answer:
            raise RuntimeError(f"the process that forks the app ended with {self._process.wait(10)}")
        return json.loads(answer)

    def close(self) -> None:
        """Let the process end."""
        self._answers.close()
        self._line.close()
        self._process.wait(10)


@functools.cache
def _fork_server(module):
    made = _ForkServer(module)
    atexit.register(made.close)
    return made
