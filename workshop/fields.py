"""The kinds of values in columns and arguments: times, JSON, texts in several languages."""

import json
import re
import unicodedata
from datetime import UTC, datetime
from typing import Any, overload

from sqlalchemy import JSON, DateTime, Dialect, String, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

from workshop.reading.texts import shows_something

LANGUAGES = ("fi", "sv", "en")
# Plain-language slots bear the registered variant subtag "simple" (IANA language subtag registry, 2015).
SLOTS = LANGUAGES + tuple(f"{language}-simple" for language in LANGUAGES)

# Line ends: Word uses U+000B and U+000C, web pages U+2028 and U+2029, old systems U+0085 and others.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb]")
# Danger: overrides and isolates can display a text in another order than it is stored in (Unicode UAX 9).
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


class UtcTime(TypeDecorator[datetime]):
    """An aware time in UTC; in SQLite, which has no time zones, text of fixed width, which keeps the order."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the column's type: text in SQLite, PostgreSQL's own type there."""
        return dialect.type_descriptor(String(27) if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        """Convert to UTC; raises ValueError for a naive time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        value = value.astimezone(UTC)
        return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return an aware time in UTC."""
        if value is None:
            return None
        return datetime.fromisoformat(value) if isinstance(value, str) else value.astimezone(UTC)


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


@overload
def rfc3339(time: datetime) -> str: ...


@overload
def rfc3339(time: None) -> None: ...


@overload
def rfc3339(time: datetime | None) -> str | None: ...


def rfc3339(time: datetime | None) -> str | None:
    """Return a time as on the wire: UTC, milliseconds, `Z` (RFC 3339)."""
    if time is None:
        return None
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def canonical(value: Any) -> bytes:
    """Return the one canonical JSON of a value (keys sorted, no spaces, UTF-8), for fingerprints and hashes."""
    return _CANONICAL.encode(value).encode()


def clean_text(text: str) -> str:
    """Normalise a typed or pasted text: NFC, LF line ends, no control characters, no direction overrides.

    A text that shows nothing, such as a zero-width space alone, becomes empty. Invisible characters within a text are
    kept: emoji and some scripts need joiners, long words soft hyphens.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\x1f", " ")
    # Normalised last, because a removed character may have stood between a letter and its accent.
    text = unicodedata.normalize("NFC", _BIDI.sub("", _CONTROLS.sub("", text))).strip()
    return text if shows_something(text) else ""


def worded(texts: dict[str, Any] | None, lang: str, text: str | None) -> dict[str, Any]:
    """Return new texts with `text` in the slot `lang`; without a text the slot is removed.

    Texts are `{slot: {"text", "state"}}`; the state is `original` in the language in which the thing was made, and
    `translated` in the others.
    """
    slots = dict(texts or {})
    before = slots.pop(lang, None)
    if text:
        state = before["state"] if before else "translated" if slots else "original"
        slots[lang] = {"text": text, "state": state}
    return slots


def wordings(texts: dict[str, Any] | None) -> dict[str, str]:
    """Return texts as `{slot: text}`, as on the wire."""
    return {slot: wording["text"] for slot, wording in (texts or {}).items()}
