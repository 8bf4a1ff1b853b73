"""What the tests of exports share: a whole consultation in each kind of database, which nobody changes any more."""

from collections.abc import Iterator

import pytest

from tests.exports.meeting import Meeting, database_of, hold


@pytest.fixture(scope="package")
def meeting(database_kind, request, tmp_path_factory) -> Iterator[Meeting]:
    """A consultation that was held, with its last results not revealed yet."""
    with database_of(database_kind, request, tmp_path_factory) as database:
        yield hold(database)
