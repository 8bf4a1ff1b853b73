"""What stories need: a stage on a database of each kind, and a browser's ears."""

from collections.abc import Callable, Iterator

import pytest

from tests.story.browser import Browser
from tests.story.stage import Stage


@pytest.fixture
def stage(tables_url) -> Iterator[Stage]:
    """A stage on a database of each kind, of this test's own."""
    stage = Stage(tables_url)
    yield stage
    stage.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Node for all stories of this worker."""
    browser = Browser()
    yield browser
    browser.close()


@pytest.fixture
def stories(database_kind, pytestconfig) -> Callable[[int], int]:
    """How many of so many drawn stories are told here: on PostgreSQL a third, and with `--all` each.

    What they compare is put together above the databases, which have tests of their own of what differs in them.
    """
    whole = database_kind == "sqlite" or pytestconfig.getoption("--all")
    return lambda number: number if whole else -(-number // 3)
