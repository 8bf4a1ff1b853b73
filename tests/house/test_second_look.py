"""What fails twice has failed, and so have many; few that pass alone are named."""

import pytest

from tests.second_look import MOST, main

TESTS = """
from pathlib import Path
import pytest

@pytest.mark.parametrize("number", range({late}))
@pytest.mark.xdist_group("late")
def test_late(number):
    seen = Path(f"seen-{{number}}")
    first = not seen.exists()
    seen.touch()
    assert not first

def test_wrong():
    assert {right}
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """What runs so many late tests, and one that is right or wrong; gives (exit status, what was said)."""

    # The plugins that the suite has beside take seconds to import, which each run of pytest would pay again.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p xdist -p xdist.looponfail")

    def run(late, right):
        said = []
        (tmp_path / "test_them.py").write_text(TESTS.format(late=late, right=right))
        (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --dist=loadgroup -q\n")
        return main(["-n", "1"], tmp_path, said.append), "\n".join(said)

    return run


def test_what_passes_alone_is_named_and_no_failure(run):
    status, said = run(late=MOST, right=True)
    assert status == 0 and "find out why" in said
    assert all(f"test_late[{number}]" in said for number in range(MOST))


@pytest.mark.parametrize(("late", "right"), [(MOST + 1, True), (1, False)])
def test_what_fails_alone_and_more_than_few_are_failures(run, late, right):
    status, said = run(late, right)
    assert status == 1 and "find out why" not in said


def test_where_all_pass_nothing_is_said(run):
    assert run(0, True) == (0, "")
