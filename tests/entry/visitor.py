"""A browser without a window: it keeps cookies, fills in the forms of the pages, and reads the mail on the console."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from email import message_from_bytes, policy
from functools import lru_cache
from html.parser import HTMLParser

import requests

from tests.nodes.client import Client
from tests.nodes.http import new_http
from tests.nodes.server import Server
from workshop.commands.inviting import invite_as_system
from workshop.db import Database
from workshop.operations.people.accounts import make_link

SECONDS = 30
LINK = re.compile(r"https?://\S+/sign-in/\S+")
MAIL = re.compile(r"^Content-Type: text/plain.*?^-{79}$", re.MULTILINE | re.DOTALL)


class Visitor:
    """One browser of one person."""

    def __init__(self, server: Server, lang: str = "en"):
        self.server = server
        self.http = new_http()
        self.http.headers["Accept-Language"] = lang

    def get(self, path: str, **options) -> requests.Response:
        """Open a page, following redirects."""
        return self.http.get(self.server.url + path, timeout=SECONDS, **options)

    def post(self, path: str, fields: dict | list, **headers) -> requests.Response:
        """Send a form as a browser does, and stay at the answer."""
        origin = self.server.env["WORKSHOP_URL"] or self.server.url
        headers = {"Sec-Fetch-Site": "same-origin", "Origin": origin, **headers}
        url = self.server.url + path
        return self.http.post(url, data=fields, headers=headers, timeout=SECONDS, allow_redirects=False)

    def fill(self, page: requests.Response, form_id: str, **typed: str) -> tuple[str, list[tuple[str, str]]]:
        """Return (address, fields) of a page's form with what is typed into it."""
        form = forms_of(page.text)[form_id]
        fields = [(name, value) for name, value in form["fields"] if name not in typed]
        return form["action"], fields + list(typed.items())

    def submit(self, page: requests.Response, form_id: str, **typed: str) -> requests.Response:
        """Fill in a page's form and send it."""
        return self.post(*self.fill(page, form_id, **typed))

    def join(self, name: str = "Aino", **typed: str) -> requests.Response:
        """Join the example's workshop by its page, and go to the room."""
        code = self.server.example["workshop"]["code"]
        answer = self.submit(self.get(f"/join/{code}"), "join", **{"name": name, "body": "-", **typed})
        assert answer.status_code == 303, answer.text
        return answer

    def me(self) -> dict:
        """Return who the server takes this browser for; empty for a stranger."""
        answer = self.get("/api/v1/me")
        return answer.json() if answer.ok else {}

    def snapshot(self) -> dict:
        """Return all that this browser may see of the example."""
        answer = self.get(f"/api/v1/consultations/{self.server.example['consultation']}/snapshot")
        assert answer.ok, answer.text
        return answer.json()


def mails_to(server: Server, address: str) -> list[tuple[str, str]]:
    """Return (subject, text) of the mails that the server has printed for an address, the oldest first."""
    printed = MAIL.findall(server.printed())
    mails = [message_from_bytes(each.encode(), policy=policy.default) for each in printed]
    return [(mail["Subject"], mail.get_body(("plain",)).get_content()) for mail in mails if mail["To"] == address]


def link_to(server: Server, address: str, number: int = 1) -> str:
    """Wait for the mail of this number to an address and return the link in it."""
    end = time.monotonic() + SECONDS
    while len(mails := mails_to(server, address)) < number:
        assert time.monotonic() < end, f"no mail to {address}\n{server.log_tail()}"
        time.sleep(0.1)
    return LINK.search(mails[number - 1][1])[0]


def path_of(server: Server, link: str) -> str:
    """Return the path of a link of this server."""
    assert link.startswith(server.url + "/"), link
    return link.removeprefix(server.url)


@contextmanager
def database_of(server: Server) -> Iterator[Database]:
    """Open the server's database beside it, as the command line does."""
    database = Database(server.storage_url)
    try:
        yield database
    finally:
        database.dispose()


def invited(server: Server, email: str) -> str:
    """Make an address known by inviting it to the example."""
    slug = server.example["consultation"]
    with database_of(server) as database:
        database.write(lambda session: invite_as_system(session, slug, email, "member", None, "en"))
    return email


def new_link(server: Server, email: str, minutes: int = 20) -> str:
    """Make a link for a known address, and return its path."""
    with database_of(server) as database:
        return "/sign-in/" + database.write(lambda session: make_link(session, email, minutes=minutes))


def named(server: Server, name: str) -> list[dict]:
    """Return the participants of a name, as the facilitator sees them."""
    snapshot = Client(server.url, server.example["facilitator"]["token"]).snapshot(server.example["consultation"])
    return [each for each in snapshot["participants"] if each.get("name") == name]


def forms_of(html: str) -> dict[str, dict]:
    """Return the forms of a page by id: their address, the fields that a browser would send as they are, and the kinds
    of those that people fill in (`number`: a text of digits).
    """
    return deepcopy(_read(html))


@lru_cache(maxsize=4)
def _read(html: str) -> dict[str, dict]:
    # To read a large page takes as long as to make it, and who fills it in asks more than once.
    reader = _Forms()
    reader.feed(without_moulds(html))
    return reader.forms


def without_moulds(html: str) -> str:
    """Leave out the templates that scripts make things from: without them they are not part of the page."""
    return re.sub(r"<template\b.*?</template>", "", html, flags=re.DOTALL)


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self._form, self._select, self._area = {}, None, None, None

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = {"action": attrs["action"], "fields": [], "kinds": {}}
            self.forms[attrs.get("id") or attrs["action"]] = self._form
        elif self._form is None or "disabled" in attrs or (tag != "option" and "name" not in attrs):
            # Nothing is sent of what is disabled, nor of what has no name.
            self._select = None if tag == "select" else self._select
            return
        if tag in ("input", "select", "textarea") and attrs.get("type") != "hidden":
            kind = "number" if attrs.get("inputmode") == "numeric" else attrs.get("type", tag)
            self._form["kinds"][attrs["name"]] = kind
        if tag == "textarea":
            self._area = (attrs["name"], [])
        elif tag == "input" and (attrs.get("type") not in ("radio", "checkbox") or "checked" in attrs):
            self._form["fields"].append((attrs["name"], attrs.get("value", "")))
        elif tag == "select":
            self._select = attrs["name"]
        elif tag == "option" and "selected" in attrs and self._select:
            self._form["fields"].append((self._select, attrs["value"]))

    def handle_data(self, data):
        if self._area:
            self._area[1].append(data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self._area:
            name, text = self._area
            # The line end after the tag is no part of the text; browsers send the others as CR LF.
            self._form["fields"].append((name, "".join(text).removeprefix("\n").replace("\n", "\r\n")))
            self._area = None
        if tag == "form":
            self._form = None
