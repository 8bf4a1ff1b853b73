"""A consultation and its lists: themes, phenomena, bodies."""

from sqlalchemy import String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from workshop.badges import COLOURS, ICONS, ICONS_OF_PHENOMENA
from workshop.fields import Json
from workshop.models.base import Base, Id, Key, Lang, Removable, Texts, Time, Word, reference


class Consultation(Base):
    """The boundary of consistency; its row is the lock under which revisions are handed out.

    `revision` and `head` are the number and the hash of its journal's newest event; `changed_in` is the revision at
    which its own texts or settings last changed; `threshold` is the smallest group that breakdowns show;
    `asks_municipality`: who joins is asked for their municipality.
    """

    __tablename__ = "consultation"
    __table_args__ = (UniqueConstraint("created_by", "key"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    slug: Mapped[Key] = mapped_column(unique=True)
    key: Mapped[Key]
    created_by: Mapped[int] = reference("account.id")
    created_at: Mapped[Time]
    title: Mapped[Texts]
    description: Mapped[Texts]
    lang: Mapped[Lang]
    threshold: Mapped[int] = mapped_column(default=5)
    asks_municipality: Mapped[bool] = mapped_column(default=False, server_default=false())
    changed_in: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=0)
    head: Mapped[str] = mapped_column(String(64), default="")


class Listed(Removable):
    """An item of a short list that facilitators maintain, with its position."""

    __abstract__ = True

    title: Mapped[Texts]
    position: Mapped[int] = mapped_column(default=0)


class Backed(Listed):
    """An item that tells more of itself: `introduction` is Markdown; `links` and `experts` are lists of rows."""

    __abstract__ = True

    introduction: Mapped[dict | None] = mapped_column(Json)
    links: Mapped[list | None] = mapped_column(Json)
    experts: Mapped[list | None] = mapped_column(Json)


class Theme(Backed):
    """A priority theme, under which goals stand; its number is never given to another.

    `colour` and `icon` are keys of `workshop/badges.py`.
    """

    __tablename__ = "theme"

    # The previous version, which may still be running, inserts rows without these.
    number: Mapped[int] = mapped_column(default=0, server_default="0")
    colour: Mapped[Word] = mapped_column(server_default=COLOURS[0])
    icon: Mapped[Word] = mapped_column(server_default=ICONS[0])


class Phenomenon(Backed):
    """A cross-cutting phenomenon; a goal may touch any number of them."""

    __tablename__ = "phenomenon"

    icon: Mapped[Word] = mapped_column(server_default=ICONS_OF_PHENOMENA[0])


class Body(Listed):
    """A body for which participants speak; its key is what `join` takes as `body`."""

    __tablename__ = "body"

    kind: Mapped[Word]
