"""The tests of the daily round: those that `bin/test --fast` leaves out are in the table here."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
# Folders that take minutes: browsers, real faults in many processes, measuring, and what a release has to be asked for.
LEFT_OUT = {
    "backups",
    "bench",
    "biodiversity",
    "browser",
    "campaign",
    "cluster",
    "conformance",
    "deploy",
    "engines",
    "faults",
    "pictures",
    "soak",
    "speed",
}
# What opens a browser or an office elsewhere, or needs a second database.
NEEDED = {"chromium", "playwright", "office", "postgres", "migrated"}


def is_fast(item: pytest.Item) -> bool:
    """Whether a test belongs to the daily round: no browser, no campaign, one database."""
    about = getattr(item, "callspec", None)
    on_postgres = about is not None and about.params.get("database_kind") == "postgres"
    needs = NEEDED.intersection(getattr(item, "fixturenames", ()))
    return item.path.relative_to(FOLDER).parts[0] not in LEFT_OUT and not on_postgres and not needs
