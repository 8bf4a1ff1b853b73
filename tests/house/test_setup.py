"""What sets the tests up ends with one sentence where a registry can't be reached, and not with a page of traces."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT

APT = "#!/bin/sh\necho 'Reading package lists...'\necho 'E: Failed to fetch a list  Connection refused' >&2\nexit 100\n"
PYTHON = """#!/bin/sh
case "$*" in
    *--version*) exit 0 ;;
    *pip*) [ -e pip-works ] && exit 0
           echo 'WARNING: Retrying after connection broken' >&2
           echo 'ERROR: No matching distribution found for setuptools' >&2
           exit 1 ;;
esac
"""
NPM = "#!/bin/sh\necho 'npm error code ECONNREFUSED' >&2\necho 'npm error errno -111' >&2\nexit 1\n"
# All that is looked for before, so that nothing is asked of the real machine.
THERE = (
    "git chromium chromium-headless-shell firefox-esr WebKitWebDriver Xvfb node soffice setpriv openssl systemd-analyze"
)


@pytest.fixture
def checkout(tmp_path) -> Path:
    """A folder like a checkout in which nothing is installed, and in which programs are scripts of the test's own."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "bin/setup", tmp_path / "bin/setup")
    for name in ("setup.cfg", "pyproject.toml", "constraints.txt", "tests/package-lock.json"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in THERE.split():
        write(tmp_path / "programs" / name, "#!/bin/sh\n")
    write(tmp_path / "programs/npm", NPM)
    write(tmp_path / "programs/apt-get", APT)
    write(tmp_path / ".venv/bin/python", PYTHON)
    return tmp_path


def write(path: Path, script: str) -> None:
    """Write a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script)
    path.chmod(0o755)


def set_up(checkout: Path, **env: str) -> subprocess.CompletedProcess:
    """Run it with the test's own programs first."""
    env = {**os.environ, "PATH": f"{checkout / 'programs'}:{os.environ['PATH']}", "TMPDIR": str(checkout), **env}
    command = [shutil.which("bash"), "bin/setup", "test"]
    return subprocess.run(command, cwd=checkout, env=env, capture_output=True, text=True, check=False, timeout=60)


def last_words(done: subprocess.CompletedProcess) -> str:
    """The one line in which it says why it ends; what it said before are steps."""
    lines = [line for line in done.stderr.splitlines() if not re.match(r"setup: installing ", line)]
    assert done.returncode == 1 and len(lines) == 1, done.stderr
    return lines[0]


def test_a_package_source_of_debian_that_can_not_be_reached_is_one_sentence(checkout):
    (checkout / "programs/git").unlink()
    # Whatever of this machine is called git is not found either.
    for name in (
        "bash",
        "sh",
        "dirname",
        "id",
        "mktemp",
        "grep",
        "cut",
        "flock",
        "sha256sum",
        "cat",
        "find",
        "sort",
        "rm",
    ):
        (checkout / "programs" / name).symlink_to(shutil.which(name))
    words = last_words(set_up(checkout, PATH=str(checkout / "programs")))
    if os.getuid() == 0:
        assert words.startswith("setup: apt-get could not install git") and "Connection refused" in words
    else:
        assert words.startswith("setup: please install these packages first")


def test_a_python_registry_that_can_not_be_reached_is_one_sentence(checkout):
    words = last_words(set_up(checkout))
    assert words.startswith("setup: pip could not install") and "No matching distribution" in words


def test_a_javascript_registry_that_can_not_be_reached_is_one_sentence(checkout):
    (checkout / "pip-works").touch()
    words = last_words(set_up(checkout))
    assert words.startswith("setup: npm could not install") and "ECONNREFUSED" in words
