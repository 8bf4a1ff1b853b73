"""The document that a consultation ends in: what stands in it, under which numbers, and what was adopted."""

from typing import Any

from sqlalchemy import DDL, Index, LargeBinary, String, Text, UniqueConstraint, event
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from workshop.fields import Json
from workshop.models.base import Base, Id, Texts, Time, Word, reference

DRAFT, FOR_COMMENT, PROPOSED, ADOPTED = "draft", "for_comment", "proposed", "adopted"
# The states that a document is brought to and back from; adopted is what follows from `adopt_document` alone.
STEPS = (DRAFT, FOR_COMMENT, PROPOSED)
# The parts of a document, in their order; those of themes are one for each.
SECTIONS = ("introduction", "phenomena", "theme", "follow_up", "appendix")
# Danger: a backup is restored by deleting all rows, so these refuse changes alone; the app deletes none.
ADOPTED_STAYS = {
    "sqlite": [
        "CREATE TRIGGER adopted_document_stays BEFORE UPDATE ON adopted_document "
        "BEGIN SELECT RAISE(ABORT, 'what was adopted stays'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION adopted_document_stays() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'what was adopted stays'; END $$",
        "CREATE TRIGGER adopted_document_stays BEFORE UPDATE ON adopted_document "
        "FOR EACH ROW EXECUTE FUNCTION adopted_document_stays()",
    ],
}


class Document(Base):
    """A consultation's document; `languages` are those that it is written in, the first one before the others.

    From the first time that it is for comment on it is `numbered`: what stands in it keeps its number. `correction`
    says what is wrong in what was adopted, while that is being mended. While it is proposed, `proposed` is what it held
    when it was, or of a correction what was adopted (content.py); null where an earlier version proposed it. `changes`
    counts the commands that changed it, and `revision` is that of the last event on it; 0 until others than
    facilitators have seen it. `adopted_goal_ids` are the goals that stood in it when it was adopted last.
    """

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("consultation_id"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    consultation_id: Mapped[int] = reference("consultation.id")
    title: Mapped[Texts]
    languages: Mapped[list[Any]] = mapped_column(Json)
    state: Mapped[Word] = mapped_column(default=DRAFT)
    numbered: Mapped[bool] = mapped_column(default=False)
    correction: Mapped[str] = mapped_column(Text, default="")
    # Long, and seldom asked for.
    proposed: Mapped[dict[str, Any] | None] = mapped_column(Json, deferred=True)
    adopted_goal_ids: Mapped[list[Any] | None] = mapped_column(Json)
    changes: Mapped[int] = mapped_column(default=0, server_default="0")
    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[Time]

    @hybrid_property
    def gone(self) -> bool:
        """Whether it is a draft, which facilitators alone see; in SQL too."""
        return self.state == DRAFT


class DocumentGoal(Base):
    """A goal that a facilitator put in the document or took out of it, or that has a number there.

    While the document has no numbers, a goal without a row is in if it is on the shortlist; afterwards, it is not. The
    number is that of its theme and its own, which no other goal of the document ever has.
    """

    __tablename__ = "document_goal"
    __table_args__ = (UniqueConstraint("document_id", "theme_number", "number"),)

    document_id: Mapped[int] = reference("document.id", primary_key=True)
    goal_id: Mapped[int] = reference("goal.id", primary_key=True)
    included: Mapped[bool]
    theme_id: Mapped[int | None] = reference("theme.id")
    theme_number: Mapped[int | None]
    number: Mapped[int | None]


class DocumentParagraph(Base):
    """A paragraph of a section, by language; `version` grows with each change, and one that was removed stays.

    Until `held_until` it is taken by whoever writes in it: what others save becomes a suggestion.
    """

    __tablename__ = "document_paragraph"
    __table_args__ = (Index(None, "document_id"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    document_id: Mapped[int] = reference("document.id")
    section: Mapped[Word]
    theme_id: Mapped[int | None] = reference("theme.id")
    position: Mapped[int]
    text: Mapped[Texts]
    version: Mapped[int] = mapped_column(default=1)
    held_by_id: Mapped[int | None] = reference("participant.id")
    held_until: Mapped[Time | None]
    removed: Mapped[bool] = mapped_column(default=False)


class AdoptedDocument(Base):
    """A document as it was adopted: canonical JSON (content.py) and its SHA-256. The database changes no row.

    `address` is its part of the lasting address. One that `corrects` another stands beside it, not in its place.
    """

    __tablename__ = "adopted_document"
    __table_args__ = (UniqueConstraint("address"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    document_id: Mapped[int] = reference("document.id", index=True)
    address: Mapped[str] = mapped_column(String(80))
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    corrects_id: Mapped[int | None] = reference("adopted_document.id")
    adopted_at: Mapped[Time]


for _kind, _statements in ADOPTED_STAYS.items():
    for _statement in _statements:
        event.listen(AdoptedDocument.__table__, "after_create", DDL(_statement).execute_if(dialect=_kind))


class AdoptedFile(Base):
    """A file of an adopted document, made once for all who read it; `size` is in bytes once it is whole.

    `about` tells it from the others: its kind, its languages, how these stand, and the site that it names.
    """

    __tablename__ = "adopted_file"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Id]
    adopted_id: Mapped[int] = reference("adopted_document.id", index=True)
    about: Mapped[str] = mapped_column(String(400))
    size: Mapped[int | None]
    made_at: Mapped[Time]


class AdoptedFilePart(Base):
    """A part of such a file's bytes."""

    __tablename__ = "adopted_file_part"
    __table_args__ = ()

    file_id: Mapped[int] = reference("adopted_file.id", primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    contents: Mapped[bytes] = mapped_column(LargeBinary)
