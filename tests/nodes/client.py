"""A small client of the documented HTTP interface."""

from typing import Any
from uuid import uuid4

import requests

from tests.nodes.described import described
from tests.nodes.http import new_http

SECONDS = 30


class Client:
    """One person with a token; every answer is the plain response, so that refusals can be looked at.

    What is answered must be as the server's own documents describe it, or Undescribed is raised.
    """

    def __init__(self, base_url: str, token: str | None = None):
        self.base_url = base_url.rstrip("/")
        self.token = token
        self.slug: str | None = None
        self.participant: dict[str, Any] = {}
        self.http = new_http()

    def join(self, code: str, name: str, body: str | None = None, key: str | None = None, **more) -> requests.Response:
        """Join by a code; a welcome fills in `token`, `slug` and `participant`."""
        asked = {"code": code, "name": name, **({"body": body} if body else {}), **more}
        answer = self.request("POST", "/api/v1/join", json=asked, key=key or str(uuid4()))
        if answer.ok:
            welcome = answer.json()
            self.token, self.slug, self.participant = (
                welcome["token"],
                welcome["consultation"],
                welcome["participant"],
            )
        return answer

    def do(self, slug: str, command: str, /, key: str | None = None, **arguments) -> requests.Response:
        """Send a command, under a new key unless one is given."""
        path = f"/api/v1/consultations/{slug}/do/{command}"
        return self.request("POST", path, json=arguments, key=key or str(uuid4()))

    def done(self, slug: str, command: str, /, key: str | None = None, **arguments) -> dict[str, Any]:
        """Send a command that must be obeyed and return its result."""
        answer = self.do(slug, command, key=key, **arguments)
        assert answer.status_code == 200, f"{command} → {answer.status_code} {answer.text}"
        return answer.json()["result"]

    def snapshot(self, slug: str) -> dict[str, Any]:
        """Return all that this person may see now."""
        return self._seen(f"/api/v1/consultations/{slug}/snapshot")

    def changes(self, slug: str, since: int, epoch: str) -> dict[str, Any]:
        """Return what happened after a revision, as far as this person may know."""
        return self._seen(f"/api/v1/consultations/{slug}/changes", params={"since": since, "epoch": epoch})

    def request(self, method: str, path: str, *, key: str | None = None, **options) -> requests.Response:
        """Send any request as this person; without `key` it bears no Idempotency-Key."""
        headers = dict(options.pop("headers", {}))
        if self.token:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        if key:
            headers.setdefault("Idempotency-Key", key)
        options.setdefault("timeout", SECONDS)
        options.setdefault("allow_redirects", False)
        answer = self.http.request(method, self.base_url + path, headers=headers, **options)
        # What is asked for as a stream is left to the test, as it came over the wire.
        if not options.get("stream"):
            described().check_answer(answer)
        return answer

    def close(self) -> None:
        """Let the connections go."""
        self.http.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def _seen(self, path: str, **options) -> dict[str, Any]:
        answer = self.request("GET", path, **options)
        assert answer.status_code == 200, f"{path} → {answer.status_code} {answer.text}"
        return answer.json()
