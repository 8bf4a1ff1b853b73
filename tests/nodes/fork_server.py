"""A process that has imported the app once and forks `workshop …` from it, as often as the tests ask.

Starting `workshop serve` imports the app in three processes, which is four seconds of processor, some hundred times in
the suite. What runs is the same: the command's own code, and under it the web server with its worker process, each in
a process of its own, in which everything else begins anew. How the installed command itself starts is shown by
tests/site, tests/deploy and tests/backups, which run it.
"""

from gevent import monkey

monkey.patch_all()

import contextlib  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import signal  # noqa: E402
import socket  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402

from gevent.os import fork_gevent  # noqa: E402
from gunicorn.app import wsgiapp  # noqa: E402
from gunicorn.arbiter import Arbiter  # noqa: E402
from gunicorn.workers import ggevent  # noqa: E402, F401 what the web server would import

from tests.nodes.warm import warm_up  # noqa: E402
from workshop import cli, worker, wsgi  # noqa: E402, F401 what the forked processes run
from workshop.serving import processes  # noqa: E402

# What the web server's master calls; it gets SIGCHLD only by the plain signal.signal.
PLAIN = [("os", "fork"), ("os", "waitpid"), ("time", "sleep"), ("select", "select"), ("signal", "signal")]
wait_for = monkey.get_original("os", "waitpid")


class Child:
    """A forked process that runs a function; has what the code under test asks of a `subprocess.Popen`."""

    def __init__(self, run: Callable[[], None], before: Callable[[], None]):
        self.returncode = None
        self.pid = fork_gevent()
        if not self.pid:
            _run_and_end(run, before)

    def poll(self) -> int | None:
        """Return the exit code as subprocess has it, or None while the process runs."""
        return self._look(os.WNOHANG)

    def wait(self, seconds: float | None = None) -> int:
        """Wait for the end and return the exit code; raise `subprocess.TimeoutExpired` when it takes longer."""
        if seconds is None:
            return self._look(0)
        end = time.monotonic() + seconds
        while self.poll() is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired(str(self.pid), seconds)
            time.sleep(0.01)
        return self.returncode

    def terminate(self) -> None:
        """Ask the process to end."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        """Take the process away."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def _look(self, options):
        if self.returncode is None:
            pid, status = wait_for(self.pid, options)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


def serve(line: socket.socket) -> None:
    """Fork what is asked for on the line, and say how it ended, until the other end is closed."""
    warm_up()
    children = {}
    for request in line.makefile("r"):
        asked = json.loads(request)
        if "args" in asked:
            child = Child(lambda asked=asked: _run(asked["args"]), lambda asked=asked: _begin(line, asked))
            children[child.pid] = child
            answer = child.pid
        else:
            answer = children[asked["poll"]].poll()
        line.sendall(json.dumps(answer).encode() + b"\n")


def _begin(line, asked):
    line.close()
    os.setsid()
    for number, path in ((1, asked["stdout"]), (2, asked["stderr"])):
        with Path(path).open("ab") as file:
            os.dup2(file.fileno(), number)
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.argv = ["workshop", *asked["args"]]


def _run_and_end(run, before):
    # The exit status as the interpreter gives it, without what the forking process would do at its own end.
    status = 1
    try:
        before()
        sys.stdout = open(1, "w", buffering=1, closefd=False)  # noqa: SIM115 as long as the process lives
        sys.stderr = open(2, "w", buffering=1, closefd=False)  # noqa: SIM115
        run()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
        os._exit(status)


class _Forking:
    """Stands for the `subprocess` module where `serve` starts its children.

    They are forked before `serve` does anything, and wait for what they are to run: connections and threads that it
    has made would be torn in them.
    """

    TimeoutExpired = subprocess.TimeoutExpired
    waiting: list[tuple[socket.socket, Child]] = []

    @classmethod
    def Popen(cls, command: list[str], env: dict[str, str]) -> Child:
        """Let a waiting child run what a command line says."""
        line, child = cls.waiting.pop()
        line.sendall(json.dumps([*command[2:], env]).encode() + b"\n")
        return child


def _run(args):
    if args[0] == "serve":
        for _ in CHILDREN:
            ours, theirs = socket.socketpair()
            _Forking.waiting.append((ours, Child(lambda line=theirs: _wait_and_run(line), ours.close)))
            theirs.close()
    cli.main(args)


def _wait_and_run(line):
    asked = line.makefile().readline()
    if asked:
        module, *args, env = json.loads(asked)
        os.environ.update(env)
        CHILDREN[module](args)


def _web_server(args):
    # The master of the web server is not patched; its worker process is, by itself.
    for module, name in PLAIN:
        setattr(sys.modules[module], name, monkey.get_original(module, name))
    Arbiter.SIG_QUEUE = monkey.get_original("queue", "SimpleQueue")()
    sys.argv = ["gunicorn", *args]
    wsgiapp.run()


processes.subprocess = _Forking
CHILDREN = {"gunicorn": _web_server, "workshop.cli": cli.main}

if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
