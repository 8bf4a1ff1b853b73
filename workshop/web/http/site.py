"""The address of this site for people: the configured one, else one of this machine's own that phones can open.

Never for letters: whoever asks for one says in the Host header of the request what he likes.
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
    """What facilitators chose, in a file that a restart leaves alone, and what one of them used last."""

    file: Path
    used: str = ""

    def chosen(self) -> str:
        """Give the host that was chosen; empty where none was."""
        with suppress(OSError):
            return self.file.read_text().strip()
        return ""

    def choose(self, host: str) -> None:
        """Keep a host, or with an empty one forget what was chosen."""
        try:
            if not host:
                self.file.unlink(missing_ok=True)
                return
            make_private(self.file.parent)
            # Renamed into place when it is whole, for others read it at any time.
            with tempfile.NamedTemporaryFile("w", dir=self.file.parent, delete=False) as file:
                file.write(host)
            Path(file.name).replace(self.file)
        except OSError as wrong:
            raise CannotSave from wrong


@dataclass(frozen=True)
class Reach:
    """How a desk stands to the outside: the site's address, who can open it, and which others there are."""

    url: str
    is_loopback: bool
    # Whether this computer alone can be heard, so that another address would not help.
    is_deaf: bool
    # (host, URL), the likeliest first; empty where an address is configured.
    choices: list[tuple[str, str]]
    chosen: str


def register(app: Flask) -> None:
    """Find out what was chosen before."""
    app.extensions[EXTENSION] = Remembered(app.extensions["workshop"].settings.data / "join-address")


def site_url() -> str:
    """Give the address that pages, QR codes, walls and copied links lead people to, without a slash at its end.

    In this order: what is configured; what a facilitator chose on the desk; what this browser used, or else a
    facilitator's, where it is an address or a name of this machine; where the app was started.
    """
    settings = app_context().settings
    if settings.listens is None:
        return settings.url
    host, port = settings.listens
    remembered = _remembered()
    for asked in (remembered.chosen(), _asked(), remembered.used):
        # The machine may have moved to another network since.
        if asked and is_reachable(asked, host):
            return url_of(asked, port)
    return settings.url


def may_move() -> bool:
    """Whether the address may change while the app runs."""
    return app_context().settings.listens is not None


def reach_of_desk() -> Reach:
    """Tell a facilitator how people reach the site, and remember which way the facilitator came."""
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
    """Lead people to one of this machine's addresses from now on, or with an empty one to what browsers use."""
    listens = app_context().settings.listens
    if host and not (listens and host in reachable(listens[0])):
        raise Invalid(host="not_a_choice")
    _remembered().choose(host)


def _remembered() -> Remembered:
    return current_app.extensions[EXTENSION]


def _asked():
    # Only the host: the port is the one that we listen on, whatever the header says.
    with suppress(ValueError):
        return urlsplit(f"//{request.host}").hostname or ""
    return ""
