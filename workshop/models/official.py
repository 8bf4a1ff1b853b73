"""The official texts of things: how the organisation words what participants wrote, in each language."""

from hashlib import sha256
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workshop.fields import canonical
from workshop.models.base import Base, Id, Lang, Time, Word, reference

# The texts of each kind of thing that have official wordings.
WORDED = {
    "goal": ("title", "rationale"),
    "measure": ("text", "responsible", "time_frame"),
    "theme": ("title", "introduction"),
    "phenomenon": ("title", "introduction"),
    "round": ("instructions",),
}


class OfficialWording(Base):
    """One version of the official text of a thing in one language; the newest counts, and rows are only added.

    Its state is `draft`, `checked`, or `emptied` where the text was taken away. `original` is the fingerprint of the
    participants' text as it was then.
    """

    __tablename__ = "official_wording"
    __table_args__ = (
        Index(None, "consultation_id", "kind", "thing_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    consultation_id: Mapped[int] = reference("consultation.id")
    kind: Mapped[Word]
    thing_id: Mapped[int]
    field: Mapped[Word]
    lang: Mapped[Lang]
    state: Mapped[Word]
    text: Mapped[str] = mapped_column(Text)
    original: Mapped[str] = mapped_column(String(64))
    written_at: Mapped[Time]


def original_of(texts: dict[str, Any] | None) -> tuple[str, str]:
    """Return (language, text) in which a thing was first worded; two empty strings where it has no text."""
    slots = texts or {}
    first = [slot for slot, each in slots.items() if each["state"] == "original"] or list(slots)
    return (first[0], slots[first[0]]["text"]) if first else ("", "")


def fingerprint(texts: dict[str, Any] | None) -> str:
    """Return what tells whether the participants' text is still the one that somebody worded officially."""
    return fingerprint_of(*original_of(texts))


def fingerprint_of(lang: str, text: str) -> str:
    """Return the same of a text in the language in which its thing was first worded."""
    return sha256(canonical((lang, text))).hexdigest()
