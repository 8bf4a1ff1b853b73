"""The settings: each from one environment variable, each with a default that works."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from workshop.allowed import Allowed, read_allowed
from workshop.ceilings import BadCeiling, Ceilings, read_ceilings
from workshop.hosts import BadHost, plain_host, site_of, url_of
from workshop.secret_key import FILE, kept_key, weakness

PRODUCT = "Workshop"
HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# How frames go out: the app's own way, or Socket.IO's as shipped, to compare with.
FANOUTS = ("own", "stock")
LARGEST_PORT = 65535
LARGEST_LOGO = 200 * 1024
# What `serve` and `web` tell their children of where they listen, in place of an address that nobody configured.
LISTENS = "WORKSHOP_LISTENS"
LISTENS_BY_DEFAULT = ("127.0.0.1", 8000)
METRICS_BY_DEFAULT = "127.0.0.1:9464"
LOGO_BEGINS = {".png": re.compile(rb"\A\x89PNG\r\n\x1a\n"), ".svg": re.compile(rb"<svg[\s>]")}


class BadSettings(ValueError):
    """Settings with which the app must not start."""


@dataclass(frozen=True)
class Settings:
    """What an administrator decides; docs/administrators.md lists each with its meaning.

    `url` is the address in letters and on the console: the configured one, else where this is served, as it was
    known at the start. Pages lead to web.site.site_url() instead. `listens` is (host, port) where no address is
    configured, and `metrics` where the figures of this process are read; None: nowhere.
    """

    data: Path
    database_url: str
    secret_key: str
    url: str
    listens: tuple[str, int] | None
    metrics: tuple[str, int] | None
    mail: str
    mail_from: str
    limits_store: str
    fanout: str
    proxies: int
    log_level: str
    organisation: str
    logo: Path | None
    accent: str
    contact: str
    development: bool
    allowed: Allowed
    ceilings: Ceilings

    @property
    def secure(self) -> bool:
        """Whether people reach the app over TLS, so that cookies may say Secure."""
        return urlsplit(self.url).scheme == "https"

    @property
    def name(self) -> str:
        """What the app calls itself in pages and mails: the organisation, where it has one."""
        return self.organisation or PRODUCT

    @property
    def embedded(self) -> bool:
        """Whether the database is the embedded one."""
        return self.database_url.startswith("sqlite")


def read_settings(environment: Mapping[str, str] | None = None, **given) -> Settings:
    """Read the settings; `given` ones (from the command line) win over the environment.

    Raises BadSettings for a weak secret key, for an address that people can't be led to, and for a logo
    or an accent that can't be shown.
    """
    env = os.environ if environment is None else environment
    data = data_folder(env, given.get("data"))
    database_url = env.get("WORKSHOP_DATABASE_URL") or f"sqlite:///{data / 'workshop.sqlite'}"
    if database_url.startswith(("postgres://", "postgresql://")):
        database_url = "postgresql+psycopg://" + database_url.split("://", 1)[1]
    url, listens = _address(env.get("WORKSHOP_URL", "").strip(), given.get("listens") or env.get(LISTENS))
    return Settings(
        data=data,
        database_url=database_url,
        secret_key=_secret_key(env, data),
        url=url,
        listens=listens,
        metrics=_metrics(env.get("WORKSHOP_METRICS", METRICS_BY_DEFAULT).strip()),
        mail=env.get("WORKSHOP_MAIL", "console"),
        mail_from=env.get("WORKSHOP_MAIL_FROM", "workshop@localhost"),
        limits_store=env.get("WORKSHOP_LIMITS_STORE", "memory://"),
        fanout=_fanout(env.get("WORKSHOP_FANOUT", "own")),
        proxies=_proxies(env.get("WORKSHOP_PROXIES", "0")),
        log_level=env.get("WORKSHOP_LOG_LEVEL", "INFO").upper(),
        organisation=" ".join(env.get("WORKSHOP_ORGANISATION", "").split()),
        logo=_logo(env.get("WORKSHOP_LOGO")),
        accent=_accent(env.get("WORKSHOP_ACCENT", "")),
        contact=env.get("WORKSHOP_CONTACT", "").strip(),
        development=env.get("WORKSHOP_DEVELOPMENT", "").lower() in ("1", "true", "yes"),
        allowed=_allowed(env),
        ceilings=_ceilings(env),
    )


def environment_of(settings: Settings) -> dict[str, str]:
    """Give the environment in which a process that this one starts reads the same settings."""
    if settings.listens:
        address = {LISTENS: " ".join(map(str, settings.listens))}
    else:
        address = {"WORKSHOP_URL": settings.url}
    return {**os.environ, "WORKSHOP_DATA": str(settings.data), **address}


def _ceilings(env):
    try:
        return read_ceilings(env)
    except BadCeiling as wrong:
        raise BadSettings(str(wrong)) from wrong


def data_folder(env: Mapping[str, str], given: str | None = None) -> Path:
    """Give the data directory, which is known before anything else of the settings is right."""
    return Path(given or env.get("WORKSHOP_DATA") or "data").absolute()


def _address(configured, listens):
    """Give (url, listens): where an address is configured, people are led there wherever the app listens."""
    if configured:
        try:
            return site_of(configured), None
        except BadHost as wrong:
            raise BadSettings(f"WORKSHOP_URL: {wrong} Write it like https://workshop.example.org.") from wrong
    if isinstance(listens, str):
        host, _, port = listens.rpartition(" ")
        listens = host, int(port)
    try:
        host, port = listens or LISTENS_BY_DEFAULT
        return url_of(host, port), (plain_host(host), port) if listens else None
    except BadHost as wrong:
        raise BadSettings(str(wrong)) from wrong


def _metrics(given):
    """Give (host, port), None for `off`."""
    if given == "off":
        return None
    host, _, port = given.rpartition(":")
    try:
        if re.fullmatch("[0-9]{1,5}", port) and int(port) <= LARGEST_PORT:
            return plain_host(host), int(port)
        raise BadHost(f"{given!r} has no port.")
    except BadHost as wrong:
        raise BadSettings(f"WORKSHOP_METRICS: {wrong} Write it like {METRICS_BY_DEFAULT}, or off.") from wrong


def _fanout(given):
    if given not in FANOUTS:
        raise BadSettings(f"WORKSHOP_FANOUT must be one of {', '.join(FANOUTS)}.")
    return given


def _allowed(env):
    try:
        return read_allowed(env)
    except ValueError as wrong:
        raise BadSettings(str(wrong)) from wrong


def _proxies(given):
    if not re.fullmatch("[0-9]{1,2}", given):
        raise BadSettings("WORKSHOP_PROXIES must be the number of proxies in front, such as 0 or 1.")
    return int(given)


def _accent(given):
    if given and not HEX_COLOUR.fullmatch(given):
        raise BadSettings("WORKSHOP_ACCENT must be a colour such as #005a6e.")
    return given.lower()


def _logo(given):
    if not given:
        return None
    path = Path(given).absolute()
    if path.suffix.lower() not in LOGO_BEGINS or not path.is_file():
        raise BadSettings(f"WORKSHOP_LOGO: {path} is not a file that ends in .svg or .png.")
    if path.stat().st_size > LARGEST_LOGO:
        raise BadSettings(f"WORKSHOP_LOGO: {path} is larger than {LARGEST_LOGO // 1024} KB.")
    if not LOGO_BEGINS[path.suffix.lower()].search(path.read_bytes()):
        raise BadSettings(f"WORKSHOP_LOGO: {path} does not hold what its name says.")
    return path


def _secret_key(env, data):
    given = env.get("WORKSHOP_SECRET_KEY")
    key = kept_key(data) if given is None else given
    if fault := weakness(key):
        where = data / FILE if given is None else "WORKSHOP_SECRET_KEY"
        raise BadSettings(f"{where} {fault}, so that others could guess it. `workshop new-key` makes a good one.")
    return key
