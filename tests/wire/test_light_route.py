"""Whatever is sent, the light route answers as Flask does, byte for byte, on copies of one database."""

import json
import random
import re
import shutil
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from tests.faults.room import Room
from tests.nodes.few import of_few
from workshop.config import read_settings
from workshop.web.app import make_app

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
REQUESTS = 2000
BASE = "http://hall.example"
# What a cookie is signed with ends with the second in which that was, and so does its expiry.
MOMENTS = re.compile(r"\.[\w-]+\.[\w-]+;|Expires=[^;]+;")
KEYS = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


class Asking:
    """Makes requests, most of them odd: about what, by whom and how is drawn by chance."""

    def __init__(self, hall: "Hall", seed: int):
        self.hall, self.chance = hall, random.Random(seed)
        self._keys: list[str] = []

    def next(self) -> dict:
        """Return what an environment is built of."""
        kind = self.chance.choices([JSON, FORM, "text/plain", "multipart/form-data", None], [10, 10, 1, 1, 1])[0]
        headers = dict(self.chance.choice([*self.hall.proofs] * 3 + self.hall.odd_proofs))
        headers |= self._sometimes(0.1, {"Accept": self.chance.choice(["text/html", "*/*", "text/html;q=0.5"])})
        headers |= self._sometimes(0.05, {"Accept-Language": self.chance.choice(["sv", "en", "xx"])})
        headers |= self._sometimes(0.05, {"Accept-Encoding": "gzip"})
        headers |= self._sometimes(0.9, {"Idempotency-Key": self._key()})
        if kind:
            headers["Content-Type"] = kind + self.chance.choice(["", "", "", "; charset=utf-8"])
        path = self.chance.choice([self.hall.path] * 12 + self.hall.odd_paths)
        method = self.chance.choices(["POST", "GET", "PUT", "HEAD"], [20, 1, 1, 1])[0]
        body = self._body(kind)
        query = self.chance.choice([""] * 12 + ["lang=sv", "x=1"])
        return {"method": method, "path": path, "headers": headers, "data": body, "query_string": query}

    def _sometimes(self, share, what):
        return what if self.chance.random() < share else {}

    def _key(self):
        odd = self.chance.random()
        if odd < 0.05:
            return self.chance.choice(["", "no-key", "\xe4", "x" * 200])
        if odd < 0.15 and self._keys:
            return self.chance.choice(self._keys)
        self._keys.append(str(UUID(int=self.chance.getrandbits(128))))
        return self._keys[-1]

    def _body(self, kind):
        odd = self.chance.random()
        if odd < 0.1:
            return self.chance.choice(
                [b"", b"{", b"[]", b"null", b'{"round_id": 1}', b"\xff\xfe", b"{" * 300, b"x" * 70_000]
            )
        round_id = self.chance.choice([*self.hall.rounds[:2] * 6, *self.hall.rounds, 77, "x", None])
        right = (
            1 if self.chance.random() < 0.8 else self.chance.choice([2, None, 99, -1, "1", "agree", True, 1.5, [], ""])
        )
        among = self.hall.goals if self.chance.random() < 0.8 else ["77", "x", "1.5", ""]
        choices = dict.fromkeys(self.chance.sample(among, self.chance.randint(0, 3)), right)
        more = self._sometimes(0.1, {"more": 1})
        if kind == FORM:
            fields = {f"choices.{goal}": "" if given is None else str(given) for goal, given in choices.items()}
            fields |= self._sometimes(0.2, {"shown.choices." + self.hall.goals[0]: "1"})
            return urlencode({"round_id": round_id, "key": self._key(), "page": "/", **fields, **more}).encode()
        return json.dumps({"round_id": round_id, "choices": choices, **more}).encode()


class Hall:
    """A consultation with open and closed votes, and those who may vote in it by a token or a cookie."""

    def __init__(self, app):
        room = Room(app)
        self.goals = room.goals(4)
        self.rounds = [
            self._vote(room, secrecy="named", method="approve"),
            self._vote(room, secrecy="confidential", method="dots", points=5),
            self._vote(room, secrecy="secret", method="approve"),
            self._vote(room, secrecy="named", method="opinion"),
        ]
        room.do("close_round", round_id=self.rounds[3])
        self.rounds.append(self._vote(room, secrecy="named", method="opinion", open_it=False))
        members = room.people(12)
        gone = room.people(1)[0]
        gone.done(room.slug, "leave")
        out = room.people(1)[0]
        out.request("POST", "/api/v1/sign-out", json={})
        self.path = f"/api/v1/consultations/{room.slug}/do/cast_ballot"
        self.odd_paths = [
            f"{self.path}/",
            "/api/v1/consultations/none/do/cast_ballot",
            self.path.replace("cast_ballot", "none"),
        ]
        bearing = [{"Authorization": f"Bearer {each.token}"} for each in members]
        cookies = [{"Cookie": cookie, "Origin": BASE} for cookie in map(self._cookie, [app] * 3, [room.code] * 3)]
        self.proofs = [*bearing, *cookies]
        self.odd_proofs = [
            {},
            {"Authorization": "Bearer forged"},
            {"Authorization": bearing[0]["Authorization"][:-2]},
            {"Authorization": f"Bearer {gone.token}"},
            {"Authorization": f"Bearer {out.token}"},
            {"Authorization": "Basic eDp5"},
            {"Cookie": cookies[0]["Cookie"]},
            {"Cookie": cookies[0]["Cookie"], "Origin": "http://other.example"},
            {"Cookie": cookies[0]["Cookie"], "Origin": BASE, "Sec-Fetch-Site": "cross-site"},
            {"Cookie": cookies[0]["Cookie"], "Sec-Fetch-Site": "same-origin"},
            {"Cookie": cookies[0]["Cookie"] + "x", "Origin": BASE},
            {**bearing[0], **cookies[0]},
            {"Authorization": f"Bearer {room.lead.token}"},
        ]
        room.close()

    @staticmethod
    def _vote(room, open_it=True, **fields):
        made = room.do("create_round", kind="vote", title="Vote", results="at_close", **of_few("vote", fields))[
            "round_id"
        ]
        if open_it:
            room.do("open_round", round_id=made)
        return made

    @staticmethod
    def _cookie(app, code):
        with app.app.test_client() as browser:
            key = {"Idempotency-Key": "0b3f6b4e-1111-4222-8333-" + format(random.getrandbits(48), "012x")}
            joined = browser.post("/api/v1/join", json={"code": code, "name": "Selain"}, base_url=BASE, headers=key)
            assert joined.status_code == 200, joined.text
            return "; ".join(f"{each.key}={each.value}" for each in browser._cookies.values() if each.key == "workshop")


def ask(wsgi, request: dict) -> tuple[str, list, bytes]:
    """Ask an app; gives status, headers and body, without what names the moment."""
    environ = EnvironBuilder(base_url=BASE, **request).get_environ()
    environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read())
    body, status, headers = run_wsgi_app(wsgi, environ)
    text = b"".join(body)
    if "text/html" in headers.get("Content-Type", ""):
        # A page makes new keys for its forms.
        text = KEYS.sub(b"", text)
    # The page that a form leads to says when it was saved, which stands in the cookie until then.
    moments = re.compile(r"=[^;]+;") if status.startswith("303") else MOMENTS
    return status, [(name, moments.sub(";", value) if name == "Set-Cookie" else value) for name, value in headers], text


def test_odd_and_ordinary_requests_are_answered_alike(in_process, tmp_path):
    hall = Hall(in_process)
    copy = Path(shutil.copytree(in_process.data, tmp_path / "copy"))
    flask = make_app(read_settings({**in_process.env, "WORKSHOP_DATA": str(copy)}))
    light, plain = in_process.app.wsgi_app, flask.wsgi_app._pages
    answered, light_answer = [], light._answer
    light._answer = lambda *asked: answered.append(given := light_answer(*asked)) or given
    asking, statuses = Asking(hall, 13), {}
    for number in range(REQUESTS):
        request = asking.next()
        one, other = ask(light, dict(request)), ask(plain, dict(request))
        assert one == other, (number, request)
        statuses[one[0][:3]] = statuses.get(one[0][:3], 0) + 1
    flask.extensions["workshop"].database.dispose()
    # Requests that are all refused would show nothing, and nor would such as all go on to Flask.
    assert {"200", "401", "403", "404", "409"} <= statuses.keys() and statuses["200"] > REQUESTS / 20, statuses
    assert sum(each is not None for each in answered) > REQUESTS / 20
