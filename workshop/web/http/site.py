"""The site's address for people: the configured one, otherwise one of this machine's that phones can open.

Danger: never use it in letters, because the sender of a request chooses its Host header.
"""

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, current_app, request

from workshop.config.hosts import is_loopback, is_reachable, listens_to_itself, reachable, url_of
from workshop.config.private import make_private
from workshop.errors import CannotSave, Invalid
from workshop.web.app_context import app_context

EXTENSION = "workshop-site"


@dataclass
class Remembered:
    """The host that facilitators chose, stored in a file across restarts, and the one that a facilitator last used."""

    file: Path
    used: str = ""

    def chosen(self) -> str:
        """Return the chosen host; "" for none."""
        with suppress(OSError):
            return self.file.read_text().strip()
        return ""

    def choose(self, host: str) -> None:
        """Store a host; "" deletes the choice."""
        try:
            if not host:
                self.file.unlink(missing_ok=True)
                return
            make_private(self.file.parent)
            # Renamed into place once complete, since other processes may read it at any time.
            with tempfile.NamedTemporaryFile("w", dir=self.file.parent, delete=False) as file:
                file.write(host)
            Path(file.name).replace(self.file)
        except OSError as wrong:
            raise CannotSave from wrong


@dataclass(frozen=True)
class Reach:
    """How the site can be reached, for the desk: its address, who can open it, and the alternatives."""

    url: str
    is_loopback: bool
    # Whether the server listens to this computer alone, so that another address would not help.
    is_deaf: bool
    # (host, URL), likeliest first; empty where an address is configured.
    choices: list[tuple[str, str]]
    chosen: str


def register(app: Flask) -> None:
    """Set up the store of the chosen host."""
    app.extensions[EXTENSION] = Remembered(app.extensions["workshop"].settings.data / "join-address")


def site_url() -> str:
    """Return the address to which pages, QR codes, walls and copied links lead people, without a trailing slash.

    In this order: the configured one; the one that a facilitator chose on the desk; the one that this browser used, or
    else a facilitator's, if it is an address or name of this machine; the one at which the app was started.
    """
    settings = app_context().settings
    if settings.listens is None:
        return settings.url
    host, port = settings.listens
    remembered = _remembered()
    for asked in (remembered.chosen(), _asked(), remembered.used):
        # The machine may have moved to another network meanwhile.
        if asked and is_reachable(asked, host):
            return url_of(asked, port)
    return settings.url


def may_move() -> bool:
    """Whether the address may change while the app runs."""
    return app_context().settings.listens is not None


def reach_of_desk() -> Reach:
    """Return how people reach the site, and remember the host that this facilitator uses."""
    settings, remembered = app_context().settings, _remembered()
    host, port = settings.listens or ("", 0)
    asked = _asked()
    if host and is_reachable(asked, host):
        remembered.used = asked
    url = site_url()
    return Reach(
        url,
        is_loopback=is_loopback(urlsplit(url).hostname or "") or bool(host and listens_to_itself(host)),
        is_deaf=bool(host and listens_to_itself(host)),
        choices=[(each, url_of(each, port)) for each in reachable(host)] if host else [],
        chosen=remembered.chosen(),
    )


def choose(host: str) -> None:
    """Choose one of this machine's addresses for people; "" undoes that. Raises Invalid, CannotSave."""
    listens = app_context().settings.listens
    if host and not (listens and host in reachable(listens[0])):
        raise Invalid(host="not_a_choice")
    _remembered().choose(host)


def _remembered() -> Remembered:
    return current_app.extensions[EXTENSION]


def _asked():
    # Only the host: the port is the one that the app listens on, whatever the header says.
    with suppress(ValueError):
        return urlsplit(f"//{request.host}").hostname or ""
    return ""
