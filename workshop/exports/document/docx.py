"""A document as DOCX: headings, contents, tables and languages are what Word knows them as, so that one can go on."""

import io
from datetime import UTC, datetime
from functools import partial
from itertools import count

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from workshop.content import Content
from workshop.exports.document.docx_part import Part
from workshop.exports.document.docx_text import add_text, mark_language
from workshop.exports.document.front import filled
from workshop.exports.document.plain import plain
from workshop.exports.writer import Progress, unheard

FONT = "Source Sans 3"
FJORD = RGBColor(0x00, 0x3E, 0x4D)
SIZES = {"Title": 26, "Subtitle": 13, "Heading 1": 18, "Heading 2": 13, "Heading 3": 11, "Caption": 10}


def write_docx(
    content: Content, languages: tuple[str, ...], *, beside: bool = False, told: Progress = unheard
) -> bytes:
    """Return the document in one language, or in several: one after the other, or `beside` each other row for row."""
    book, out = Document(), io.BytesIO()
    _describe(book, content, languages[0])
    _set_styles(book, languages[0])
    _number_pages(book, content, languages[0])
    write_parts(book, content, languages, beside=beside, told=told)
    book.save(out)
    return out.getvalue()


def write_parts(book, content: Content, languages: tuple[str, ...], *, beside: bool, told: Progress = unheard) -> None:
    """Write the document into an empty DOCX, or into one that goes into a template."""
    content = filled(content)
    _add_styles_of_contents(book)
    if beside:
        _write_beside(book, content, languages, told)
        return
    written = _in_steps(told, content, len(languages))
    for at, lang in enumerate(languages):
        _write_part(Part(book, lang), content, written, begins_page=at > 0)


def _in_steps(told, content, times):
    """Return what is called after each block, and says how much of all is written."""
    done, all_blocks = count(1), times * max(1, sum(len(section.blocks) for section in content.sections))
    return lambda: told(next(done) / all_blocks)


def _write_part(part, content, written, *, begins_page):
    # Not by a break of its own: where what stands before it ends a page, an empty one would follow.
    part.front(content).paragraph_format.page_break_before = begins_page
    part.contents(content.sections)
    for section in content.sections:
        part.entry(section, "Heading 1")
        for block in section.blocks:
            part.block(block)
            written()


def _write_beside(book, content, languages, told):
    """Write a table with a column for each language, in which what belongs together stands in one row.

    What stands before the contents is a table too.
    """
    _write_row(book.add_table(rows=0, cols=len(languages)), languages, partial(Part.front, content=content))
    Part(book, languages[0]).contents(content.sections)
    # Two tables that touch would be one.
    book.add_paragraph(style="Normal")
    table = book.add_table(rows=0, cols=len(languages))
    rows = list(_rows(content))
    for at, write in enumerate(rows, start=1):
        told(at / len(rows))
        _write_row(table, languages, write)


def _write_row(table, languages, write):
    for cell, lang in zip(table.add_row().cells, languages, strict=True):
        write(Part(cell, lang))
        # A new cell has an empty paragraph, and must keep it where nothing else was written.
        if len(cell._tc.xpath("./w:p")) > 1:
            cell._tc.remove(cell.paragraphs[0]._p)


def _rows(content):
    """Yield what writes a row into each of its cells."""
    for section in content.sections:
        yield partial(_heading, section=section)
        for block in section.blocks:
            yield partial(Part.block, block=block)


def _heading(part, section):
    part.entry(section, "Heading 1")


def _describe(book, content, lang):
    properties, adopted = book.core_properties, content.adopted_on
    properties.title = plain(content.title[lang].text)[:200]
    properties.author = plain(content.organisation[lang].text)[:200]
    properties.language, properties.comments = lang, ""
    # An adopted document's files are the same whenever they are made.
    made = datetime(adopted.year, adopted.month, adopted.day) if adopted else datetime.now(UTC).replace(tzinfo=None)
    properties.created = properties.modified = made


def _set_styles(book, lang):
    normal = book.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.2
    mark_language(normal.element.get_or_add_rPr(), lang)
    for name, size in SIZES.items():
        style = book.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), FJORD
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # The theme's fonts go before the style's own where both are named.
        for theme in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[theme]
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
    section = book.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)


def _add_styles_of_contents(book):
    for level in (1, 2):
        entry = book.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        entry.base_style = book.styles["Normal"]
        entry.paragraph_format.left_indent, entry.paragraph_format.space_after = Cm(level - 1), Pt(2)


def _number_pages(book, content, lang):
    section, title = book.sections[0], content.title[lang]
    add_text(section.header.paragraphs[0], title.text, title.language)
    Part(section.footer, lang).page_number()
