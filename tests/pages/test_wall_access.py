"""Who may look at a wall, and what its link opens: the wall, what everyone sees, and nothing else."""

import time
from uuid import uuid4

import pytest
from requests.cookies import RequestsCookieJar
from socketio.exceptions import ConnectionError as Refused

from tests.guessing.dry import let_many_guess
from tests.pages.wall import Hall
from tests.policy.routes import ROUTES
from workshop.commands import COMMANDS
from workshop.commands.founding import NAME

SECONDS = 5
# All that a wall may ask for beside what is open to anybody.
OPEN_TO_WALLS = {
    "GET /w/<code>/wall": 200,
    "GET /w/<code>/address": 200,
    "GET /api/v1/consultations/<slug>/snapshot": 200,
    "GET /api/v1/consultations/<slug>/changes": 422,
}


@pytest.fixture
def hall(shared_server):
    hall = Hall(shared_server)
    yield hall
    hall.close()


def test_whoever_takes_part_may_look_whatever_their_role(hall):
    for role in ("member", "observer", "facilitator"):
        person = hall.person(role)
        hall.lead.done(hall.slug, "change_participant", participant_id=person.participant["id"], role=role)
        assert person.request("GET", hall.path).status_code == 200
    gone = hall.person("Lähtijä")
    hall.lead.done(hall.slug, "remove_participant", participant_id=gone.participant["id"])
    assert gone.request("GET", hall.path).headers["Location"] == f"/join/{hall.code}"


def test_a_link_puts_its_secret_away_at_once(hall):
    assert hall.look().headers["Location"] == f"/join/{hall.code}"
    made = hall.link()
    secret = made["url"].split("key=")[1]
    answer = hall.look(made["url"])
    assert (answer.status_code, answer.headers["Location"]) == (302, hall.path)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"workshop-wall-{made['wall_link_id']}=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    page = hall.look()
    assert page.status_code == 200
    assert secret not in page.text
    assert secret not in hall.server.log.read_text()


def test_the_cookie_is_bound_to_the_host_where_people_reach_the_app_over_tls(start_server):
    hall = Hall(start_server(WORKSHOP_URL="https://hall.example"))
    path = hall.link()["url"].removeprefix("https://hall.example")
    cookie = hall.look(path).headers["Set-Cookie"]
    assert cookie.startswith("__Host-workshop-wall-")
    assert "Secure" in cookie.split("; ")
    hall.close()


def test_a_link_is_shown_again_by_the_same_key_and_never_stored(hall):
    key = str(uuid4())
    first, again = hall.link(key), hall.link(key)
    assert first == again
    assert hall.link()["url"] != first["url"]
    secret = first["url"].split("key=")[1]
    stored = hall.server.data.glob("workshop.sqlite*")
    assert not any(secret.encode() in path.read_bytes() for path in stored)
    assert secret not in str(hall.lead.snapshot(hall.slug))


def test_a_wall_sees_what_everyone_sees_and_no_names(hall):
    hall.lead.done(hall.slug, "propose_goal", theme_id=hall.theme_id, title="Valokuitu")
    person = hall.person("Aino Virtanen")
    hall.unlock()
    seen, members = hall.read("snapshot").json(), person.snapshot(hall.slug)
    assert (seen.pop("me"), seen.pop("notices")) == (None, [])
    assert {name: part for name, part in members.items() if name in seen and name != "now"} == {
        name: part for name, part in seen.items() if name != "now"
    }
    changes = hall.read(f"changes?since=0&epoch={seen['epoch']}").json()
    assert changes["me"] is None
    assert "participant_joined" not in {event["name"] for event in changes["events"]}
    for text in (hall.look().text, str(seen), str(changes)):
        assert "Aino" not in text
        assert "Salmela" not in text


def test_nobodys_name_is_on_the_wall_of_one_who_leads_either(hall):
    hall.person("Aino Virtanen")
    page = hall.lead.request("GET", hall.path).text
    assert "Aino" not in page
    assert "Salmela" not in page


def test_a_wall_gets_nothing_that_nobody_does_not_get(hall):
    hall.unlock()
    goal = hall.lead.done(hall.slug, "propose_goal", theme_id=hall.theme_id, title="Valokuitu")["goal_id"]
    got, wanted = {}, {}
    for route, what in ROUTES.items():
        method, rule = route.split(" ")
        filling = {"slug": hall.slug, "code": hall.code, "int:number": goal, **what.about}
        for name, value in filling.items():
            rule = rule.replace(f"<{name}>", str(value))
        if "<" not in rule:
            got[route] = _ask(hall, method, rule)
            wanted[route] = OPEN_TO_WALLS.get(route, what.statuses["nobody"])
    assert got == wanted
    assert set(OPEN_TO_WALLS) < set(got)


def test_no_command_is_taken_from_a_wall(hall):
    hall.unlock()
    before = hall.lead.snapshot(hall.slug)["revision"]
    for command in (*COMMANDS, NAME):
        path = f"/api/v1/do/{NAME}" if command == NAME else f"/api/v1/consultations/{hall.slug}/do/{command}"
        headers = {"Sec-Fetch-Site": "same-origin", "Idempotency-Key": str(uuid4())}
        answer = hall.computer.post(hall.server.url + path, json={}, headers=headers, timeout=30)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in"), command
    assert hall.lead.snapshot(hall.slug)["revision"] == before


def test_a_link_opens_no_other_consultation(hall):
    hall.unlock()
    other = hall.consultation()
    workshop = hall.lead.done(other, "create_workshop", title="Toinen")["workshop_id"]
    code = next(each["code"] for each in hall.lead.snapshot(other)["workshops"] if each["id"] == workshop)
    assert hall.read("snapshot", other).status_code == 401
    assert hall.look(f"/w/{code}/wall").headers["Location"] == f"/join/{code}"
    with pytest.raises(Refused):
        hall.listener(other).connect()


def test_a_wrong_secret_is_not_told_from_a_code_that_is_none(hall):
    made = hall.link()
    secret = made["url"].split("key=")[1]
    wrong = ["", "x", "ä", secret[:-1], secret + "a", "a" * 3000]
    answers = [hall.look(hall.path, params={"key": each}) for each in wrong]
    answers += [hall.look("/w/12121212/wall", params={"key": each}) for each in (secret, "x")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 2, "the address of the page is all that differs"
    # An address with NUL in it is none, whatever it asks for.
    answers += [hall.look(path, params={"key": "\x00"}) for path in (hall.path, "/w/12121212/wall")]
    assert {answer.status_code for answer in answers} == {404}
    assert not any("Set-Cookie" in answer.headers for answer in answers)
    assert hall.look(hall.path, params={"key": f" {secret.upper()} "}).status_code == 302


def test_wrong_secrets_are_limited_as_wrong_codes_are_and_right_ones_never(server):
    hall = Hall(server)
    made = hall.link()
    let_many_guess(server)
    statuses = [hall.look(hall.path, params={"key": "x"}).status_code for _ in range(30)]
    assert statuses[0] == 404 and statuses[-1] == 429
    assert hall.look("/join/12121212").status_code == 429, "all doors count together"
    assert hall.look(made["url"]).status_code == 302
    assert hall.lead.request("GET", hall.path).status_code == 200, "a wall that is open stays open"
    hall.close()


def test_a_forged_cookie_opens_nothing(hall):
    made = hall.link()
    secret = made["url"].split("key=")[1]
    number = made["wall_link_id"]
    for name, value in (
        (f"workshop-wall-{number}", "x"),
        (f"workshop-wall-{number + 1}", secret),
        (f"workshop-wall-{number}x", secret),
        ("workshop-wall-", secret),
        ("workshop-wall-99999999999999999999", secret),
    ):
        hall.computer.cookies = RequestsCookieJar()
        hall.computer.cookies.set(name, value)
        assert hall.read("snapshot").status_code == 401, name
        assert hall.look().status_code == 302, name
    hall.computer.cookies.set(f"workshop-wall-{number}", secret)
    assert hall.read("snapshot").status_code == 200


def test_a_link_that_was_taken_back_opens_nothing_more(hall):
    made = hall.unlock()
    listener = hall.listener().connect()
    began = time.monotonic()
    hall.lead.done(hall.slug, "revoke_wall_link", wall_link_id=made["wall_link_id"])
    assert hall.read("snapshot").status_code == 401
    assert hall.look().headers["Location"] == f"/join/{hall.code}"
    assert hall.look(made["url"]).status_code == 404
    bye = listener.wait_for(lambda message: message.name == "bye", SECONDS)
    assert bye.data == {"reason": "removed"}
    gone = listener.wait_for(lambda message: message.name == "disconnect", SECONDS)
    assert gone.at - began < SECONDS
    heard = len(listener.heard)
    hall.lead.done(hall.slug, "create_theme", title="Sen jälkeen")
    time.sleep(1.5)
    assert len(listener.heard) == heard
    with pytest.raises(Refused):
        hall.listener().connect()
    listener.close()


def test_a_wall_hears_what_everyone_hears_and_is_not_counted_as_present(hall):
    hall.unlock()
    person = hall.person("Aino")
    with hall.listener() as wall:
        hall.person("Ville")
        hall.lead.done(hall.slug, "propose_goal", theme_id=hall.theme_id, title="Valokuitu")
        wall.wait_for_event("goal_proposed", SECONDS)
        assert {event["name"] for event in wall.events()} == {"goal_proposed"}
        listener = hall.listener()
        listener.headers = {"Authorization": f"Bearer {person.token}"}
        with listener, hall.listener():
            wall.wait_for(lambda message: message.name == "presence" and message.data["count"] == 1, SECONDS)
            time.sleep(1.5)
        assert {message.data["count"] for message in wall.named("presence")} <= {0, 1}
        assert not {message.name for message in wall.heard} & {"me", "turnout"}


def test_a_foreign_page_can_not_listen_with_the_cookie_of_a_wall(hall):
    hall.unlock()
    listener = hall.listener()
    listener.headers["Origin"] = "https://other.example"
    with pytest.raises(Refused):
        listener.connect()


def test_a_new_code_moves_the_wall_and_keeps_the_link(hall):
    hall.unlock()
    hall.lead.done(hall.slug, "edit_workshop", workshop_id=hall.workshop_id, new_code=True)
    code = hall.read("snapshot").json()["workshops"][0]["code"]
    assert hall.look().headers["Location"] == f"/join/{hall.code}"
    assert hall.look(f"/w/{code}/wall").status_code == 200


def _ask(hall, method, path):
    headers = {"Sec-Fetch-Site": "same-origin"}
    headers |= {"Content-Type": "application/json"} if path.startswith("/api/") and method == "POST" else {}
    url = hall.server.url + path
    return hall.computer.request(method, url, headers=headers, allow_redirects=False, timeout=30).status_code
