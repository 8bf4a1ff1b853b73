"""Where the app listens: the host and port asked for, and a warning where no other device can reach it."""

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import click

from workshop.config import Settings
from workshop.config.hosts import BadHost, is_loopback, listens_to_itself, plain_host, reachable, url_of

# 0 stands for any free port.
PORT = click.IntRange(0, 65535)


def listening(host: str, port: int) -> tuple[str, int]:
    """Return the host and port to listen on, as sockets take them; raises BadParameter for what is no host."""
    try:
        host = plain_host(host)
    except BadHost as wrong:
        raise click.BadParameter(str(wrong), param_hint="--host") from wrong
    return host, port or _free_port(host)


def warnings(settings: Settings, host: str) -> Iterator[str]:
    """Yield a line that says what to do where the address for people can be opened on this computer only."""
    if settings.listens is None:
        if is_loopback(urlsplit(settings.url).hostname or ""):
            yield f"Only this computer can open {settings.url}. For phones, set WORKSHOP_URL to an address of yours."
        return
    told = f"Only this computer can open {settings.url}."
    if listens_to_itself(host):
        yield f"{told} For phones, start with --host 0.0.0.0 or set WORKSHOP_URL."
    elif is_loopback(urlsplit(settings.url).hostname or ""):
        ways = " or ".join(url_of(address, settings.listens[1]) for address in reachable(host))
        yield f"{told} For phones, " + (
            f"open {ways} instead or set WORKSHOP_URL." if ways else "connect to a network."
        )


def _free_port(host):
    try:
        family, _, _, _, place = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.bind(place)
            return probe.getsockname()[1]
    except OSError as wrong:
        raise click.BadParameter(f"{host}: {wrong.strerror}", param_hint="--host") from wrong
