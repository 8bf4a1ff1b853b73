"""A browser without a window and without a server: the same pages and forms, in this process."""

from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from tests.entry.visitor import forms_of
from workshop.config import read_settings
from workshop.db import Database
from workshop.web.app import make_app


def app_on(database: Database, data: Path) -> Flask:
    """Make the app on a database that is there."""
    key = "the key that only these tests have, 40"
    return make_app(read_settings({"WORKSHOP_DATA": str(data), "WORKSHOP_SECRET_KEY": key}), database)


class Browser:
    """One browser of one person; it keeps cookies and fills in the forms of pages."""

    def __init__(self, app: Flask, lang: str = "en"):
        self.client = app.test_client()
        self.lang = lang

    def get(self, path: str):
        """Open a page, following redirects."""
        return self.client.get(path, headers={"Accept-Language": self.lang}, follow_redirects=True)

    def post(self, path: str, fields: list[tuple[str, str]]):
        """Send a form as a browser does, and stay at the answer."""
        headers = {"Accept-Language": self.lang, "Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
        about = {"data": urlencode(fields), "content_type": "application/x-www-form-urlencoded"}
        return self.client.post(path, headers=headers, **about)

    def submit(self, page, form_id: str, **typed: str | list[str]):
        """Fill in a page's form and send it; a list is ticked one by one."""
        form = forms_of(page.text)[form_id]
        named = {name.replace("__", "[]"): value for name, value in typed.items()}
        fields = [(name, value) for name, value in form["fields"] if name not in named]
        for name, value in named.items():
            fields += [(name, each) for each in (value if isinstance(value, list) else [value])]
        return self.post(form["action"], fields)

    def join(self, code: str, name: str):
        """Join a workshop by its page."""
        answer = self.submit(self.get(f"/join/{code}"), "join", name=name)
        assert answer.status_code == 303, answer.text
        return answer

    def me(self) -> dict:
        """Return who the app takes this browser for; empty for a stranger."""
        answer = self.get("/api/v1/me")
        return answer.json if answer.status_code == 200 else {}
