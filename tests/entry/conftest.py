"""What the tests of the doors share."""

import pytest


@pytest.fixture(scope="session", params=["sqlite"])
def database_kind(request) -> str:
    """One database is enough: what doors say stands above the engines; where it may not, a module asks for both."""
    return request.param
