"""Every answer carries the headers that keep a browser from what it should not do with it."""

import pytest

from tests.site.app import site
from workshop.web.http.assets import FOLDER, build_of

PAGES = ["/", "/join", "/sign-in", "/privacy", "/accessibility", "/guide", "/me", "/nothing-here", "/w/12345678"]
PROGRAMS = ["/api/v1/me", "/api/v1/nothing", "/api/v1/openapi.json", "/healthz", "/readyz", "/brand.css"]


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """A site on plain http."""
    with site(tmp_path_factory.mktemp("plain")) as made:
        yield made


@pytest.fixture(scope="module")
def secure(tmp_path_factory):
    """A site on TLS."""
    with site(tmp_path_factory.mktemp("secure"), WORKSHOP_URL="https://hall.example") as made:
        yield made


def test_every_answer_carries_the_headers_that_it_should(plain):
    client, bearer = plain.app.test_client(), {"Authorization": f"Bearer {plain.token}"}
    own = [f"/c/{plain.slug}", f"/w/{plain.code}", f"/w/{plain.code}/lead", f"/c/{plain.slug}/export/results.csv"]
    own += [f"/c/{plain.slug}/audit", f"/c/{plain.slug}/audit.csv", f"/api/v1/consultations/{plain.slug}/snapshot"]
    answers = [client.get(path) for path in PAGES + PROGRAMS] + [client.get(path, headers=bearer) for path in own]
    answers += [client.post("/join", data={}), client.post("/me/address", headers={"Origin": "https://evil.example"})]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert {"default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"} <= {
            each.strip() for each in policy.split(";")
        }
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "no-cache" in answer.headers["Cache-Control"] or "no-store" in answer.headers["Cache-Control"]
        assert not answer.mimetype.startswith("text/") or "charset=utf-8" in answer.headers["Content-Type"]
        assert not [name for name, _ in answer.headers if name.lower().startswith("access-control-")]
    sheet = client.get(f"/static/{build_of(FOLDER)}/css/base/tokens.css")
    assert sheet.headers["X-Content-Type-Options"] == "nosniff"
    # Each of them is closed, or the folder of the server would run out of files.
    for answer in (*answers, sheet):
        answer.close()


def test_over_tls_browsers_are_told_to_stay_there(plain, secure):
    for path in PAGES + PROGRAMS:
        with secure.app.test_client().get(path) as answer:
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000", path
        with plain.app.test_client().get(path) as answer:
            assert "Strict-Transport-Security" not in answer.headers


def test_the_desk_alone_shows_a_wall_in_a_frame_and_the_wall_in_our_own_pages_alone(plain):
    client, bearer = plain.app.test_client(), {"Authorization": f"Bearer {plain.token}"}
    paths = (f"/w/{plain.code}", f"/w/{plain.code}/lead", f"/w/{plain.code}/wall", f"/c/{plain.slug}/start/ready")
    found = []
    for path in paths:
        with client.get(path, headers=bearer) as answer:
            assert answer.status_code == 200
            policy = answer.headers["Content-Security-Policy"]
            found.append(("frame-ancestors 'self'" in policy, "frame-src 'self'" in policy))
    assert found == [(False, False), (False, True), (True, False), (False, True)]
