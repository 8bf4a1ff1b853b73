"""Which tests belong to the daily round (`--fast`), which to the long one alone (`--all`), and which begin early."""

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

# What takes longest in one piece begins first, so that no worker is left with it alone at the end.
LONGEST = (
    "campaign/test_campaign.py",
    "story/test_tour.py",
    "story/test_story.py",
    "browser/looks/test_accessibility.py",
    "browser/whole/test_many.py",
    "browser/whole/test_afternoon.py",
    "browser/whole/test_whole_workshop.py",
    "browser/wall/test_wall_sizes.py",
)
# Folders of short tests that share nothing: with them the workers end at one time.
LAST = ("house", "config", "brand", "fields", "language", "pairs", "reading", "limits", "commands", "engine", "tally")


def turn(item: pytest.Item) -> tuple[int, str]:
    """When a test has its turn: those of one folder are together, as what they share is made anew after others."""
    path = item.path.relative_to(FOLDER)
    if path.as_posix() in LONGEST:
        return LONGEST.index(path.as_posix()), ""
    return len(LONGEST) + (path.parts[0] in LAST), path.parts[0]


# Of what is marked so, the like is tried otherwise: the same fault on the other database, another row of one measure.
AT_LENGTH = "at_length"


def is_at_length(item: pytest.Item) -> bool:
    """Whether a test belongs to the long round alone."""
    return item.get_closest_marker(AT_LENGTH) is not None


def is_fast(item: pytest.Item) -> bool:
    """Whether a test belongs to the daily round: no browser, no campaign, one database."""
    about = getattr(item, "callspec", None)
    on_postgres = about is not None and about.params.get("database_kind") == "postgres"
    needs = NEEDED.intersection(getattr(item, "fixturenames", ()))
    return item.path.relative_to(FOLDER).parts[0] not in LEFT_OUT and not on_postgres and not needs
