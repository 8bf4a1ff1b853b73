"""The real consultation of 2019 as its files tell it: proposals, votes in the order of their time, the final matrix."""

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parent / "source"
OPINIONS = {"1": "agree", "0": "pass", "-1": "disagree"}


@dataclass(frozen=True)
class Proposal:
    """A proposal, with the number that its author has as a voter."""

    number: int
    author: int
    text: str


@dataclass(frozen=True)
class Vote:
    """One vote as it was cast; `at` is in milliseconds since 1970."""

    at: int
    proposal: int
    voter: int
    opinion: str


def proposals(source: Path = SOURCE) -> list[Proposal]:
    """Read the proposals by their number."""
    read = [Proposal(int(r["comment-id"]), int(r["author-id"]), r["comment-body"]) for r in _rows(source, "comments")]
    return sorted(read, key=lambda proposal: proposal.number)


def votes(source: Path = SOURCE) -> list[Vote]:
    """Read every vote in the order in which they were cast; no two have the same time."""
    read = [
        Vote(int(row["timestamp"]), int(row["comment-id"]), int(row["voter-id"]), OPINIONS[row["vote"]])
        for row in _rows(source, "votes")
    ]
    return sorted(read, key=lambda vote: vote.at)


def final_matrix(source: Path = SOURCE) -> dict[int, dict[int, str]]:
    """Read what each voter's vote was in the end: `{voter: {proposal: opinion}}`."""
    return {
        int(row["participant"]): {
            int(column): OPINIONS[cell] for column, cell in row.items() if column.isdigit() and cell
        }
        for row in _rows(source, "participants-votes")
    }


def _rows(source, name):
    plain = source / f"{name}.csv"
    if plain.exists():
        text = plain.read_text(encoding="utf-8")
    else:
        text = gzip.decompress((source / f"{name}.csv.gz").read_bytes()).decode()
    return csv.DictReader(text.splitlines())
