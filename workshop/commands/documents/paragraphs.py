"""Commands on the paragraphs of the document: added, held, written, moved and removed."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field
from sqlalchemy import func, select

from workshop.commands.documents.begun import begun, note_of, paragraph_in, texts_of, told, writable
from workshop.engine.actor import Actor
from workshop.engine.arguments import LARGEST_ID, Arguments, Descriptions, OneOf, Slot, ThemeId
from workshop.engine.command import CONSULTATION, command
from workshop.errors import Conflict, Fault, Invalid
from workshop.events import PendingEvent
from workshop.models.document import SECTIONS, Document, DocumentParagraph
from workshop.operations.documents.commented import add_comment
from workshop.operations.documents.holding import HELD_FOR, holder_of, is_fixed

MOST_PARAGRAPHS = 500
ParagraphId = Annotated[int, Field(ge=1, le=LARGEST_ID)]
ParagraphVersion = Annotated[int, Field(ge=1, le=LARGEST_ID)]


class AddParagraph(Arguments):
    """A paragraph (or a few, in simple Markdown) at the end of a section; one of a theme says which."""

    section: Annotated[str, OneOf(SECTIONS)]
    theme_id: ThemeId | None = None
    text: Descriptions
    lang: Slot | None = None


class HoldParagraph(Arguments):
    """A paragraph that somebody writes in."""

    paragraph_id: ParagraphId


class EditParagraph(Arguments):
    """What a paragraph says now, in the languages that are given; `version` is the one that the writer saw."""

    paragraph_id: ParagraphId
    text: Descriptions | None = None
    version: ParagraphVersion | None = None
    lang: Slot | None = None


class MoveParagraph(Arguments):
    """A paragraph that is to stand before another of its section, or last."""

    paragraph_id: ParagraphId
    before: ParagraphId | None = None


class RemoveParagraph(Arguments):
    """A paragraph that is to be removed; `version` is the one that was read."""

    paragraph_id: ParagraphId
    version: ParagraphVersion | None = None


@command(AddParagraph, target=CONSULTATION, answers=("paragraph_id",))
def add_paragraph(actor: Actor, args: AddParagraph) -> list[PendingEvent]:
    """Add a paragraph; raises Conflict beyond the most that a document has."""
    document = writable(actor)
    if (args.section == "theme") != (args.theme_id is not None):
        raise Invalid(theme_id=Fault("missing" if args.theme_id is None else "not_a_choice"))
    text = texts_of(args.text, args.lang or actor.me.lang)
    if not text:
        raise Invalid(text=Fault("empty"))
    number, last = actor.session.execute(
        select(func.count(), func.max(DocumentParagraph.position)).where(DocumentParagraph.document_id == document.id)
    ).one()
    if number >= MOST_PARAGRAPHS:
        raise Conflict("paragraphs_full", most=MOST_PARAGRAPHS)
    paragraph = DocumentParagraph(document_id=document.id, section=args.section, theme_id=args.theme_id, text=text)
    paragraph.position = (last or 0) + 1
    actor.session.add(paragraph)
    actor.session.flush()
    return _answer(actor, document, paragraph)


@command(HoldParagraph, target=CONSULTATION, answers=("paragraph_id",))
def hold_paragraph(actor: Actor, args: HoldParagraph) -> list[PendingEvent]:
    """Take a paragraph for the next minute, or go on holding it; raises Conflict where somebody else does."""
    document = begun(actor, changes=False)
    if is_fixed(document):
        raise Conflict("document_proposed")
    paragraph = paragraph_in(actor, document, args.paragraph_id)
    _is_free(actor, paragraph)
    paragraph.held_by_id, paragraph.held_until = actor.me.id, actor.now + HELD_FOR
    actor.result = {"paragraph_id": paragraph.id}
    return []


@command(EditParagraph, target=CONSULTATION, answers=("paragraph_id", "version", "draft_comment_ids"))
def edit_paragraph(actor: Actor, args: EditParagraph) -> list[PendingEvent]:
    """Write a paragraph anew; raises Invalid for an empty one.

    Where somebody else has written it anew meanwhile, or is writing in it, theirs stays, and what comes besides is
    suggested beside it: the answer has the ids of the suggestions, one for each language.
    """
    document = writable(actor)
    paragraph = paragraph_in(actor, document, args.paragraph_id)
    text = texts_of(args.text or {}, args.lang or actor.me.lang, paragraph.text)
    if not text:
        raise Invalid(text=Fault("empty"))
    suggested: list[int] = []
    holder = holder_of(actor.session, paragraph, actor.now)
    if args.version in (None, paragraph.version) and holder in (None, actor.me):
        paragraph.held_by_id = paragraph.held_until = None
        if text != paragraph.text:
            paragraph.text, paragraph.version = text, paragraph.version + 1
    else:
        suggested = list(_suggested(actor, document, paragraph, text))
    actor.result = {"paragraph_id": paragraph.id, "version": paragraph.version, "draft_comment_ids": suggested}
    return told(document)


@command(MoveParagraph, target=CONSULTATION, answers=("paragraph_id",))
def move_paragraph(actor: Actor, args: MoveParagraph) -> list[PendingEvent]:
    """Put a paragraph before another one of its section, or last in it."""
    document = writable(actor)
    paragraph = paragraph_in(actor, document, args.paragraph_id)
    own = [each for each in _beside(actor, document, paragraph) if each is not paragraph]
    place = len(own)
    if args.before is not None and args.before != paragraph.id:
        ids = [each.id for each in own]
        if args.before not in ids:
            raise Invalid(before=Fault("not_a_choice"))
        place = ids.index(args.before)
    own.insert(place, paragraph)
    for position, each in zip(sorted(each.position for each in own), own, strict=True):
        each.position = position
    return _answer(actor, document, paragraph)


@command(RemoveParagraph, target=CONSULTATION, answers=("paragraph_id",))
def remove_paragraph(actor: Actor, args: RemoveParagraph) -> list[PendingEvent]:
    """Remove a paragraph; its text stays stored.

    Raises Conflict where it is another by now than the one that was read, or somebody else is writing in it.
    """
    document = writable(actor)
    paragraph = paragraph_in(actor, document, args.paragraph_id)
    if args.version not in (None, paragraph.version):
        raise Conflict("paragraph_changed")
    _is_free(actor, paragraph)
    paragraph.removed = True
    note_of(actor, "paragraph_removed", number=paragraph.id)
    return _answer(actor, document, paragraph)


def _is_free(actor: Actor, paragraph: DocumentParagraph) -> None:
    holder = holder_of(actor.session, paragraph, actor.now)
    if holder is not None and holder is not actor.me:
        raise Conflict("paragraph_held", who={holder.lang: {"text": holder.name or ""}})


def _suggested(actor: Actor, document: Document, paragraph: DocumentParagraph, text: dict[str, str]) -> Iterator[int]:
    """Suggest what differs from a paragraph that somebody else has written meanwhile; yield the suggestions' ids."""
    about = ("paragraph", paragraph.id)
    for lang, said in text.items():
        made = add_comment(actor.session, document, actor.me.id, about, lang, actor.now, suggestion=said)
        if made is not None:
            actor.grown += len(said)
            yield made.id


def _beside(actor: Actor, document: Document, paragraph: DocumentParagraph) -> list[DocumentParagraph]:
    """Return the paragraphs of the section that one stands in, in order."""
    query = select(DocumentParagraph).where(
        DocumentParagraph.document_id == document.id,
        DocumentParagraph.section == paragraph.section,
        DocumentParagraph.theme_id.is_not_distinct_from(paragraph.theme_id),
        ~DocumentParagraph.removed,
    )
    return list(actor.session.scalars(query.order_by(DocumentParagraph.position, DocumentParagraph.id)))


def _answer(actor: Actor, document: Document, paragraph: DocumentParagraph) -> list[PendingEvent]:
    actor.result = {"paragraph_id": paragraph.id}
    return told(document)
