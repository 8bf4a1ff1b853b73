"""What SQLite remembers of a round: the bytes of the database file and of its log, read page by page."""

import json
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite

from tests.secrecy.attacker import Remembered, Trace
from tests.secrecy.election import Vote

LEAF, INTERIOR = 0x0A, 0x02


def remember_sqlite(path: Path, votes: list[Vote], round_id: int) -> Remembered:
    """Read all files of a database as they stand on the disk."""
    files = {"file": path, "log": Path(f"{path}-wal"), "index": Path(f"{path}-shm")}
    contents = {name: file.read_bytes() if file.exists() else b"" for name, file in files.items()}
    remembered = Remembered(raw=b"".join(contents.values()))
    with closing(sqlite.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        kept = connection.execute("SELECT participant_id, fingerprint FROM command_key WHERE round_id = ?", [round_id])
        remembered.fingerprints = dict(kept.fetchall())
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'roll'").fetchone()[0]
    for name, content in contents.items():
        for vote in votes:
            for place in _places(content, vote.key.encode()):
                remembered.voters.append(Trace(f"key in {name}", vote.participant_id, {"place": place}, place // size))
        for number, vote in enumerate(votes):
            for place in _places(content, json.dumps(vote.choices).encode()):
                remembered.ballots.append(Trace(f"ballot in {name}", number, {"place": place}, place // size))
                # In a row of `ballot` the participant's id is the last thing before the choices.
                beside = Trace(f"before a ballot in {name}", content[place - 1], {"row": place})
                remembered.voters.append(beside)
                remembered.ballots.append(Trace(f"row in {name}", number, {"row": place}))
    for place, (entry_round, participant_id) in _entries(contents["file"], size, root):
        if entry_round == round_id:
            remembered.voters.append(Trace("roll in file", participant_id, {"place": place}, place // size))
    return remembered


def _places(content: bytes, needle: bytes) -> Iterator[int]:
    place = content.find(needle)
    while place >= 0:
        yield place
        place = content.find(needle, place + 1)


def _entries(content: bytes, size: int, number: int) -> Iterator[tuple[int, list[int]]]:
    """Walk a b-tree of the kind that tables without rowid are; return each cell's place and its first two integers."""
    start = (number - 1) * size
    if start >= len(content):
        # The page is only in the log as yet.
        return
    kind, cells, right = content[start], *struct.unpack(">HxxxI", content[start + 3 : start + 12])
    begin = start + (8 if kind == LEAF else 12)
    for pointer in struct.unpack(f">{cells}H", content[begin : begin + 2 * cells]):
        place = start + pointer
        if kind == INTERIOR:
            yield from _entries(content, size, struct.unpack(">I", content[place : place + 4])[0])
            yield place, _integers(content, place + 4)
        else:
            yield place, _integers(content, place)
    if kind == INTERIOR:
        yield from _entries(content, size, right)


def _integers(content: bytes, place: int) -> list[int]:
    """Read the first two integers of a record; all its varints are of one byte (sqlite.org/fileformat2.html)."""
    kinds = content[place + 2 : place + 4]
    body, numbers = place + 1 + content[place + 1], []
    for kind in kinds:
        length = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 8: 0, 9: 0}[kind]
        numbers.append({8: 0, 9: 1}.get(kind, int.from_bytes(content[body : body + length], "big")))
        body += length
    return numbers
