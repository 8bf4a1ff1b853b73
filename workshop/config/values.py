"""The values of settings: each function parses one, or raises ValueError.

The error's message is the sentence that the administrator reads, and names the variable. Danger: it must never quote
what may contain a password.
"""

import re
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from limits.errors import ConfigurationError
from limits.storage import storage_from_string
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from workshop.config.allowed import FOUNDERS, BadRates, Rates, read_rates
from workshop.config.hosts import BadHost, plain_host, site_of, url_of
from workshop.config.secret_key import FILE, kept_key, weakness

HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+")
CEILING = re.compile("[1-9][0-9]{0,8}")
PORT = re.compile("[0-9]{1,5}")
LARGEST_PORT = 65535
# The app's own way to send frames, or Socket.IO's, for comparison.
FANOUTS = ("own", "stock")
# When a web process reads the dictionaries of similar goals and of the search.
AT_START = "at-start"
DICTIONARIES = (AT_START, "when-needed")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
YES, NO = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")
LISTENS_BY_DEFAULT = ("127.0.0.1", 8000)
METRICS_BY_DEFAULT = "127.0.0.1:9464"
LARGEST_LOGO = 200 * 1024
LOGO_BEGINS = {".png": re.compile(rb"\A\x89PNG\r\n\x1a\n"), ".svg": re.compile(rb"<svg[\s>]")}


def folder(given: str | Path) -> Path:
    """Parse the data directory, which need not exist yet."""
    path = Path(given).absolute()
    try:
        there = next(each for each in (path, *path.parents) if each.exists())
    except OSError as wrong:
        raise ValueError(f"WORKSHOP_DATA: {path} can't be a directory ({wrong.strerror}).") from wrong
    if not there.is_dir():
        raise ValueError(f"WORKSHOP_DATA: {path} can't be a directory, since {there} is none.")
    return path


def database_url(given: str) -> str:
    """Parse the URL of a database, as SQLAlchemy takes it."""
    if given.startswith(("postgres://", "postgresql://")):
        given = "postgresql+psycopg://" + given.split("://", 1)[1]
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        url = None
    # Danger: in memory, each connection of the app would have a database of its own.
    in_file = given.startswith("sqlite:///") and url and url.database not in (None, "", ":memory:")
    if not in_file and (url is None or url.drivername != "postgresql+psycopg"):
        raise ValueError(
            "WORKSHOP_DATABASE_URL must be like postgresql://name:password@host/database, or sqlite:/// and the path "
            "of a file."
        )
    return given


def pooler_url(given: str, direct: str) -> str:
    """Parse the URL of a pooler before the PostgreSQL database that `direct` leads to; "" for none."""
    if not given:
        return ""
    try:
        url = database_url(given)
    except ValueError:
        url = ""
    if not all(each.startswith("postgresql") for each in (url, direct)):
        raise ValueError(
            "WORKSHOP_POOLER_URL must be like postgresql://name:password@host/database, beside a WORKSHOP_DATABASE_URL "
            "that leads to the same PostgreSQL database directly."
        )
    return url


def secret_key(given: str | None, data: Path) -> str:
    """Parse the secret key; None: the one stored in the data directory, which is made if needed."""
    try:
        key = kept_key(data) if given is None else given
    except OSError as wrong:
        raise ValueError(f"WORKSHOP_DATA: {wrong.filename or data}: {wrong.strerror}.") from wrong
    except UnicodeDecodeError as wrong:
        raise ValueError(f"{data / FILE} is no text. `workshop new-key` makes a good one.") from wrong
    if fault := weakness(key):
        where = data / FILE if given is None else "WORKSHOP_SECRET_KEY"
        raise ValueError(f"{where} {fault}, so that others could guess it. `workshop new-key` makes a good one.")
    return key


def listens(given: str | tuple[str, int] | None) -> tuple[str, int] | None:
    """Parse where the app listens: a host and a port, as a pair or with a blank between them."""
    if given is None:
        return None
    host, _, port = given.rpartition(" ") if isinstance(given, str) else (given[0], None, str(given[1]))
    if not _is_port(port):
        raise ValueError("WORKSHOP_LISTENS must be a host and a port, such as 127.0.0.1 8000.")
    try:
        return plain_host(host), int(port)
    except BadHost as wrong:
        raise ValueError(f"WORKSHOP_LISTENS: {wrong}") from wrong


def url(given: str, listens: tuple[str, int] | None) -> str:
    """Parse the address at which people reach the app; empty: the one at which it listens."""
    if not given.strip():
        return url_of(*(listens or LISTENS_BY_DEFAULT))
    try:
        return site_of(given.strip())
    except BadHost as wrong:
        raise ValueError(f"WORKSHOP_URL: {wrong} Write it like https://workshop.example.org.") from wrong


def metrics(given: str) -> tuple[str, int] | None:
    """Parse where metrics are served: (host, port), None for `off`."""
    if given.strip() == "off":
        return None
    host, _, port = given.strip().rpartition(":")
    try:
        if _is_port(port):
            return plain_host(host), int(port)
        raise BadHost(f"{given!r} has no port.")
    except BadHost as wrong:
        raise ValueError(f"WORKSHOP_METRICS: {wrong} Write it like {METRICS_BY_DEFAULT}, or off.") from wrong


def mail(given: str) -> str:
    """Parse how mail leaves: `console`, or the URL of an SMTP server."""
    if given != "console" and not _is_smtp(given):
        raise ValueError(
            "WORKSHOP_MAIL must be console, or like smtp://name:password@host:587?tls=1 or smtps://name:password@host, "
            "with what is no letter or digit in the password written as in a URL (%40 for @)."
        )
    return given


def mail_from(given: str) -> str:
    """Parse the sender of mails: an address, perhaps with a name before it."""
    if not ADDRESS.fullmatch(parseaddr(given)[1]) or "\n" in given or "\r" in given:
        raise ValueError("WORKSHOP_MAIL_FROM must be an e-mail address, such as workshop@example.org.")
    return given


# Writes are counted by each process for itself.
IN_MEMORY = "memory://"


def limits_store(given: str) -> str:
    """Parse where writes are counted; the client library of a shared store must be installed."""
    if given == IN_MEMORY:
        # The library's own store in memory, which is not used, would start a thread before gevent replaces threads.
        return given
    try:
        if given.startswith("async+"):
            raise ConfigurationError
        storage_from_string(given)
    except (ConfigurationError, ValueError) as wrong:
        raise ValueError(
            "WORKSHOP_LIMITS_STORE must be memory://, or like redis://host:6379 with the redis client installed."
        ) from wrong
    return given


def fanout(given: str) -> str:
    """Parse how frames are sent."""
    return _one_of("WORKSHOP_FANOUT", given, FANOUTS)


def dictionaries(given: str) -> str:
    """Parse when dictionaries are read."""
    return _one_of("WORKSHOP_DICTIONARIES", given, DICTIONARIES)


def founders(given: str) -> str:
    """Parse who may make consultations."""
    return _one_of("WORKSHOP_FOUNDERS", given, FOUNDERS)


def log_level(given: str) -> str:
    """Parse the lowest level that is logged."""
    return _one_of("WORKSHOP_LOG_LEVEL", given.upper(), LEVELS)


def proxies(given: str) -> int:
    """Parse the number of proxies in front of the app."""
    if not re.fullmatch("[0-9]{1,2}", given):
        raise ValueError("WORKSHOP_PROXIES must be the number of proxies in front, such as 0 or 1.")
    return int(given)


def line(given: str) -> str:
    """Parse a text of one line."""
    return " ".join(given.split())


def logo(given: str | None) -> Path | None:
    """Parse the path of a logo, and check that the file can be shown."""
    if not given:
        return None
    path = Path(given).absolute()
    kind = path.suffix.lower()
    try:
        if kind not in LOGO_BEGINS or not path.is_file():
            raise ValueError(f"WORKSHOP_LOGO: {path} is not a file that ends in .svg or .png.")
        if path.stat().st_size > LARGEST_LOGO:
            raise ValueError(f"WORKSHOP_LOGO: {path} is larger than {LARGEST_LOGO // 1024} KB.")
        if not LOGO_BEGINS[kind].search(path.read_bytes()):
            raise ValueError(f"WORKSHOP_LOGO: {path} does not hold what its name says.")
    except OSError as wrong:
        raise ValueError(f"WORKSHOP_LOGO: {path} can't be read ({wrong.strerror}).") from wrong
    return path


def accent(given: str) -> str:
    """Parse a colour; empty: the app's own."""
    if given and not HEX_COLOUR.fullmatch(given):
        raise ValueError("WORKSHOP_ACCENT must be a colour such as #005a6e.")
    return given.lower()


def development(given: str) -> bool:
    """Parse whether the page of all components is served."""
    if given.lower() not in YES + NO:
        raise ValueError("WORKSHOP_DEVELOPMENT must be 1 or 0.")
    return given.lower() in YES


def rates(given: str | Rates, name: str) -> Rates:
    """Parse rates of mails such as `60/hour;300/day`; `name` is the variable's."""
    try:
        return read_rates(given) if isinstance(given, str) else given
    except BadRates as wrong:
        raise ValueError(f"{name} must be numbers of mails in a time, such as 60/hour;300/day.") from wrong


def ceiling(given: str | int, name: str) -> int:
    """Parse a ceiling; `name` is the variable's."""
    if not CEILING.fullmatch(str(given).strip()):
        raise ValueError(f"{name} must be a whole number from 1 on.")
    return int(given)


def _one_of(name, given, choices):
    if given not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}.")
    return given


def _is_port(text):
    return bool(PORT.fullmatch(text)) and int(text) <= LARGEST_PORT


def _is_smtp(given):
    try:
        parts = urlsplit(given)
        port, options = parts.port, parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return False
    choices = ([], [("tls", "0")]) if parts.scheme == "smtps" else ([], [("tls", "0")], [("tls", "1")])
    whole = bool(parts.hostname) and port != 0 and parts.path in ("", "/") and not parts.fragment
    return parts.scheme in ("smtp", "smtps") and whole and options in choices and not re.search(r"\s", given)
