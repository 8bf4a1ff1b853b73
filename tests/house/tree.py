"""The project's own files, for the tests that look at how it is written."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOREIGN = {"vendor", "node_modules", "__pycache__"}


def files(*suffixes: str, under: tuple[str, ...] = ("workshop",)) -> list[Path]:
    """Return our own files with these suffixes under these folders, or the files named there, sorted."""
    found: list[Path] = []
    for place in map(ROOT.joinpath, under):
        found += [place] if place.is_file() else [p for p in place.rglob("*") if p.suffix in suffixes]
    return sorted(path for path in found if path.is_file() and not FOREIGN & set(path.relative_to(ROOT).parts))


def places(pattern: str, among: list[Path]) -> list[str]:
    """Return `file:line: text` for each line that a pattern is found in."""
    wanted = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in among
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if wanted.search(line)
    ]
