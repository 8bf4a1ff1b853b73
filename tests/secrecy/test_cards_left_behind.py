"""Of the codes of cards nothing is left behind: not in the database's files or dump, a backup, or what is logged."""

import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.nodes.client import Client
from tests.nodes.server import Server
from workshop.db import Database
from workshop.models import Card


@pytest.fixture
def lead(server: Server) -> Client:
    """The facilitator of the example."""
    return Client(server.url, server.example["facilitator"]["token"])


def _seeds(server: Server) -> list[str]:
    database = Database(server.storage_url)
    try:
        with database.read() as session:
            return [seed for seed in session.scalars(select(Card.seed).order_by(Card.number)) if seed]
    finally:
        database.dispose()


def test_nobody_finds_a_code_or_what_it_is_derived_from_after_printing(server, lead, database_kind, tmp_path, request):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    workshop = lead.snapshot(slug)["workshops"][0]["id"]
    made = lead.done(slug, "make_cards", workshop_id=workshop, number=12)["cards"]
    codes = [each["code"] for each in made]
    seeds = _seeds(server)
    assert len(seeds) == 12
    before = tmp_path / "before.zip"
    server.cli("backup", str(before))
    assert Client(server.url).join(codes[0], "Aino").ok
    for each in made[1:3]:
        lead.request("GET", each["url"].removeprefix(server.url))
    lead.request("GET", f"/w/{code}/cards")
    lead.done(slug, "finish_cards", workshop_id=workshop)
    assert _seeds(server) == []
    after = tmp_path / "after.zip"
    server.cli("backup", str(after))
    places = {"log": server.printed().encode(), "backup": _unpacked(after), "backup before": _unpacked(before)}
    key = (server.data / "secret-key").read_bytes().strip()
    assert key and not any(key in places[name] for name in ("log", "backup", "backup before"))
    places["files"] = b"".join(path.read_bytes() for path in server.data.rglob("*") if path.is_file())
    if database_kind == "postgres":
        name = server.database_url.rpartition("/")[2]
        places["dump"] = request.getfixturevalue("postgres").dump(name, "--inserts").encode()
    spaced = [" ".join(code[at : at + 4] for at in (0, 4, 8)) for code in codes]
    for name, content in places.items():
        assert content, name
        assert not [each for each in (*codes, *spaced) if each.encode() in content], name
        # With the installation's secret key they say the codes. A backup of before has them, and a database engine
        # keeps what was there before in its own files for a while.
        assert name in ("backup before", "files") or not [seed for seed in seeds if seed.encode() in content], name


def _unpacked(path: Path) -> bytes:
    with zipfile.ZipFile(path) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())
