"""The texts of a document that people suggest other wordings for."""

from datetime import datetime

from sqlalchemy.orm import Session

from workshop.models import DraftComment, Goal, Measure
from workshop.models.document import Document, DocumentParagraph
from workshop.operations.documents.wordings import add_wording, wordings_of

# What of a goal or measure is suggested otherwise: the line that stands in the document under its number.
FIELDS = {"goal": "title", "measure": "text"}
_MODELS = {"goal": Goal, "measure": Measure}


def said_now(session: Session, document: Document, kind: str, number: int, lang: str) -> str:
    """Return the text of a paragraph, goal or measure in one language; an empty one where it has none, or is gone."""
    if kind == "paragraph":
        paragraph = session.get(DocumentParagraph, number)
        return "" if paragraph is None or paragraph.removed else paragraph.text.get(lang, "")
    found = wordings_of(session, document.consultation_id, kind, [number]).get(number, {})
    worded = found.get(FIELDS[kind], {}).get(lang)
    return worded.text if worded else ""


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
