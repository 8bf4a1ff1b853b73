"""Joining with a code on a page: as a guest whom the browser remembers, once however often it is sent."""

import pytest

from tests.entry.visitor import Visitor, forms_of, named
from tests.nodes.client import Client
from tests.nodes.http import new_http
from tests.nodes.server import Server


@pytest.fixture(scope="module")
def server(shared_in_process) -> Server:
    """A server that these tests share; each looks only at people of its own."""
    return shared_in_process


@pytest.fixture(scope="module")
def code(server) -> str:
    """The code of the example's workshop."""
    return server.example["workshop"]["code"]


@pytest.mark.parametrize("typed", ["{0} {1}", "{0}-{1}", "  {0}{1} ", "{0}\u00a0{1}", "{0}.{1}", "Code: {0} {1}"])
def test_a_code_is_understood_however_it_is_spaced(server, code, typed):
    visitor = Visitor(server)
    answer = visitor.get("/join", params={"code": typed.format(code[:4], code[4:])})
    assert answer.url == f"{server.url}/join/{code}"
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/join/{0}{1}/",
        "/join/{0}-{1}",
        "/join/{0}%20{1}",
        "/join/{0}{1}.",
        "/join/{0}\u2013{1}/",
        "/join?code=https://x.example/join/{0}{1}?lang=fi",
        "/join?code=http://10.0.0.7:8000/w/{0}%20{1}/wall",
    ],
)
def test_every_way_of_writing_a_code_leads_to_one_address(server, code, path):
    answer = Visitor(server).get(path.format(code[:4], code[4:]))
    assert (answer.status_code, answer.url) == (200, f"{server.url}/join/{code}")


@pytest.mark.parametrize("path", ["/w/{0}-{1}", "/w/{0}{1}/", "/w/{0}%20{1}/lead/", "/w/{0}.{1}/wall?lang=sv"])
def test_the_pages_of_a_workshop_are_found_by_every_way_of_writing_its_code(server, code, path):
    visitor = Visitor(server)
    visitor.http.headers["Authorization"] = f"Bearer {server.example['facilitator']['token']}"
    answer = visitor.get(path.format(code[:4], code[4:]))
    plain = path.format(code[:4], code[4:]).replace(f"{code[:4]}-{code[4:]}", code).replace("%20", "").rstrip("/")
    assert (answer.status_code, answer.url) == (200, server.url + plain.replace(f"{code[:4]}.{code[4:]}", code))


def test_a_link_in_the_form_or_from_a_program_lets_in_like_its_code(server, code):
    link = f"{server.url}/join/{code[:4]}%20{code[4:]}?lang=fi"
    visitor = Visitor(server)
    form = visitor.fill(visitor.get(f"/join/{code}"), "join", name="Linked", code=link, body="-")
    assert visitor.post(*form).status_code == 303
    assert Client(server.url).join(link, "Linked").status_code == 200
    for none in (f"{server.url}/join/12121212", f"{server.url}/join/x", "https://x.example/join/" + "9" * 300):
        assert Client(server.url).join(none, "Nobody").json()["code"] == "not_found", none


def test_the_lobby_and_the_page_without_a_code_ask_for_one(server):
    for path in ("/", "/join"):
        form = forms_of(Visitor(server).get(path).text)["/join"]
        assert [name for name, _ in form["fields"]] == ["code"]


def test_joining_leads_into_the_room_with_the_name_and_the_body_given(server, code):
    visitor = Visitor(server)
    page = visitor.get(f"/join/{code}")
    assert "Advisory Board for Small Municipalities" in page.text
    answer = visitor.submit(page, "join", name="  Aino   Virtanen ", body="advisory-board")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/w/{code}")
    snapshot = visitor.snapshot()
    me = snapshot["me"]["participant"]
    bodies = {body["id"]: body["key"] for body in snapshot["bodies"]}
    assert (me["name"], bodies[me["body_id"]], me["role"]) == ("Aino Virtanen", "advisory-board", "member")


def test_someone_may_speak_for_themselves_alone(server):
    visitor = Visitor(server)
    visitor.join("Alone", body="-")
    assert visitor.snapshot()["me"]["participant"]["body_id"] is None


@pytest.mark.parametrize(
    "lang, sentence", [("fi", "Valitse, mitä tahoa edustat."), ("sv", "Välj vilken grupp du företräder.")]
)
@pytest.mark.parametrize("name", ["Silent", "", "x" * 101])
def test_nobody_joins_without_saying_whom_they_speak_for(server, code, name, lang, sentence):
    visitor = Visitor(server, lang)
    form = visitor.fill(visitor.get(f"/join/{code}"), "join", name=name)
    assert "body" not in dict(form[1]), "nothing is chosen for anybody"
    answer = visitor.post(*form)
    assert answer.status_code == 422
    assert f'<p class="fault" id="join-body-fault">{sentence}</p>' in answer.text
    assert f'<a href="#join-body">{sentence}</a>' in answer.text
    assert ('id="join-name-fault"' in answer.text) == (name != "Silent")
    assert dict(visitor.fill(answer, "join")[1])["name"] == name
    assert visitor.me() == {}
    assert visitor.submit(answer, "join", name="Mended", body="-").status_code == 303


def test_a_program_may_leave_the_body_out(server, code):
    assert Client(server.url).join(code, "Program").json()["participant"]["body_id"] is None


def test_who_joins_is_welcomed_by_name_and_told_where_an_address_can_be_added(server):
    visitor = Visitor(server)
    assert "later you can add an address" in visitor.get(f"/join/{server.example['workshop']['code']}").text
    visitor.join("Told <b>")
    page = visitor.get("/me")
    assert "Welcome, Told &lt;b&gt;!" in page.text
    assert "add-address" in forms_of(page.text)


def test_a_guest_is_known_again_after_the_browser_was_closed(server, code):
    visitor, reopened = Visitor(server), Visitor(server)
    visitor.join("Lasting")
    kept = [cookie for cookie in visitor.http.cookies if cookie.expires is not None and not cookie.discard]
    assert sorted(cookie.name for cookie in kept) == ["workshop", "workshop-device"]
    reopened.http.cookies.set_cookie(next(cookie for cookie in kept if cookie.name == "workshop"))
    assert reopened.snapshot()["me"]["participant"] == visitor.snapshot()["me"]["participant"]
    answer = reopened.get(f"/join/{code}", allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/w/{code}")


def test_the_same_name_in_a_second_browser_is_a_new_guest(server):
    one, two = Visitor(server), Visitor(server)
    one.join("Twin")
    two.join("Twin")
    assert one.snapshot()["me"]["participant"]["id"] != two.snapshot()["me"]["participant"]["id"]
    assert len(named(server, "Twin")) == 2


def test_sending_the_form_twice_joins_once(server, code):
    visitor = Visitor(server)
    form = visitor.fill(visitor.get(f"/join/{code}"), "join", name="Twice", body="-")
    assert [visitor.post(*form).status_code for _ in range(2)] == [303, 303]
    assert len(named(server, "Twice")) == 1


def test_a_refused_form_keeps_what_was_typed(server, code):
    visitor = Visitor(server)
    answer = visitor.submit(visitor.get(f"/join/{code}"), "join", name=" ", body="infra-network")
    assert answer.status_code == 422
    assert dict(visitor.fill(answer, "join")[1])["body"] == "infra-network"
    answer = visitor.submit(answer, "join", name="x" * 101, body="infra-network")
    assert answer.status_code == 422 and dict(visitor.fill(answer, "join")[1])["name"] == "x" * 101
    answer = visitor.submit(answer, "join", name="Short", body="nobody-knows-it")
    assert answer.status_code == 422 and dict(visitor.fill(answer, "join")[1])["name"] == "Short"
    assert visitor.me() == {}
    assert visitor.submit(answer, "join", name="Mended", body="infra-network").status_code == 303


def test_a_wrong_code_says_so_and_stays(server):
    visitor = Visitor(server)
    for path in ("/join?code=1234%20567x", "/join/1234%20567x"):
        answer = visitor.get(path)
        assert answer.status_code == 404
        assert "No workshop has this code." in answer.text
        assert 'value="1234 567x"' in answer.text


def test_a_name_is_text_and_nothing_else(server):
    visitor, name = Visitor(server), "<script>alert(1)</script>{{ 7*7 }}"
    visitor.join(name)
    page = visitor.get("/me").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in page


def test_who_was_removed_is_not_let_in_again_by_the_code(server, code):
    visitor, leader = Visitor(server), Client(server.url, server.example["facilitator"]["token"])
    visitor.join("Removed")
    slug = server.example["consultation"]
    leader.done(slug, "remove_participant", participant_id=visitor.snapshot()["me"]["participant"]["id"])
    answer = visitor.submit(visitor.get(f"/join/{code}"), "join", name="Removed", body="-")
    assert answer.status_code == 404
    assert named(server, "Removed") == []


def test_who_left_can_come_back_as_themselves(server, code):
    visitor = Visitor(server)
    visitor.join("Returning")
    number = visitor.snapshot()["me"]["participant"]["id"]
    answer = visitor.submit(visitor.get("/me"), f"leave-{server.example['consultation']}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")
    assert named(server, "Returning") == []
    visitor.join("Returning")
    assert visitor.snapshot()["me"]["participant"]["id"] == number


@pytest.mark.parametrize(
    "body", [b"", b"code=1", b"{}", b"code=%00&name=%ff", b"code=12345678&key=x&name.a=b&body.c=d&page=/join/1"]
)
def test_a_broken_form_is_refused_and_never_a_fault(server, body):
    for kind in ("application/x-www-form-urlencoded", "application/json"):
        headers = {"Content-Type": kind}
        answer = new_http().post(f"{server.url}/join", data=body, headers=headers, timeout=30, allow_redirects=False)
        assert 400 <= answer.status_code < 500
