"""The little Markdown of a document's texts as paragraphs of a DOCX."""

from workshop.content import Wording
from workshop.exports.document.docx_text import add_text
from workshop.language.markdown import blocks_of

LISTS = {"bullet_list_open": "List Bullet", "ordered_list_open": "List Number"}


def add_markdown(place, wording: Wording) -> None:
    """Add a text's paragraphs, headings and lists; a link is its words and its address, which nobody can miss."""
    styles, paragraph = ["Normal"], None
    for token in blocks_of(wording.text):
        if token.type in LISTS:
            styles.append(LISTS[token.type])
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            styles.pop()
        elif token.type == "heading_open":
            paragraph = place.add_paragraph(style="Heading 3")
        elif token.type == "paragraph_open":
            paragraph = place.add_paragraph(style=styles[-1])
        elif token.type == "inline" and paragraph is not None:
            _add_inline(paragraph, token.children or [], wording.language)


def _add_inline(paragraph, tokens, lang):
    bold = italic = False
    link = ""
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            bold = token.type == "strong_open"
        elif token.type in ("em_open", "em_close"):
            italic = token.type == "em_open"
        elif token.type == "link_open":
            link = str(token.attrs["href"])
        elif token.type == "link_close":
            add_text(paragraph, f" ({link})", lang)
        elif token.type in ("softbreak", "hardbreak"):
            add_text(paragraph, " " if token.type == "softbreak" else "\n", lang)
        else:
            add_text(paragraph, token.content, lang, bold=bold, italic=italic)
