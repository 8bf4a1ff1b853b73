"""A document as DOCX: headings, contents, tables and languages are what Word knows them as, so that one can go on."""

import io
from datetime import UTC, datetime

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from workshop.exports.document.content import Content, DataTable, GoalEntry, MeasureEntry, Picture, Prose, Section
from workshop.exports.document.docx_markdown import add_markdown
from workshop.exports.document.docx_text import add_text, mark_language
from workshop.language.words import Words

MIMETYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Source Sans 3"


def write_docx(content: Content, languages: tuple[str, ...]) -> bytes:
    """Return the document in one language, or in several one after the other."""
    book, out = Document(), io.BytesIO()
    _describe(book, content, languages[0])
    for at, lang in enumerate(languages):
        if at:
            book.add_page_break()
        _Part(book, lang).write(content)
    book.save(out)
    return out.getvalue()


def _describe(book, content, lang):
    properties = book.core_properties
    properties.title = content.title[lang].text[:200]
    properties.author = content.organisation[lang].text[:200]
    properties.language = lang
    properties.comments = ""
    adopted = content.adopted_on
    # Two files of one adopted document are the same, byte for byte.
    moment = datetime(adopted.year, adopted.month, adopted.day, tzinfo=UTC) if adopted else datetime.now(UTC)
    properties.created = properties.modified = moment.replace(tzinfo=None)
    normal = book.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    mark_language(normal.element.get_or_add_rPr(), lang)
    for level in (1, 2):
        entry = book.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        entry.base_style = normal
        entry.paragraph_format.left_indent, entry.paragraph_format.space_after = Cm(level - 1), Pt(2)


class _Part:
    """The document in one language."""

    def __init__(self, book, lang):
        self.book, self.lang, self.words = book, lang, Words(lang)

    def write(self, content):
        self.text(content.title, "Title")
        self.text(content.organisation, "Subtitle")
        self.contents(content.sections)
        for section in content.sections:
            self.entry(section, "Heading 1")
            for block in section.blocks:
                self.block(block)

    def text(self, wordings, style, before=""):
        """Add a paragraph of one text, with the language it is written in."""
        wording = wordings[self.lang]
        return add_text(self.book.add_paragraph(style=style), before + wording.text, wording.language)

    def contents(self, sections):
        """Add a field of contents with its entries written in, so that it shows before anybody updates it."""
        entries = [(level, entry) for section in sections for level, entry in _entries(section)]
        paragraphs = [self.entry(entry, f"toc {level}") for level, entry in entries]
        if paragraphs:
            _field_start(paragraphs[0])
            _field_end(paragraphs[-1])

    def entry(self, numbered, style):
        # Numbers are the document's own and permanent: Word must not count them anew.
        return self.text(numbered.title, style, f"{numbered.number} " if numbered.number else "")

    def block(self, block):
        if isinstance(block, Prose):
            add_markdown(self.book, block.markdown[self.lang])
        elif isinstance(block, GoalEntry):
            self.goal(block)
        elif isinstance(block, MeasureEntry):
            self.measure(block)
        elif isinstance(block, DataTable):
            self.table(block)
        else:
            self.picture(block)

    def goal(self, goal: GoalEntry):
        self.entry(goal, "Heading 2")
        if goal.proposed_as:
            _ = self.words.translate
            text = _("Proposed as %(number)s") % {"number": goal.proposed_as}
            add_text(self.book.add_paragraph(style="Normal"), text, self.lang)
        for told in (goal.background, goal.rationale):
            if told is not None:
                add_markdown(self.book, told[self.lang])
        for figure in goal.figures:
            self.text(figure, "List Bullet")
        for measure in goal.measures:
            self.measure(measure)

    def measure(self, measure: MeasureEntry):
        paragraph = self.text(measure.text, "Normal", f"{measure.number} ")
        for more in (measure.who, measure.when):
            if more is not None:
                wording = more[self.lang]
                add_text(paragraph, f" · {wording.text}", wording.language)

    def table(self, table: DataTable):
        self.text(table.caption, "Caption")
        made = self.book.add_table(rows=0, cols=len(table.headers), style="Table Grid")
        made.alignment = WD_TABLE_ALIGNMENT.LEFT
        for row in (table.headers, *table.rows):
            for cell, wordings in zip(made.add_row().cells, row, strict=True):
                add_text(cell.paragraphs[0], wordings[self.lang].text, wordings[self.lang].language)
        # Readers hear the first row as headers, and see it again on each page.
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    def picture(self, picture: Picture):
        """Add what the picture shows in words and figures; Word draws no SVG without a second picture of points."""
        self.text(picture.description, "Normal")
        self.table(picture.table)


def _entries(section: Section):
    yield 1, section
    for block in section.blocks:
        if isinstance(block, GoalEntry):
            yield 2, block


def _field_start(paragraph):
    first = paragraph.runs[0]._r
    for kind, text in (("begin", None), (None, 'TOC \\o "1-2" \\h'), ("separate", None)):
        run = OxmlElement("w:r")
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run.append(mark)
        first.addprevious(run)


def _field_end(paragraph):
    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), "end")
    run.append(mark)
    paragraph._p.append(run)
