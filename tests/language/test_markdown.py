"""The little Markdown of documents: what it makes of texts, and that nothing else comes of them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.language.markdown import to_html


def test_paragraphs_emphasis_lists_headings_and_links():
    made = to_html(
        "# Miksi\n\nSOTE:lle *tärkeä*,\nEU:n 16 §:n **mukaan**.\n\n- yksi\n- [kaksi](https://example.org/?a=1&b=2)"
    )
    assert "<h4>Miksi</h4>" in made
    assert "<p>SOTE:lle <em>tärkeä</em>,\nEU:n 16 §:n <strong>mukaan</strong>.</p>" in made
    assert '<li><a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">kaksi</a></li>' in made


@pytest.mark.parametrize(
    "attack",
    [
        *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![x](https://example.org/x.png)"),
        *("[x](javascript:alert(1))", "[x](data:text/html,x)", '[x](https://a.example "onmouseover=alert(1)")'),
        *("<https://example.org/><b>", "{{ 7 * 7 }}", "{% include 'x' %}", "[x]: javascript:alert(1)\n\n[x]"),
    ],
)
def test_what_attacks_is_text(attack):
    made = str(to_html(attack))
    assert set(re.findall(r"<(\w+)", made)) <= {"p", "a"}, made
    for href in re.findall(r'href="([^"]*)"', made):
        assert href.startswith("https://"), made
    assert not re.search(r"<[^>]* on\w+=", made)


@given(st.text(alphabet="ab *_#-[]()<>&!`\n\\\"'1.:/", max_size=200))
def test_no_text_makes_other_tags(text):
    made = str(to_html(text))
    allowed = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "hr", "h4", "h5", "h6"}
    assert set(re.findall(r"<(\w+)", made)) <= allowed, made
