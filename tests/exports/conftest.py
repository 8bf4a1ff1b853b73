"""What the tests of exports share: a whole consultation in each kind of database, which nobody changes any more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports.council import convene
from tests.exports.meeting import Meeting, database_of, hold


@pytest.fixture(scope="package")
def meeting(database_kind, request, tmp_path_factory) -> Iterator[Meeting]:
    """A consultation that was held, with its last results not revealed yet."""
    with database_of(database_kind, request, tmp_path_factory) as database:
        yield hold(database)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of one consultation in one worker, so that it is held once."""
    for item in items:
        held = {"meeting", "council"} & set(getattr(item, "fixturenames", ()))
        if Path(__file__).parent in item.path.parents and held:
            kind = getattr(item, "callspec", None) and item.callspec.params.get("database_kind")
            item.add_marker(pytest.mark.xdist_group(f"exports-{kind or 'office'}"))


@pytest.fixture(scope="package")
def council(database_kind, request, tmp_path_factory) -> Iterator[Meeting]:
    """A consultation in which each way of voting was used, in each secrecy."""
    with database_of(database_kind, request, tmp_path_factory) as database:
        yield convene(database)
