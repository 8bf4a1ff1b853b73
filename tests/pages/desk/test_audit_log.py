"""The audit log: sign-ins, downloads, invitations, links to walls and changes of role, for facilitators alone."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from tests.entry.visitor import Visitor, database_of, new_link
from tests.nodes.client import Client
from workshop.language.speech import speaking
from workshop.models import AuditEntry, Consultation
from workshop.operations.auditing import NAMES, note, purge
from workshop.operations.installing import make_administrator
from workshop.queries.audit import AuditLine
from workshop.web.pages.audit import sentence


@pytest.fixture(scope="module")
def server(shared_in_process):
    """A server that these tests share."""
    return shared_in_process


@pytest.mark.parametrize("name", sorted(NAMES))
@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_an_entry_of_which_little_is_noted_is_told_all_the_same(name, lang):
    line = AuditLine(1, datetime.now(UTC), name, None, None, None, None, {})
    with speaking(lang):
        assert "%" not in sentence(line)


@pytest.fixture(scope="module")
def slug(server):
    """The example's."""
    return server.example["consultation"]


@pytest.fixture(scope="module")
def lead(server):
    """The facilitator of the example, with a token."""
    return Client(server.url, server.example["facilitator"]["token"])


def log_of(client, path) -> list[list[str]]:
    """Read a log as its file has it, without the headings: (who, what, consultation) of each line, the newest first."""
    answer = client.request("GET", f"{path}.csv?lang=en")
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment")
    text = answer.content.decode("utf-8-sig")
    return [row[1:] for row in list(csv.reader(io.StringIO(text), delimiter=";"))[1:]]


def whats(rows) -> list[str]:
    """What was done, by the command that made each line."""
    return [row[1] for row in rows]


def server_title(lead, slug) -> str:
    """The title of a consultation, in English."""
    return lead.snapshot(slug)["consultation"]["title"]["en"]


def signed_in(server, email) -> Visitor:
    """Sign a person in by a link."""
    visitor = Visitor(server)
    assert visitor.submit(visitor.get(new_link(server, email)), "link").status_code == 303
    return visitor


def test_what_is_done_stands_in_the_log_of_those_who_lead(server, lead, slug):
    made = lead.done(slug, "invite_participant", email="uusi@example.org", name="Uusi", role="member")
    person = made["participant_id"]
    workshop = server.example["workshop"]["id"]
    link = lead.done(slug, "create_wall_link", workshop_id=workshop)
    lead.done(slug, "revoke_wall_link", wall_link_id=link["wall_link_id"])
    lead.done(slug, "change_participant", participant_id=person, role="facilitator")
    visitor = signed_in(server, "uusi@example.org")
    assert visitor.get(f"/c/{slug}/export/results.csv").status_code == 200
    assert visitor.get(f"/c/{slug}/export/record.json").status_code == 200
    lead.done(slug, "change_participant", participant_id=person, role="observer")
    lead.done(slug, "remove_participant", participant_id=person)
    done = whats(log_of(lead, f"/c/{slug}/audit"))
    wanted = [
        "invited Uusi, role: Member",
        "made a link to the wall of “",
        "disabled a link to the wall of “",
        "changed the role of Uusi: Member → Facilitator",
        "downloaded the file results.csv",
        "downloaded the file record.json",
        "changed the role of Uusi: Facilitator → Observer",
        "removed Uusi, role: Observer",
    ]
    places = [next(at for at, what in enumerate(reversed(done)) if what.startswith(each)) for each in wanted]
    assert places == sorted(places)
    assert [what for what in done if "{" in what or "“”" in what] == []
    page = lead.request("GET", f"/c/{slug}/audit?lang=en")
    assert "Uusi</strong>: downloaded the file record.json" in unescape(page.text)


def test_a_sign_in_is_seen_where_somebody_takes_part_and_not_where_they_are_only_expected(server, lead, slug):
    lead.done(slug, "invite_participant", email="tulija@example.org", name="Tulija", role="member")
    visitor = signed_in(server, "tulija@example.org")
    assert ["Tulija", "signed in with a link from a mail"] in [row[:2] for row in log_of(lead, f"/c/{slug}/audit")]
    other = lead.request(
        "POST",
        "/api/v1/do/create_consultation",
        json={"title": "Toinen"},
        headers={"Idempotency-Key": str(uuid4())},
    ).json()["result"]["slug"]
    lead.done(other, "invite_participant", email="tulija@example.org", role="member")
    assert [each for each in whats(log_of(lead, f"/c/{other}/audit")) if "signed" in each] == []
    visitor.post("/api/v1/sign-out", {"page": "/"})
    assert [each for each in whats(log_of(lead, f"/c/{other}/audit")) if "signed" in each] == []
    assert ["Tulija", "signed out everywhere"] in [row[:2] for row in log_of(lead, f"/c/{slug}/audit")]


def test_administrators_read_all_of_it_and_facilitators_their_own(server, lead, slug):
    with database_of(server) as database:
        database.write(lambda session: make_administrator(session, "yllapito@example.org").id)
    admin = signed_in(server, "yllapito@example.org")
    answer = admin.get("/audit.csv?lang=en")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert any("made an administrator of" in row[2] and row[1] == "The command line" for row in rows)
    assert any("downloaded the file audit.csv" in row[2] for row in rows)
    assert {row[3] for row in rows[1:] if row[3]} >= {server_title(lead, slug)}
    assert "Audit log" in admin.get("/audit?lang=en").text
    assert 'href="/audit"' in admin.get("/").text
    lead.done(slug, "invite_participant", email="vetaja@example.org", name="Vetäjä", role="facilitator")
    facilitator = signed_in(server, "vetaja@example.org")
    assert facilitator.get("/audit.csv").status_code == 403
    assert facilitator.get("/audit").status_code == 403
    assert facilitator.get(f"/c/{slug}/audit").status_code == 200
    assert f'href="/c/{slug}/audit"' in lead.request("GET", f"/c/{slug}/settings").text


def test_no_choice_no_address_and_no_text_is_in_the_table(server, lead, slug):
    rounds = {each["kind"]: each["id"] for each in server.example["rounds"]}
    method = {each["kind"]: each["method"] for each in server.example["rounds"]}["vote"]
    choice = {"approve": 1, "dots": 1, "opinion": "agree"}[method]
    lead.done(slug, "open_round", round_id=rounds["propose"])
    theme = lead.snapshot(slug)["themes"][0]["id"]
    goal = lead.done(slug, "propose_goal", theme_id=theme, title="XYZZY")["goal_id"]
    lead.done(slug, "close_round", round_id=rounds["propose"])
    lead.done(slug, "open_round", round_id=rounds["vote"])
    before = len(_entries(server))
    assert lead.do(slug, "cast_ballot", round_id=rounds["vote"], choices={str(goal): choice}).status_code == 200
    lead.done(slug, "close_round", round_id=rounds["vote"])
    entries = _entries(server)
    assert len(entries) == before
    said = str([(each.name, each.details) for each in entries])
    assert not re.search("XYZZY|@|choices", said)
    assert {each.name for each in entries} <= NAMES


def test_what_is_older_than_a_year_is_neither_shown_nor_kept(server, lead, slug):
    with database_of(server) as database:
        old = database.write(lambda session: _aged(session, slug))
        assert all("very-old.csv" not in what for what in whats(log_of(lead, f"/c/{slug}/audit")))
        database.write(purge)
        with database.read() as session:
            assert session.get(AuditEntry, old) is None


def _aged(session, slug):
    number = session.scalar(select(Consultation.id).where(Consultation.slug == slug))
    note(session, "exported", actor_id=1, consultation_id=number, file="very-old.csv")
    session.flush()
    entry = session.scalar(select(AuditEntry).order_by(AuditEntry.id.desc()))
    ago = entry.at - timedelta(days=366)
    session.execute(update(AuditEntry).where(AuditEntry.id == entry.id).values(at=ago))
    return entry.id


def _entries(server):
    with database_of(server) as database, database.read() as session:
        return session.scalars(select(AuditEntry)).all()
