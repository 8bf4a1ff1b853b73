"""The texts of a document that people suggest other wordings for."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from workshop.models import DraftComment, Goal, Measure
from workshop.models.document import Document, DocumentParagraph
from workshop.models.draft_comment import OPEN
from workshop.operations.documents.wordings import add_wording, wordings_of

# What of a goal or measure is suggested otherwise: the line that stands in the document under its number.
FIELDS = {"goal": "title", "measure": "text"}
_MODELS = {"goal": Goal, "measure": Measure}


def said_now(session: Session, document: Document, kind: str, number: int, lang: str) -> str | None:
    """Return the text of a paragraph, goal or measure in a language, "" where it has none; None for one that is gone.

    Danger: without a text in a language, what is gone would look unchanged to a suggestion in it.
    """
    if kind == "paragraph":
        paragraph = session.get(DocumentParagraph, number)
        return None if paragraph is None or paragraph.removed else paragraph.text.get(lang, "")
    found = wordings_of(session, document.consultation_id, kind, [number]).get(number)
    if found is None:
        return None
    worded = found[FIELDS[kind]].get(lang)
    return worded.text if worded else ""


def add_comment(
    session: Session,
    document: Document,
    participant_id: int,
    about: tuple[str, int],
    lang: str,
    now: datetime,
    **said: Any,
) -> DraftComment | None:
    """Store what is said (`text`, `suggestion`, `body_id`) of a thing by its noun and id, and return it.

    `original` is the text that the writer saw, where that may be another than what stands there now. None where nothing
    is said: a suggestion of what they saw, or of what stands there already, is none.
    """
    kind, number = about
    now_said, suggestion = said_now(session, document, kind, number, lang) or "", said.get("suggestion", "")
    original = now_said if said.get("original") is None else said["original"]
    if suggestion in (original, now_said):
        suggestion = ""
    if not suggestion and not said.get("text"):
        return None
    made = DraftComment(document_id=document.id, participant_id=participant_id, kind=kind, thing_id=number, lang=lang)
    made.body_id, made.text, made.suggestion = said.get("body_id"), said.get("text", ""), suggestion
    made.original, made.state, made.written_at = original if suggestion else "", OPEN if suggestion else "", now
    session.add(made)
    session.flush()
    return made


def reword(session: Session, document: Document, comment: DraftComment, now: datetime) -> None:
    """Let a suggested wording stand in the document: in its paragraph, or as a draft of an official text."""
    if comment.kind == "paragraph":
        paragraph = session.get_one(DocumentParagraph, comment.thing_id)
        paragraph.text = {**paragraph.text, comment.lang: comment.suggestion}
        paragraph.version += 1
        return
    thing = session.get_one(_MODELS[comment.kind], comment.thing_id)
    field, suggestion = FIELDS[comment.kind], comment.suggestion
    add_wording(session, thing, comment.kind, field, comment.lang, suggestion, "draft", now)
