"""A document as PDF/UA-1: tagged, titled, each text in its language, set by WeasyPrint from templates/documents.

WeasyPrint is imported where it is used: it is heavy, and only whoever makes a PDF should need its libraries.
"""

import logging
import re
from base64 import b64encode

from jinja2 import PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from workshop.content import Content
from workshop.exports.document.front import came, entries, facts, filled, spoken_in
from workshop.exports.document.plain import plain
from workshop.exports.pictures.in_document import drawn
from workshop.exports.writer import Progress, unheard
from workshop.language.markdown import HIGHEST_HEADING, to_html
from workshop.language.words import Words
from workshop.templating import Templates

DEEPEST_HEADING = 6
# WeasyPrint looks for a place to break such a word in a time that grows with its square: it is given some.
ENDLESS_WORD = 500
# Its warnings quote what people wrote, and what they wanted to be fetched; neither belongs in a log.
logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
_progress = logging.getLogger("weasyprint.progress")
_PAGE = re.compile(r"Creating layout - Page (\d+)")
# Goals and measures, roughly; where more stand on a page the bar jumps at its end.
LINES_ON_A_PAGE = 7
_HEADING = re.compile(r"<(/?)h([1-6])>")
_ENDLESS = re.compile(rf"<[^>]*>|[^\s<>]{{{ENDLESS_WORD},}}")
_PIECE = re.compile("(?:&[^;&]{1,9};|.){60}")
_SPAN_OF_YEARS = re.compile(r"\d+–\d+")
_templates = Templates(
    loader=PackageLoader("workshop"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def write_pdf(content: Content, languages: tuple[str, ...], *, beside: bool = False, told: Progress = unheard) -> bytes:
    """Return the document in one language, or in several: one after the other, or `beside` each other row for row."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    from workshop.exports.document.paper_defaults import PaperPage
    from workshop.exports.document.paper_fetcher import PaperFetcher
    from workshop.exports.document.paper_tags import add_to_tags

    add_to_tags()
    fetcher, fonts = PaperFetcher(), FontConfiguration()
    css = _templates.get_template("documents/paper.css").render()
    style = CSS(string=css, font_config=fonts, url_fetcher=fetcher)
    html = PaperPage(string=to_page(content, languages, beside=beside), url_fetcher=fetcher)
    with _Pages(told, content, len(languages)):
        return html.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")


class _Pages(logging.Handler):
    """Tells how much is set, by the pages that WeasyPrint says it sets: it logs each."""

    def __init__(self, told, content, languages):
        super().__init__(logging.INFO)
        blocks = [block for section in content.sections for block in section.blocks]
        lines = len(blocks) + sum(len(block.measures) for block in blocks if block.type == "goal")
        self._told, self._pages = told, 2 + languages * lines / LINES_ON_A_PAGE

    def __enter__(self):
        _progress.addHandler(self)
        _progress.setLevel(logging.INFO)
        return self

    def __exit__(self, *_):
        _progress.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Tell of one more page; what the telling raises ends the setting."""
        page = _PAGE.search(record.getMessage())
        if page:
            self._told(min(1.0, int(page[1]) / self._pages))


def to_page(content: Content, languages: tuple[str, ...], *, beside: bool = False) -> str:
    """Return the page that is set as PDF."""
    template = _templates.get_template("documents/paper.html")
    content = filled(content)
    words = {lang: Words(spoken_in(lang)).translate for lang in languages}
    about = {"content": content, "languages": languages, "beside": beside, "words": words}
    environment = {"came": came, "facts": facts, "entries": entries, "name_of": _names(content)}
    environment |= {"said": _said, "kept": _kept, "broken": _broken, "prose": _prose, "drawn": _drawn}
    return template.render(**about, **environment)


def _names(content):
    """Return what names the place of an entry of the contents, by which its line there finds its page."""
    found = [each for section in content.sections for each in entries(section)]
    names = {id(each): f"entry-{at}" for at, each in enumerate(found, start=1)}
    return lambda entry: names[id(entry)]


def _said(wording):
    return plain(wording.text)


def _kept(wording):
    # "2027–2030" is not divided.
    return Markup(_SPAN_OF_YEARS.sub(r'<span class="whole">\g<0></span>', _breakable(escape(plain(wording.text)))))


def _broken(text):
    return Markup(_breakable(escape(plain(text))))


def _prose(wording, above):
    """Return Markdown as HTML whose headings follow those above it, none left out, as PDF/UA wants them."""
    last = above

    def renamed(found):
        nonlocal last
        if not found[1]:
            last = min(int(found[2]) - HIGHEST_HEADING + above + 1, last + 1, DEEPEST_HEADING)
        return f"<{found[1]}h{last}>"

    return Markup(_HEADING.sub(renamed, _breakable(to_html(plain(wording.text)))))


def _breakable(html):
    return _ENDLESS.sub(lambda found: found[0] if found[0][0] == "<" else _PIECE.sub("\\g<0>\u200b", found[0]), html)


def _drawn(picture, lang):
    """Return a picture as an address, in which it can neither run nor fetch anything; "" where it can't be drawn."""
    svg = drawn(picture, lang, alone=True)
    return "data:image/svg+xml;base64," + b64encode(plain(svg).encode()).decode() if svg else ""
