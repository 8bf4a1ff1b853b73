"""The pages to read: how to take part, what is stored about people, and how accessible the service is."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import render_template

from workshop.web.entry.frame import blueprint
from workshop.web.http.site import site_url

RECORD = Path(__file__).parents[2] / "accessibility.json"
# When the text of the statement was last reviewed; update it with the text.
WRITTEN = date(2026, 11, 24)


@dataclass(frozen=True)
class Tested:
    """The last recorded test run: when, how much, with what, and how many faults it found."""

    on: date
    pages: int
    states: int
    violations: int
    tools: list[str]


@blueprint.get("/guide")
def guide():
    """Tell members on one page how to take part."""
    return render_template("entry/reading/guide.html", url=site_url())


@blueprint.get("/privacy")
def privacy():
    """Say what is kept of people, what for and for how long."""
    return render_template("entry/reading/privacy.html")


@blueprint.get("/accessibility")
def accessibility():
    """Show the accessibility statement, which claims no more than the last test run found."""
    tested, url = last_test(RECORD), site_url()
    return render_template("entry/reading/accessibility.html", tested=tested, written=WRITTEN, url=url)


def last_test(path: Path) -> Tested | None:
    """Read the record of the last test run; None where it is missing or unreadable.

    `pages`, `states` and `violations` may be numbers or lists, `tools` a list of names or a mapping to versions.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        tools = record["tools"]
        named = [f"{name} {version}" for name, version in tools.items()] if isinstance(tools, dict) else list(tools)
        pages, states, violations = (_count(record[name]) for name in ("pages", "states", "violations"))
        on, by = date.fromisoformat(record["tested_on"]), [str(each) for each in named]
        return Tested(on, pages, states, violations, by)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _count(value):
    return value if isinstance(value, int) else len(value)
