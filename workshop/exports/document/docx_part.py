"""A document's paragraphs and tables in one language, written into a DOCX or a cell of it."""

import io

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from workshop.content import Background, Content, DataTable, GoalEntry, MeasureEntry, Picture, Prose, Section
from workshop.exports.document.docx_background import add_background
from workshop.exports.document.docx_fields import CONTENTS, PAGE, begin_field, end_field
from workshop.exports.document.docx_markdown import add_markdown
from workshop.exports.document.docx_text import add_text
from workshop.exports.document.front import came, entries, facts, spoken_in
from workshop.exports.document.plain import plain
from workshop.exports.pictures.in_document import drawn
from workshop.language.words import Words

# Of measures, under their goal.
INDENT = Cm(0.75)
# Of a picture.
WIDTH, WIDTH_IN_CELL = Cm(12), Cm(7.3)


class Part:
    """What is written in one language at one place."""

    def __init__(self, place, lang: str):
        self.place, self.lang = place, lang

    def front(self, content: Content) -> Paragraph:
        """Write the title, and what is known of the document as a whole; return its first paragraph."""
        first = self.text(content.organisation, "Subtitle")
        self.text(content.title, "Title")
        for what, value in facts(content, self.lang):
            add_text(self.place.add_paragraph(style="Normal"), f"{what}: {value}", self.lang)
        return first

    def contents(self, sections: tuple[Section, ...]) -> None:
        """Write a field of contents with its entries in it, so that they show before anybody updates it."""
        told = list(_contents(sections))
        if told:
            title = Words(spoken_in(self.lang)).translate("Contents")
            add_text(self.place.add_paragraph(style="TOC Heading"), title, self.lang)
            paragraphs = [self.entry(each, f"toc {level}") for level, each in told]
            begin_field(paragraphs[0].runs[0], CONTENTS)
            end_field(paragraphs[-1])

    def entry(self, numbered, style: str):
        """Write a heading or its line in the contents; the number is the document's own, which Word must not count."""
        number = "" if isinstance(numbered, Background) else numbered.number
        return self.text(numbered.title, style, f"{number} " if number else "")

    def block(self, block) -> None:
        """Write what stands in a section."""
        if isinstance(block, Prose):
            add_markdown(self.place, block.markdown[self.lang])
        elif isinstance(block, Background):
            self.background(block)
        elif isinstance(block, GoalEntry):
            self.goal(block)
        elif isinstance(block, MeasureEntry):
            self.measure(block)
        elif isinstance(block, DataTable):
            self.table(block)
        else:
            self.picture(block)

    def background(self, told: Background) -> None:
        """Write what tells more of a theme or a phenomenon."""
        if told.title is not None:
            self.entry(told, "Heading 2")
        add_background(self.place, told, self.lang)

    def goal(self, goal: GoalEntry) -> None:
        """Write a goal with all that belongs to it."""
        self.entry(goal, "Heading 2")
        if origin := came(goal, self.lang):
            add_text(self.place.add_paragraph(style="Normal"), origin, self.lang, italic=True)
        if goal.background is not None:
            add_markdown(self.place, goal.background[self.lang])
        if goal.rationale is not None:
            self.lines(goal.rationale)
        for figure in goal.figures:
            self.text(figure, "List Bullet")
        for measure in goal.measures:
            self.measure(measure)

    def measure(self, measure: MeasureEntry) -> None:
        """Write a measure, who does it, and by when."""
        paragraph, wording = self.place.add_paragraph(style="Normal"), measure.text[self.lang]
        paragraph.paragraph_format.left_indent = INDENT
        if measure.number:
            add_text(paragraph, f"{measure.number} ", self.lang, bold=True)
        add_text(paragraph, wording.text, wording.language)
        for more in (measure.who, measure.when):
            if more is not None:
                add_text(paragraph, f" · {more[self.lang].text}", more[self.lang].language)

    def table(self, table: DataTable) -> None:
        """Write a table whose first row is heard as headers, and seen again on each page."""
        self.text(table.caption, "Caption").paragraph_format.keep_with_next = True
        made = self.place.add_table(len(table.rows) + 1, len(table.headers))
        made.style = "Table Grid"
        # Cells of python-docx cost a search each: rows are taken once.
        for made_row, row in zip(made.rows, (table.headers, *table.rows), strict=True):
            for cell, wordings in zip(made_row.cells, row, strict=True):
                wording = wordings[self.lang]
                add_text(cell.paragraphs[0], wording.text, wording.language, bold=row is table.headers)
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        if not isinstance(self.place, _Cell):
            # Two tables that touch would be one. Nearly without height, since at the end of a page it begins another.
            between = self.place.add_paragraph(style="Normal").paragraph_format
            between.line_spacing, between.space_after = Pt(1), Pt(6)

    def picture(self, picture: Picture) -> None:
        """Write a picture, what it says as a sentence, and its table.

        It is a PNG, since Word draws an SVG only beside one.
        """
        if svg := drawn(picture, self.lang, alone=True):
            # WeasyPrint, which paints it, takes long to import.
            from workshop.exports.pictures.raster import rastered

            paragraph = self.place.add_paragraph(style="Normal")
            width = WIDTH_IN_CELL if isinstance(self.place, _Cell) else WIDTH
            shape = paragraph.add_run().add_picture(io.BytesIO(rastered(plain(svg))), width)
            about = shape._inline.docPr
            about.set("descr", plain(picture.description[self.lang].text))
            about.set("title", plain(picture.table.caption[self.lang].text))
            paragraph.paragraph_format.keep_with_next = True
        self.text(picture.description, "Normal")
        self.table(picture.table)

    def page_number(self) -> None:
        """Write the number of the page."""
        paragraph = self.place.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        add_text(paragraph, "1", self.lang)
        begin_field(paragraph.runs[0], PAGE)
        end_field(paragraph)

    def lines(self, wordings) -> None:
        """Write a text of participants, in which no sign means anything, with a paragraph for each of its lines."""
        wording = wordings[self.lang]
        for line in filter(None, map(str.strip, wording.text.splitlines())):
            add_text(self.place.add_paragraph(style="Normal"), line, wording.language)

    def text(self, wordings, style: str, before: str = ""):
        """Write a paragraph with the language that its text is written in."""
        wording = wordings[self.lang]
        return add_text(self.place.add_paragraph(style=style), before + wording.text, wording.language)


def _contents(sections):
    for section in sections:
        yield 1, section
        yield from ((2, each) for each in entries(section))
