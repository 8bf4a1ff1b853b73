"""What the tests of migrations stand on."""

from collections.abc import Iterator

import pytest

from tests.story.stage import Stage
from workshop.migrating import migrate


@pytest.fixture
def stage(empty_database_url) -> Iterator[Stage]:
    """A stage on an empty database of each kind."""
    migrate(empty_database_url)
    stage = Stage(empty_database_url)
    yield stage
    stage.close()
