"""What stories need: a stage on a database of each kind, and a browser's ears."""

from collections.abc import Iterator

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
