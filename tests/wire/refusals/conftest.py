"""What every test of refusals has: no limit that another one has used up."""

import pytest

from workshop.web.http.limits import COUNTERS


@pytest.fixture(autouse=True)
def unlimited(shared_in_process):
    """One account gives more commands here than anybody may in a minute."""
    shared_in_process.app.extensions[COUNTERS].storage.reset()
