"""What tells more of a theme or a phenomenon, in a DOCX: what it is about, links, and who can tell more."""

from workshop.content import Background, Expert, Link
from workshop.exports.document.docx_markdown import add_markdown
from workshop.exports.document.docx_text import add_text
from workshop.exports.document.front import spoken_in
from workshop.language.words import Words


def add_background(place, told: Background, lang: str) -> None:
    """Add all of it but its title."""
    _ = Words(spoken_in(lang)).translate
    if told.introduction is not None:
        add_markdown(place, told.introduction[lang])
    if told.links:
        _add_lead(place, _("Read more"), lang)
    for link in told.links:
        _add_link(place.add_paragraph(style="List Bullet"), link, lang)
    if told.experts:
        _add_lead(place, _("Who can tell more"), lang)
    for expert in told.experts:
        _add_expert(place.add_paragraph(style="List Bullet"), expert, lang)


def _add_lead(place, words, lang):
    paragraph = add_text(place.add_paragraph(style="Normal"), f"{words}:", lang)
    paragraph.paragraph_format.keep_with_next = True


def _add_link(paragraph, link: Link, lang):
    """Add the words of a link and its address, as Markdown's links have them."""
    if link.title is None:
        add_text(paragraph, link.address, lang)
    else:
        add_text(paragraph, link.title[lang].text, link.title[lang].language)
        add_text(paragraph, f" ({link.address})", lang)


def _add_expert(paragraph, expert: Expert, lang):
    add_text(paragraph, expert.name, lang)
    if expert.about is not None:
        add_text(paragraph, f", {expert.about[lang].text}", expert.about[lang].language)
    if expert.contact:
        add_text(paragraph, f", {expert.contact}", lang)
