"""Tries every page in every state with axe, light and dark, narrow and wide, and records it: `bin/accessibility`."""

import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.browser.look import axe, axe_version, contrasts, darken, sideways, small_targets
from tests.browser.views import Onlooker, View, views
from tests.house.tree import ROOT
from tests.nodes.server import Server
from tests.pictures.camera import chromium
from tests.pictures.stage import ENVIRONMENT, Stages

RECORD = ROOT / "workshop/accessibility.json"
AMOUNTS = ("empty", "few", "many")
WIDTHS = {"narrow": 320, "phone": 360, "laptop": 1280}
LANGS = ("fi", "sv", "en")


def main() -> int:
    """Look at all of them and write the record that the accessibility statement tells of; 1 if anything was found."""
    with tempfile.TemporaryDirectory() as data:
        server = Server(Path(data) / "data", env=ENVIRONMENT)
        server.make_example()
        server.start()
        try:
            with chromium() as browser:
                found = _found(browser, Stages(server))
                record = _record(browser.version, found)
        finally:
            server.stop()
    RECORD.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n")
    print(f"{len(record['states'])} states of {len(record['pages'])} pages, {len(record['violations'])} faults")
    return 1 if record["violations"] else 0


def _found(browser, stages) -> list[str]:
    found, onlookers = [], {width: Onlooker(browser, stages, device) for device, width in WIDTHS.items()}
    # In the order of the states, so that each consultation is made once and then looked at from all sides.
    for number, view in enumerate(sorted(views(*AMOUNTS), key=lambda view: (view.amount, view.state))):
        wrong = _look(onlookers, view, LANGS[number % len(LANGS)])
        print(f"{view}: {'; '.join(wrong) or 'ok'}", flush=True)
        found += [f"{view}: {each}" for each in wrong]
    return found


def _look(onlookers: dict[int, Onlooker], view: View, lang: str) -> list[str]:
    wrong = []
    for width, onlooker in onlookers.items():
        try:
            with onlooker.seen(view, lang) as page:
                wrong += [f"{each} ({width} px)" for each in _wrong(page, view)]
        except AssertionError as fault:
            wrong.append(str(fault).partition("\n")[0])
    return wrong


def _wrong(page, view):
    wrong = [*axe(page), *small_targets(page), *([] if view.page == "wall" else sideways(page))]
    darken(page)
    return wrong + [f"{each}, dark" for each in contrasts(page)]


def _record(chromium_version, found):
    return {
        "tested_on": datetime.now(UTC).date().isoformat(),
        "pages": sorted({view.page for view in views(*AMOUNTS)}),
        "states": [str(view) for view in views(*AMOUNTS)],
        "violations": found,
        "tools": {"axe-core": axe_version(), "Chromium": chromium_version},
    }


if __name__ == "__main__":
    sys.exit(main())
