"""Files that are made outside the request of whoever asked for them, and kept for a while, and templates for them."""

from sqlalchemy import LargeBinary, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from workshop.models.base import Base, Id, Key, Lang, Time, Word, reference


class OwnTemplate(Base):
    """A DOCX template of a consultation, checked before it was kept; one of the same name takes its place."""

    __tablename__ = "own_template"
    __table_args__ = (UniqueConstraint("consultation_id", "name"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    consultation_id: Mapped[int] = reference("consultation.id")
    name: Mapped[str] = mapped_column(String(100))
    contents: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[Time]


class Export(Base):
    """A file that a participant asked for; nobody else may have it, and nobody at all after `ends_at`.

    `state` is waiting, running, done, failed or cancelled; `progress` is in per cent, `size` in bytes once it is done.
    `key` is the form's, so that sending it again asks once. `lang` is the reader's; a document's file is in its own
    `languages` ("fi,sv"), one after the other or `beside` each other. `sealed_file_id` is the sealed file that it is,
    if any, and `template_id` the template of the organisation that it is made in.
    """

    __tablename__ = "export"
    __table_args__ = (UniqueConstraint("participant_id", "key"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    key: Mapped[Key]
    participant_id: Mapped[int] = reference("participant.id", index=True)
    name: Mapped[str] = mapped_column(String(60))
    lang: Mapped[Lang]
    languages: Mapped[str] = mapped_column(String(100), default="", server_default=text("''"))
    beside: Mapped[bool] = mapped_column(default=False, server_default=false())
    sealed_file_id: Mapped[int | None] = reference("sealed_file.id")
    template_id: Mapped[int | None] = reference("own_template.id")
    state: Mapped[Word] = mapped_column(default="waiting")
    progress: Mapped[int] = mapped_column(default=0)
    size: Mapped[int | None]
    asked_at: Mapped[Time]
    ends_at: Mapped[Time] = mapped_column(index=True)


class ExportPart(Base):
    """A part of an export's bytes. The database is all that a worker and several web servers share."""

    __tablename__ = "export_part"
    __table_args__ = ()

    export_id: Mapped[int] = reference("export.id", primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    contents: Mapped[bytes] = mapped_column(LargeBinary)
