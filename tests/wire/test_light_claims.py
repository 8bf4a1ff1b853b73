"""The light route counts nothing for an account before it is proven, and tries only once what can't be saved."""

from uuid import uuid4

import gevent
import pytest
from pysqlite3 import dbapi2 as sqlite
from werkzeug.test import EnvironBuilder, run_wsgi_app

from tests.faults.room import Room
from workshop import identity
from workshop.db import database_now, embedded
from workshop.models import Account, Participant
from workshop.operations.people.accounts import make_token
from workshop.web.http import limits

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
MOST = 2
BASE = "http://hall.example"


class Voter:
    """A person with an open vote, who came by a browser, signed out everywhere, and is here again with a token."""

    def __init__(self, app):
        room = Room(app)
        self.wsgi, self.shared = app.app.wsgi_app, app.app.extensions["workshop"]
        self.counts = app.app.extensions[limits.COUNTERS]
        [goal] = room.goals(1)
        round_id = room.vote(method="approve", secrecy="named", results="at_close")
        self.ballot = {"round_id": round_id, "choices": {goal: 1}}
        self.path = f"/api/v1/consultations/{room.slug}/do/cast_ballot"
        with app.app.test_client() as browser:
            asked = {"base_url": BASE, "headers": {"Idempotency-Key": str(uuid4()), "Origin": BASE}}
            answer = browser.post("/api/v1/join", json={"code": room.code, "name": "Selain"}, **asked)
            assert answer.status_code == 200, answer.text
            joined = answer.json
            cookie = "; ".join(f"{each.key}={each.value}" for each in browser._cookies.values())
            self.revoked = {
                "cookie": {"Cookie": cookie, "Origin": BASE},
                "token": {"Authorization": f"Bearer {joined['token']}"},
            }
            for proof in self.revoked.values():
                assert self.ask(proof) == 200
            with self.shared.database.read() as session:
                self.account = session.get(Participant, joined["participant"]["id"]).account_id
            assert browser.post("/api/v1/sign-out", json={}, **asked).status_code == 200
        self.proven = {"Authorization": f"Bearer {self.shared.database.write(self._token)}"}
        room.close()

    def ask(self, proof: dict, method: str = "POST", path: str | None = None) -> int:
        """Ask the whole app, by default to cast the ballot; gives the status."""
        body = {"json": self.ballot} if method == "POST" else {}
        headers = {**proof, "Idempotency-Key": str(uuid4())}
        environ = EnvironBuilder(path or self.path, BASE, method=method, headers=headers, **body).get_environ()
        return int(run_wsgi_app(self.wsgi, environ)[1][:3])

    def left(self) -> int:
        """How many writes the account has left in this minute."""
        most = self.shared.settings.ceilings.writes_each
        return self.counts.get_window_stats(*limits.writes_of(limits.account(self.account), most)).remaining

    def _token(self, session):
        row = make_token(session, session.get(Account, self.account), database_now(session))
        return identity.sign_token(self.shared.settings.secret_key, row)


@pytest.fixture
def locked(in_process_of_few, monkeypatch):
    """Somebody else writes and does not end: who waits for the database does so for two seconds."""
    monkeypatch.setattr(embedded, "BUSY_MS", 2000)
    other = sqlite.connect(in_process_of_few.data / "workshop.sqlite", isolation_level=None)

    def lock():
        other.execute("BEGIN IMMEDIATE")

    yield lock
    other.close()


@pytest.fixture
def in_process_of_few(start_in_process):
    """An app in which each account may have two requests open."""
    return start_in_process(WORKSHOP_MOST_REQUESTS_EACH=str(MOST))


@pytest.mark.parametrize("by", ["cookie", "token"])
def test_who_has_a_revoked_proof_uses_up_nothing_that_the_account_may_write(in_process_of_few, by):
    voter = Voter(in_process_of_few)
    before = voter.left()
    assert [voter.ask(voter.revoked[by]) for _ in range(5)] == [401] * 5
    assert voter.left() == before
    assert voter.ask(voter.proven) == 200
    assert voter.left() == before - 1


def test_who_has_a_revoked_cookie_uses_up_nothing_that_the_account_may_have_open(in_process_of_few, locked):
    voter = Voter(in_process_of_few)
    locked()
    waiting = [gevent.spawn(voter.ask, voter.revoked["cookie"]) for _ in range(MOST)]
    gevent.sleep(0.1)
    assert not any(each.ready() for each in waiting)
    assert voter.ask(voter.proven, "GET", "/api/v1/me") == 200
    gevent.joinall(waiting)
    assert [each.get() for each in waiting] == [401] * MOST


def test_what_can_not_be_saved_is_tried_once(in_process_of_few, locked, monkeypatch):
    voter, tried = Voter(in_process_of_few), []
    write = voter.shared.database.write

    def counted(*work):
        tried.append(1)
        return write(*work)

    monkeypatch.setattr(voter.shared.database, "write", counted)
    locked()
    assert (voter.ask(voter.proven), len(tried)) == (503, 1)
