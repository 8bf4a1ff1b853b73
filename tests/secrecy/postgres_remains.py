"""What PostgreSQL remembers of a round: rows with their system columns, dead rows, the bytes of pages, and a dump."""

import json
import re
import struct
from contextlib import closing

from tests.nodes.postgres import Postgres
from tests.secrecy.attacker import Remembered, Trace
from tests.secrecy.election import Vote

PAGE = 8192
# The tables in which anything of a ballot or of its voter ever stood.
TABLES = ("ballot", "detached_ballot", "roll", "command_key", "participant", "job", "event", "tally")


def remember_postgres(cluster: Postgres, name: str, votes: list[Vote], round_id: int) -> Remembered:
    """Read all that the superuser of the cluster and the administrator of the machine can read of a database."""
    remembered = Remembered()
    with closing(cluster.connect(name)) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
        _rows(connection, remembered, votes, round_id)
        bodies = [_body(connection, vote.choices) for vote in votes]
        for table in TABLES:
            _items(connection, remembered, table, votes, bodies, round_id)
    _dump(cluster.dump(name, "--inserts"), remembered, votes, round_id)
    return remembered


def _rows(connection, remembered, votes, round_id):
    """The living rows, with the transaction that wrote each and the place where it stands."""
    marks = "xmin::text::bigint, (ctid::text::point)[0]::bigint * 10000 + (ctid::text::point)[1]::bigint"
    of_voters = {
        "roll": f"SELECT participant_id, {marks} FROM roll WHERE round_id = %s",
        "command_key": f"SELECT participant_id, {marks} FROM command_key WHERE round_id = %s",
        "participant": f"SELECT id, {marks} FROM participant WHERE %s > 0",
    }
    for table, query in of_voters.items():
        for who, xmin, place in connection.execute(query, [round_id]):
            remembered.voters.append(Trace(f"rows of {table}", who, {"xmin": xmin, "place": place}))
    numbers = {json.dumps(vote.choices, sort_keys=True): number for number, vote in enumerate(votes)}
    query = f"SELECT choices, {marks} FROM detached_ballot WHERE round_id = %s"
    for choices, xmin, place in connection.execute(query, [round_id]):
        number = numbers[json.dumps(choices, sort_keys=True)]
        remembered.ballots.append(Trace("rows of detached_ballot", number, {"xmin": xmin, "place": place}))
    kept = connection.execute("SELECT participant_id, fingerprint FROM command_key WHERE round_id = %s", [round_id])
    remembered.fingerprints = dict(kept.fetchall())


def _body(connection, choices):
    """How the engine stores these choices, but for the length in front."""
    connection.execute("CREATE TEMPORARY TABLE IF NOT EXISTS sample (choices jsonb)")
    connection.execute("TRUNCATE sample")
    connection.execute("INSERT INTO sample VALUES (%s)", [json.dumps(choices)])
    stored = connection.execute("SELECT t_data FROM heap_page_items(get_raw_page('sample', 0))").fetchone()[0]
    return bytes(stored)[4:]


def _items(connection, remembered, table, votes, bodies, round_id):
    """All items of a table's pages, dead ones too, and the bytes between them."""
    pages = connection.execute("SELECT pg_relation_size(%s) / %s", [table, PAGE]).fetchone()[0]
    for page in range(pages):
        raw = bytes(connection.execute("SELECT get_raw_page(%s, %s)", [table, page]).fetchone()[0])
        remembered.raw += raw
        _bytes(raw, page, remembered, table, votes, bodies)
        items = "SELECT lp, t_xmin::text::bigint, t_data FROM heap_page_items(%s) WHERE t_data IS NOT NULL"
        for item, xmin, stored in connection.execute(items, [raw]):
            marks = {"xmin": xmin, "place": page * 10000 + item}
            content = bytes(stored)
            voter = _voter(table, content, votes, round_id)
            if voter:
                remembered.voters.append(Trace(f"items of {table}", voter, marks))
            for number, body in enumerate(bodies):
                if body in content:
                    remembered.ballots.append(Trace(f"items of {table}", number, marks))


def _voter(table, content, votes, round_id):
    if table in ("roll", "ballot"):
        entry_round, participant_id = struct.unpack("<ii", content[:8])
        return participant_id if entry_round == round_id else None
    return next((vote.participant_id for vote in votes if vote.key.encode() in content), None)


def _bytes(raw, page, remembered, table, votes, bodies):
    for vote in votes:
        place = raw.find(vote.key.encode())
        if place >= 0:
            where = {"place": page * PAGE + place}
            remembered.voters.append(Trace(f"bytes of {table}", vote.participant_id, where, page))
    for number, body in enumerate(bodies):
        for place in (match.start() for match in re.finditer(re.escape(body), raw)):
            where = {"place": page * PAGE + place}
            remembered.ballots.append(Trace(f"bytes of {table}", number, where, page))


def _dump(dump, remembered, votes, round_id):
    """A dump as pg_dump writes it, which has no system columns but an order."""
    remembered.raw += dump.encode()
    entry = re.compile(rf"^INSERT INTO public\.roll VALUES \({round_id}, (\d+), ", re.MULTILINE)
    for match in entry.finditer(dump):
        remembered.voters.append(Trace("roll in dump", int(match[1]), {"line": match.start()}))
    for number, vote in enumerate(votes):
        place = dump.find(f", '{vote.key}',")
        if place >= 0:
            remembered.voters.append(Trace("command_key in dump", vote.participant_id, {"line": place}))
        spelled = ", ".join(f'"{goal}": "{choice}"' for goal, choice in _as_jsonb(vote.choices))
        for match in re.finditer(re.escape(f"'{{{spelled}}}'"), dump):
            remembered.ballots.append(Trace("ballot in dump", number, {"line": match.start()}))


def _as_jsonb(choices):
    return sorted(choices.items(), key=lambda pair: (len(pair[0]), pair[0]))
