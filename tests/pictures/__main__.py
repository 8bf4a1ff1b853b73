"""Photographs the pages, from a server of its own: `bin/pictures FOLDER`, and what `--help` says."""

import argparse
import sys
import tempfile
from itertools import product
from pathlib import Path

from tests.nodes.server import Server
from tests.pictures.camera import ALL, Camera, chromium
from tests.pictures.docks import ROWS
from tests.pictures.documents import DOCUMENTS, URL, Album
from tests.pictures.pages import FACTORS, possible
from tests.pictures.pairwise import cover
from tests.pictures.sheet import sheets
from tests.pictures.stage import ENVIRONMENT, Stages


def main() -> int:
    """Take the pictures that the arguments ask for, and say what went wrong on the pages; 1 if anything did."""
    asked = _arguments()
    rows = [row for row in _rows(asked) if _is_asked(row, asked)]
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        server = Server(Path(data) / "data", env=ENVIRONMENT)
        server.make_example()
        if asked.documents:
            server.env["WORKSHOP_URL"] = URL
        server.start()
        try:
            with chromium() as browser:
                kind = Album if asked.documents else Camera
                return _photograph(browser, kind(browser, Stages(server), asked.folder.absolute()), rows)
        finally:
            server.stop()


def _photograph(browser, camera, rows):
    kept, faults = [], 0
    # In the order of the states, so that each consultation is made once and then looked at from all sides.
    for row in sorted(rows, key=lambda row: (row["amount"], row["state"])):
        path, wrong = camera.take(row)
        name = " ".join(row.values())
        print(f"{name}: {'; '.join(wrong) or ('ok' if path else 'no such page')}", flush=True)
        kept += [path] if path else []
        faults += len(wrong)
    if isinstance(camera, Album):
        print(f"{len(kept)} pictures, {sum(path.stat().st_size for path in kept)} bytes, {faults} faults")
        return 1 if faults else 0
    order = {name: place for place, name in enumerate(ALL)}
    kept.sort(key=lambda path: (order[path.stem.split(".")[0]], path.name))
    made = sheets(browser, kept, camera.folder)
    print(f"{len(kept)} pictures, {len(made)} contact sheets, {faults} faults")
    return 1 if faults else 0


def _rows(asked):
    if asked.documents:
        return [shown.row for shown in DOCUMENTS.values()]
    if not asked.all:
        return cover(FACTORS, possible) + ROWS
    rows = (dict(zip(FACTORS, values, strict=True)) for values in product(*FACTORS.values()))
    return [row for row in rows if possible(row)] + ROWS


def _is_asked(row, asked):
    return (not asked.only or row["page"] in asked.only) and (not asked.amounts or row["amount"] in asked.amounts)


def _arguments():
    parser = argparse.ArgumentParser(prog="bin/pictures", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", choices=ALL, metavar="PAGE", help="photograph only these pages")
    amounts = FACTORS["amount"]
    parser.add_argument("--amounts", nargs="+", choices=amounts, help="only with so many goals; - where it is the same")
    parser.add_argument("--all", action="store_true", help="every combination instead of every pair")
    parser.add_argument("--documents", action="store_true", help="the pictures of README.md and docs/ alone, as WebP")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
