"""Runs pytest: `python -m tests.second_look`; where few of all tests failed, these run once more by themselves.

Browsers and servers that share two cores with two other tests can be late as they never are for people. Such a test is
named in the last lines, since the next who reads it should find out why; one that fails alone too is a failure.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

# Of more than six thousand tests; where more fail, something is wrong with all of them.
MOST = 6
LAST_FAILED = Path(".pytest_cache/v/cache/lastfailed")
# What pytest ends with where tests failed, and nothing else is wrong.
FAILED = 1


def main(arguments: Sequence[str], folder: Path, say: Callable[[str], None] = print) -> int:
    """Run pytest in a folder with these arguments; gives what to exit with."""
    remembered = folder / LAST_FAILED
    remembered.unlink(missing_ok=True)
    status = _pytest(folder, *arguments)
    if status != FAILED:
        return status
    failed = sorted(json.loads(remembered.read_text(encoding="utf-8")))
    if not 1 <= len(failed) <= MOST:
        return status
    say(f"{len(failed)} failed beside other tests, and run once more by themselves.")
    status = _pytest(folder, "-n", "1", "--last-failed", "--last-failed-no-failures", "none")
    if not status:
        say("\n".join(["Failed beside other tests and passed alone; please find out why:", *failed]))
    return status


def _pytest(folder, *arguments):
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd()))
