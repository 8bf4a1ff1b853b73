"""The settings: each from one environment variable, each with a default that works."""

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, ValidationError, ValidationInfo, create_model, model_validator
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from workshop.config import values
from workshop.config.allowed import RATES, Allowed, Rates
from workshop.config.ceilings import Ceilings
from workshop.config.values import LARGEST_LOGO

__all__ = [
    "LARGEST_LOGO",
    "LISTENS",
    "PREFIX",
    "PRODUCT",
    "BadSettings",
    "Settings",
    "data_folder",
    "environment_of",
    "read_settings",
]

PRODUCT = "Workshop"
PREFIX = "WORKSHOP_"
# By this `serve` and `web` tell their children where they listen, if no address is configured.
LISTENS = "WORKSHOP_LISTENS"
# Deployments leave these empty, which means the same as leaving them out; others refuse an empty value or accept it.
EMPTY_IS_UNSET = {
    "data",
    "database_url",
    "pooler_url",
    "listens",
    "founders",
    *(name.removeprefix(PREFIX).lower() for name in RATES.values()),
}


class BadSettings(ValueError):
    """Settings with which the app must not start; the message is one sentence that names the variable."""


def _rates(given, info: ValidationInfo) -> Rates:
    return values.rates(given, PREFIX + str(info.field_name).upper())


def _ceiling(given, info: ValidationInfo) -> int:
    return values.ceiling(given, PREFIX + str(info.field_name).upper())


def _database_url(given, info: ValidationInfo) -> str:
    # A bad data directory is reported instead, so here any path will do.
    return values.database_url(given) if given else f"sqlite:///{info.data.get('data', Path()) / 'workshop.sqlite'}"


def _pooler_url(given, info: ValidationInfo) -> str:
    # A bad database URL is reported instead, so here it passes for a right one.
    return values.pooler_url(given, info.data.get("database_url", "postgresql"))


def _secret_key(given, info: ValidationInfo) -> str:
    return values.secret_key(given, info.data["data"]) if "data" in info.data else ""


def _url(given, info: ValidationInfo) -> str:
    return values.url(given, info.data.get("listens"))


MailRates = Annotated[Rates, BeforeValidator(_rates)]
_fields_of_ceilings: dict[str, Any] = {
    f"most_{each.name}": (Annotated[int, BeforeValidator(_ceiling)], each.default) for each in fields(Ceilings)
}
# WORKSHOP_MOST_GOALS_EACH and so on: one field for each ceiling, named after it.
_Ceilings: Any = create_model(
    "_Ceilings",
    __base__=BaseSettings,
    **_fields_of_ceilings,
)


def _written(default: str | None) -> Any:
    """Return a default as an administrator writes it, to be parsed like one."""
    return default


class Settings(_Ceilings):
    """The administrator's settings; docs/administrators.md explains each.

    `url` is the address in letters and on the console: the configured one, otherwise where the app is served, as known
    at the start. Pages use web.site.site_url() instead. `listens` is (host, port) where no address is configured,
    `metrics` is (host, port) where this process serves its metrics; None: nowhere.

    Settings are made from arguments alone; only `read_settings` reads the environment.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, enable_decoding=False, extra="forbid", frozen=True, validate_default=True
    )

    data: Annotated[Path, BeforeValidator(values.folder)] = Path("data")
    database_url: Annotated[str, BeforeValidator(_database_url)] = Field("", repr=False)
    pooler_url: Annotated[str, BeforeValidator(_pooler_url)] = Field("", repr=False)
    secret_key: Annotated[str, BeforeValidator(_secret_key)] = Field(_written(None), repr=False)
    listens: Annotated[tuple[str, int] | None, BeforeValidator(values.listens)] = None
    url: Annotated[str, BeforeValidator(_url)] = ""
    metrics: Annotated[tuple[str, int] | None, BeforeValidator(values.metrics)] = _written(values.METRICS_BY_DEFAULT)
    mail: Annotated[str, BeforeValidator(values.mail)] = Field("console", repr=False)
    mail_from: Annotated[str, BeforeValidator(values.mail_from)] = "workshop@localhost"
    limits_store: Annotated[str, BeforeValidator(values.limits_store)] = values.IN_MEMORY
    fanout: Annotated[str, BeforeValidator(values.fanout)] = "own"
    dictionaries: Annotated[str, BeforeValidator(values.dictionaries)] = values.AT_START
    proxies: Annotated[int, BeforeValidator(values.proxies)] = _written("0")
    log_level: Annotated[str, BeforeValidator(values.log_level)] = "INFO"
    organisation: Annotated[str, BeforeValidator(values.line)] = ""
    logo: Annotated[Path | None, BeforeValidator(values.logo)] = None
    accent: Annotated[str, BeforeValidator(values.accent)] = ""
    contact: Annotated[str, BeforeValidator(str.strip)] = ""
    development: Annotated[bool, BeforeValidator(values.development)] = _written("")
    founders: Annotated[str, BeforeValidator(values.founders)] = Allowed.founders
    mails_per_recipient: MailRates = Allowed.to_one
    mails_per_sender: MailRates = Allowed.by_one
    mails_by_guests: MailRates = Allowed.by_guests
    mails_per_network_address: MailRates = Allowed.by_strangers
    mails_in_all: MailRates = Allowed.in_all

    @model_validator(mode="before")
    @classmethod
    def _lead_elsewhere(cls, given: dict) -> dict:
        """Drop `listens` where an address is configured, to which people are then led."""
        return {**given, "listens": None} if str(given.get("url") or "").strip() else given

    @classmethod
    def settings_customise_sources(
        cls, settings_cls, init_settings, **others
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Use the arguments alone, so that settings made in a program do not depend on the environment."""
        return (init_settings,)

    @cached_property
    def ceilings(self) -> Ceilings:
        """How much people may have."""
        return Ceilings(**{each.name: getattr(self, f"most_{each.name}") for each in fields(Ceilings)})

    @cached_property
    def allowed(self) -> Allowed:
        """The administrator's limits."""
        rates = {field: getattr(self, name.removeprefix(PREFIX).lower()) for field, name in RATES.items()}
        return Allowed(self.founders, **rates)

    @property
    def secure(self) -> bool:
        """Whether people reach the app over TLS, so that cookies may be Secure."""
        return urlsplit(self.url).scheme == "https"

    @property
    def name(self) -> str:
        """The app's name in pages and mails: the organisation's, if configured."""
        return self.organisation or PRODUCT

    @property
    def embedded(self) -> bool:
        """Whether the database is SQLite."""
        return self.database_url.startswith("sqlite")


def read_settings(environment: Mapping[str, str] | None = None, **given) -> Settings:
    """Read the settings; `given` ones (from the command line) override the environment.

    Raises BadSettings for the first setting, in the order above, with an invalid value.
    """
    source = EnvSettingsSource(Settings)
    read = os.environ if environment is None else environment
    source.env_vars = {name.lower(): value for name, value in read.items()}
    found = {name: value for name, value in source().items() if value or name not in EMPTY_IS_UNSET}
    for name, value in found.items():
        if any(unicodedata.category(sign) in ("Cc", "Cs") and not sign.isspace() for sign in value):
            raise BadSettings(f"{PREFIX}{name.upper()} holds control characters, or bytes that are no UTF-8.")
    try:
        return Settings(**found | {name: value for name, value in given.items() if value})
    except ValidationError as wrong:
        # Danger: never pydantic's own message, which quotes passwords.
        raise BadSettings(_sentence(wrong.errors()[0])) from None


def environment_of(settings: Settings) -> dict[str, str]:
    """Return an environment in which a child process reads the same settings."""
    if settings.listens:
        address = {LISTENS: " ".join(map(str, settings.listens))}
    else:
        address = {"WORKSHOP_URL": settings.url}
    return {**os.environ, "WORKSHOP_DATA": str(settings.data), **address}


def data_folder(environment: Mapping[str, str], given: str | None = None) -> Path:
    """Return the data directory, without needing the other settings to be valid; raises BadSettings."""
    try:
        return values.folder(given or environment.get("WORKSHOP_DATA") or "data")
    except ValueError as wrong:
        raise BadSettings(str(wrong)) from None


def _sentence(error):
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return f"{PREFIX}{str(error['loc'][0]).upper()}: {error['msg']}."
