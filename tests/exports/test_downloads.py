"""The downloads of a real server: for those who take part, as files with their names, in the reader's language."""

import io
import json
import xml.etree.ElementTree as ET
import zipfile
from uuid import uuid4

import pytest

from tests.exports.meeting import FORMULA
from tests.exports.reading import lines, sheets
from tests.nodes.client import Client

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MIMETYPES = {
    "results.xlsx": XLSX,
    "results.csv": "text/csv; charset=utf-8",
    "record.json": "application/json",
    "record.zip": "application/zip",
    "themes-and-phenomena.svg": "image/svg+xml; charset=utf-8",
    "themes-and-phenomena.png": "image/png",
    "themes-and-phenomena.csv": "text/csv; charset=utf-8",
    "between-groups.svg": "image/svg+xml; charset=utf-8",
    "from-round-to-round.svg": "image/svg+xml; charset=utf-8",
}


@pytest.fixture
def lead(shared_server):
    """The facilitator of the example."""
    with Client(shared_server.url, shared_server.example["facilitator"]["token"]) as client:
        yield client


@pytest.fixture
def slug(shared_server, lead) -> str:
    """The example's slug, with one goal in it."""
    slug = shared_server.example["consultation"]
    snapshot = lead.snapshot(slug)
    if not snapshot["goals"]:
        lead.done(slug, "propose_goal", theme_id=snapshot["themes"][0]["id"], title=FORMULA)
    return slug


@pytest.fixture
def member(shared_server, slug):
    """A member of the example."""
    with Client(shared_server.url) as client:
        assert client.join(shared_server.example["workshop"]["code"], "Aino", locale="sv").ok
        yield client


@pytest.mark.parametrize("name", MIMETYPES)
def test_a_participant_gets_a_file_with_its_name(member, lead, slug, name):
    for client in (member, lead):
        answer = client.request("GET", f"/c/{slug}/export/{name}?lang=fi")
        assert answer.status_code == 200, answer.text
        assert answer.headers["Content-Type"] == MIMETYPES[name]
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{slug}-{name}"'
        assert answer.headers["Cache-Control"] == "private, no-cache"
    whole = answer.content
    if name == "record.json":
        record = json.loads(whole)
        assert (record["format"], record["version"]) == ("workshop-record", 1)
        assert record["themes"][0]["goals"][0]["title"] == {"fi": FORMULA}
    elif name == "record.zip":
        with zipfile.ZipFile(io.BytesIO(whole)) as parts:
            assert FORMULA in parts.read("journal.jsonl").decode().replace('\\"', '"')
    elif name.startswith("results."):
        table = next(iter(sheets(whole).values())) if name.endswith("xlsx") else lines(whole)
        assert len(table) == 2
        assert FORMULA in [cell.removeprefix("'") for cell in map(str, table[1])]
    elif name.endswith("svg"):
        drawn = ET.fromstring(whole)
        assert drawn.get("lang") == "fi"
        assert drawn.findtext("{http://www.w3.org/2000/svg}desc")
    elif name.endswith("png"):
        assert whole.startswith(b"\x89PNG")
    else:
        assert lines(whole)[0][0] == "Teema"


def test_the_reader_or_the_address_chooses_the_language(member, slug):
    themes = {}
    for asked in ("", "?lang=fi", "?lang=sv", "?lang=en", "?lang=xx"):
        themes[asked] = lines(member.request("GET", f"/c/{slug}/export/results.csv{asked}").content)[1][2]
    swedish, finnish = "Kommunal ekonomi och självstyrelse", "Kuntatalous ja kunnan itsehallinto"
    assert themes[""] == themes["?lang=sv"] == themes["?lang=xx"] == swedish
    assert themes["?lang=fi"] == finnish
    assert themes["?lang=en"] == "Municipal economy and self-government"


def test_whoever_is_not_signed_in_is_sent_to_the_door(shared_server, slug):
    with Client(shared_server.url) as stranger:
        answer = stranger.request("GET", f"/c/{slug}/export/results.xlsx?lang=sv")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in?next=")
    assert b"PK" not in answer.content


def test_others_and_unknown_names_find_nothing(member, lead, slug):
    made = lead.request("POST", "/api/v1/do/create_consultation", json={"title": "Muu"}, key=str(uuid4()))
    other = made.json()["result"]["slug"]
    for path in (
        f"/c/{other}/export/results.xlsx",
        "/c/nowhere/export/results.xlsx",
        f"/c/{slug}/export/record-of-facilitators.zip",
        f"/c/{slug}/export/results.ods",
        f"/c/{slug}/export/records.json",
        f"/c/{slug}/export/results.tar.gz",
    ):
        answer = member.request("GET", path)
        assert answer.status_code == 404, path
        assert "Content-Disposition" not in answer.headers


def test_facilitators_get_a_copy_of_their_own(lead, slug):
    answer = lead.request("GET", f"/c/{slug}/export/record-of-facilitators.zip")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        assert json.loads(parts.read("manifest.json"))["copy"] == "facilitators"


def test_one_who_left_gets_nothing_more(member, slug):
    path = f"/c/{slug}/export/record.json"
    assert member.request("GET", path).status_code == 200
    member.done(slug, "leave")
    assert member.request("GET", path).status_code == 404


def test_the_command_line_exports_the_same(shared_server, lead, slug, tmp_path):
    own = ["export", "--consultation", slug, "--lang", "sv"]
    printed = json.loads(shared_server.cli(*own, "--name", "record.json"))
    downloaded = lead.request("GET", f"/c/{slug}/export/record.json").json()
    assert {**printed, "written_at": None} == {**downloaded, "written_at": None}
    file = tmp_path / "results.xlsx"
    shared_server.cli(*own, "--output", str(file))
    assert sheets(file.read_bytes()) == sheets(lead.request("GET", f"/c/{slug}/export/results.xlsx?lang=sv").content)
