"""The little Markdown that texts of a document may have: paragraphs, emphasis, lists, headings and links.

Texts follow CommonMark 0.31, without HTML and pictures: what looks like a tag is text, and nothing is fetched.
"""

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from nh3 import Cleaner

# Headings of a text stand below those of its page.
HIGHEST_HEADING = 4
_PARSER = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline", "code", "fence"])
_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "hr", "h4", "h5", "h6"}
# A second net: what the parser lets through must be this and nothing else.
_CLEANER = Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
)


def blocks_of(text: str) -> list[Token]:
    """Return a text's tokens (markdown-it), for surfaces that are not HTML; headings have the tags of `to_html`."""
    tokens = _PARSER.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + HIGHEST_HEADING - 1)}"
    return tokens


def to_html(text: str) -> Markup:
    """Return a text as HTML that is safe to stand in any page."""
    made = _PARSER.renderer.render(blocks_of(text), _PARSER.options, {})
    return Markup(_CLEANER.clean(made))
