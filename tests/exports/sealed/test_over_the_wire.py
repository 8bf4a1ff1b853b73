"""Over the wire: two facilitators have ballots sealed by forms, many confirm at once, and nobody else comes near."""

import re
import time
from uuid import uuid4

import pytest

from tests.entry.visitor import Visitor
from tests.faults.storm import at_once, refusals, results
from tests.nodes.auditor import auditable, opened
from tests.nodes.client import Client
from tests.pages.conftest import signed_in
from workshop.exports.bundle import verify


class Hall:
    """The example with two facilitators and a member, and a vote that may be sealed."""

    def __init__(self, server):
        self.server, self.slug = server, server.example["consultation"]
        self.lead = Client(server.url, server.example["facilitator"]["token"])
        self.other, self.member = (self._join(name) for name in ("Olli", "Aino"))
        number = self.other.participant["id"]
        self.lead.done(self.slug, "change_participant", participant_id=number, role="facilitator")
        self.asked = auditable(self.lead, self.slug)

    def _join(self, name):
        client = Client(self.server.url)
        assert client.join(self.server.example["workshop"]["code"], name).ok
        return client

    def ask(self) -> int:
        """Let the first facilitator ask."""
        return self.lead.done(self.slug, "ask_for_sealed_file", **self.asked)["sealed_file_id"]

    def order(self, client: Client, number: int, slug: str | None = None):
        """Have a file made, as a browser without scripts does."""
        path = f"/c/{slug or self.slug}/sealed/{number}/file"
        return client.request("POST", path, data={"key": str(uuid4())}, headers={"Accept": "text/html"})


@pytest.fixture(scope="module")
def hall(shared_server) -> Hall:
    """One for all, since nothing here is in another's way."""
    return Hall(shared_server)


def fetched(client: Client, slug: str) -> bytes:
    """The newest sealed file of one's own, once the worker has made it."""
    ends_at, link = time.monotonic() + 60, None
    while link is None and time.monotonic() < ends_at:
        page = client.request("GET", f"/c/{slug}/exports?part=files").text
        link = re.search(r'href="(/c/[^"]+/sealed-ballots\.age)"', page)
        time.sleep(0.1)
    assert link, page
    answer = client.request("GET", link[1])
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{slug}-sealed-ballots.age"'
    return answer.content


def test_by_forms_without_scripts_from_the_warning_to_the_file(hall, tmp_path):
    visitor, path = signed_in(hall.server), f"/c/{hall.slug}/sealed"
    page = visitor.get(path)
    assert "A whole ballot is a signature." in page.text
    typed = {"round_ids[]": str(hall.asked["round_ids"][0]), "reason": "Audit", "recipient": "age1"}
    wrong = visitor.submit(page, "ask_for_sealed_file", **typed)
    assert wrong.status_code == 422 and "This is not a public key." in wrong.text
    assert visitor.submit(wrong, "ask_for_sealed_file", **{**typed, "recipient": hall.asked["recipient"]}).ok
    number = max(each["id"] for each in hall.lead.snapshot(hall.slug)["sealed_files"])
    own = visitor.get(path).text
    assert f"withdraw_sealed_file-{number}" in own and f"confirm_sealed_file-{number}" not in own
    theirs = hall.other.request("GET", path)
    assert f'id="confirm_sealed_file-{number}"' in theirs.text
    # Before it is obeyed, a page asks whether it is meant.
    fields = {"sealed_file_id": number, "key": str(uuid4()), "page": path, "form": "x", "asks": "1"}
    asks = hall.other.request(
        "POST",
        f"/api/v1/consultations/{hall.slug}/do/confirm_sealed_file",
        data=fields,
        headers={"Accept": "text/html", "Sec-Fetch-Site": "same-origin"},
    )
    assert asks.status_code == 200 and "nimikirjoitus" in asks.text
    assert hall.order(hall.lead, number).status_code == 404
    hall.other.done(hall.slug, "confirm_sealed_file", sealed_file_id=number)
    assert hall.order(hall.lead, number).status_code == 303
    place, clear = tmp_path / "record.zip", tmp_path / "opened.jsonl"
    place.write_bytes(hall.member.request("GET", f"/c/{hall.slug}/export/record.zip").content)
    clear.write_bytes(opened(fetched(hall.lead, hall.slug)))
    report = verify.check(place, str(clear), "en")
    assert report.lines(report.faults) == []
    assert any("Tarkastettava: recounted from the sealed file (5 ballots)" in one for one in report.lines(report.found))
    log = hall.lead.request("GET", f"/c/{hall.slug}/audit.csv").text
    assert "sealed-ballots.age" in log and log.count("suljettuina tarkastajalle") + log.count("sealed for an auditor")


def test_of_many_who_confirm_at_once_one_is_obeyed_and_all_else_is_refused(hall):
    number, before = hall.ask(), hall.lead.snapshot(hall.slug)["revision"]
    calls = [lambda: hall.other.do(hall.slug, "confirm_sealed_file", sealed_file_id=number) for _ in range(6)]
    calls += [lambda: hall.lead.do(hall.slug, "confirm_sealed_file", sealed_file_id=number) for _ in range(2)]
    answers = at_once(calls)
    assert len(results(answers)) == 1 and refusals(answers) == ["conflict"] * 7
    assert hall.lead.snapshot(hall.slug)["revision"] == before + 1


def test_who_withdraws_while_another_confirms_is_heard_or_refused(hall):
    number = hall.ask()
    answers = at_once(
        [
            lambda: hall.other.do(hall.slug, "confirm_sealed_file", sealed_file_id=number),
            lambda: hall.lead.do(hall.slug, "withdraw_sealed_file", sealed_file_id=number),
        ]
    )
    assert len(results(answers)) == 1
    [one] = [each for each in hall.lead.snapshot(hall.slug)["sealed_files"] if each["id"] == number]
    confirmed = answers[0].ok
    assert (bool(one.get("confirmed_at")), bool(one.get("removed"))) == (confirmed, not confirmed)
    assert hall.order(hall.lead, number).status_code == (303 if confirmed else 404)


def test_what_was_seen_before_is_not_confirmed_any_more(hall):
    number = hall.ask()
    stale = hall.other.do(hall.slug, "confirm_sealed_file", sealed_file_id=number, expect=1)
    assert (stale.status_code, stale.json()["code"]) == (409, "conflict")
    hall.lead.done(hall.slug, "withdraw_sealed_file", sealed_file_id=number)


def test_members_strangers_and_other_consultations_come_to_nothing(hall):
    number = hall.ask()
    hall.other.done(hall.slug, "confirm_sealed_file", sealed_file_id=number)
    assert hall.order(hall.member, number).status_code == 403
    assert hall.member.request("GET", f"/c/{hall.slug}/sealed").status_code == 403
    assert hall.order(Client(hall.server.url), number).status_code == 401
    fields = {"name": "sealed-ballots.age", "key": str(uuid4())}
    assert hall.lead.request("POST", f"/c/{hall.slug}/exports", data=fields).status_code == 404
    assert hall.lead.request("GET", f"/c/{hall.slug}/export/sealed-ballots.age").status_code == 404
    made = hall.lead.request("POST", "/api/v1/do/create_consultation", json={"title": "Toinen"}, key=str(uuid4()))
    elsewhere = made.json()["result"]["slug"]
    assert hall.order(hall.lead, number, elsewhere).status_code == 404
    assert hall.lead.do(elsewhere, "confirm_sealed_file", sealed_file_id=number).status_code == 404
    foreign = hall.lead.do(elsewhere, "ask_for_sealed_file", **hall.asked)
    assert foreign.status_code == 404
    assert hall.order(hall.lead, 10**30).status_code == 404


def test_nobody_reads_a_ballot_in_the_server_s_log(hall):
    hall.order(hall.lead, hall.ask())
    assert "choices" not in hall.server.printed()


def test_everyone_reads_that_it_was_done_in_the_menu_of_files(hall):
    number = hall.ask()
    hall.other.done(hall.slug, "confirm_sealed_file", sealed_file_id=number)
    page = Visitor(hall.server)
    page.join("Lukija")
    assert "two facilitators had ballots" in page.get(f"/c/{hall.slug}/results").text
