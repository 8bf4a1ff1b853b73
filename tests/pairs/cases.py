"""The pairs: what exists in Python and in JavaScript, and the cases that both sides are tested on."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.house.tree import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
FOLDER = FIXTURES / "pairs"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


@dataclass(frozen=True)
class Case:
    """One case of a pair: what both sides are given, and what they answer to a reader of each language."""

    pair: str
    name: str
    given: dict[str, Any]
    expected: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.pair}: {self.name}"


def cases_of(pair: str, folder: Path = FOLDER) -> list[Case]:
    """Read the cases of a pair from its file, or those of what only Python knows from a `folder` of their own.

    A case has a `name`. Instead of a whole snapshot it says `as` whom the one of `tests/fixtures/consultation.json` is
    seen, `with` what differs from it. What both sides answer is `expected`, or by language `said`; all else is given.
    """
    found = []
    for case in json.loads((folder / f"{pair}.json").read_text(encoding="utf-8")):
        given = {name: value for name, value in case.items() if name not in ("name", "as", "with", "expected", "said")}
        if "as" in case:
            given["snapshot"] = {**_seen_as(case["as"]), **case.get("with", {})}
        expected = case["said"] if "said" in case else dict.fromkeys(("fi", "sv", "en"), case["expected"])
        found.append(Case(pair, case["name"], given, expected))
    return found


def _seen_as(who):
    consultation = json.loads((FIXTURES / "consultation.json").read_text(encoding="utf-8"))
    return {**consultation["snapshot"], **consultation["as"][who]}
