"""Who gets what from every address: all routes of the app, everybody, asked in this process."""

from urllib.parse import quote

import pytest

from tests.policy.people import gather
from tests.policy.routes import EVERYONE, INSIDE, NOBODY, OUTSIDE, ROUTES

# Who may see what stands above the engines.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True, scope="module")

OF_A_CONSULTATION = [route for route in ROUTES if "<slug>" in route]


@pytest.fixture(scope="module")
def people(shared_in_process):
    people = gather(shared_in_process)
    number = people.observer.participant["id"]
    people.lead.done(people.slug, "change_participant", participant_id=number, role="observer")
    people.lead.done(people.slug, "propose_goal", theme_id=1, title="Valokuitu")
    return people


def test_every_route_stands_in_the_table(shared_in_process):
    rules = shared_in_process.app.url_map.iter_rules()
    listed = {f"{method} {rule.rule}" for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}}
    assert listed == set(ROUTES)


@pytest.mark.parametrize("route", ROUTES)
def test_every_asker_gets_what_the_table_says(people, route):
    answers = {who: _ask(people, who, route).status_code for who in EVERYONE}
    assert answers == ROUTES[route].statuses


@pytest.mark.parametrize("route", OF_A_CONSULTATION)
def test_a_consultation_of_others_looks_like_one_that_is_not_there(people, route):
    for who in OUTSIDE:
        theirs, none = (_ask(people, who, route, slug=slug) for slug in (people.slug, "no-such-place"))
        assert (theirs.status_code, none.status_code) == (404, 404)
        assert theirs.text.replace(people.slug, "no-such-place") == none.text
        assert set(theirs.headers) == set(none.headers)


@pytest.mark.parametrize("route", [route for route in ROUTES if "<code>" in route and "/w/" in route])
def test_a_code_that_is_none_is_not_told_from_one_that_is(people, route):
    for who in NOBODY + OUTSIDE:
        right, wrong = (_ask(people, who, route, code=code) for code in (people.code, "12121212"))
        assert (right.status_code, right.headers["Location"]) == (302, f"/join/{people.code}")
        assert (wrong.status_code, wrong.headers["Location"]) == (302, "/join/12121212")


@pytest.mark.parametrize("route", [route for route in ROUTES if route.startswith("GET")])
def test_reading_changes_nothing_and_other_methods_are_refused(people, route):
    before = people.lead.snapshot(people.slug)["revision"]
    for who in (*NOBODY, *INSIDE):
        _ask(people, who, route)
        for method in ("PUT", "PATCH", "DELETE"):
            assert _ask(people, who, f"{method} {route.split(' ')[1]}", like=route).status_code == 405
    assert people.lead.snapshot(people.slug)["revision"] == before


PLACES = ("slug", "code", "name", "ext", "secret", "lang", "kind", "field")


@pytest.mark.parametrize("slug", ["%00", "%ff", "%2e%2e", "x" * 1_000, "%F0%9F%98%80", "'", "%5c"])
def test_an_odd_address_is_refused_and_not_stumbled_over(people, slug):
    for route, what in ROUTES.items():
        method, rule = route.split(" ")
        if "<" in rule and "static" not in rule:
            path = _filled(rule, {**dict.fromkeys(PLACES, slug), "number": 10**30})
            status = people.member.request(method, path).status_code
            assert status in (302, 404), (route, what)


def _ask(people, who, route, *, like=None, **about):
    method, rule = route.split(" ")
    what = ROUTES[like or route]
    filling = {"slug": people.slug, "code": people.code, "number": 1, **what.about, **about}
    filling = {name: quote(str(value)) for name, value in filling.items()}
    client = people.join("Lähtijä") if what.fresh and who != "nobody" else getattr(people, who)
    headers = {"Content-Type": "application/json"} if rule.startswith("/api/") and method == "POST" else {}
    return client.request(method, _filled(rule, filling), headers=headers)


def _filled(rule, filling):
    for name, value in filling.items():
        for kind in ("", "int:", "path:"):
            rule = rule.replace(f"<{kind}{name}>", str(value))
    assert "<" not in rule, rule
    return rule
