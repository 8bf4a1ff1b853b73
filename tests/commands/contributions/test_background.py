"""A theme and a phenomenon tell more of themselves: an introduction, links, and experts."""

from dataclasses import replace

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Invalid

EXPERT = {"name": "Anna Ahonen", "about": {"fi": "Talous", "sv": "Ekonomi"}, "contact": "anna@example.org"}


def test_what_was_written_is_told_to_everybody(hall: Hall):
    hall.do(
        hall.lead,
        "describe_theme",
        theme_id=hall.theme,
        introduction={"fi": "Miksi *tämä*?", "sv": "Varför?"},
        links=[{"url": "https://example.org/a", "title": "Selvitys"}, {"url": "example.org"}],
        experts=[EXPERT],
        lang="fi",
    )
    theme = one(hall.seen()["themes"], hall.theme)
    assert theme["introduction"] == {"fi": "Miksi *tämä*?", "sv": "Varför?"}
    assert theme["links"] == [
        {"url": "https://example.org/a", "title": {"fi": "Selvitys"}},
        {"url": "https://example.org", "title": {}},
    ]
    assert theme["experts"] == [EXPERT]


def test_rows_that_say_nothing_are_left_out_and_what_is_not_given_stays(hall: Hall):
    phenomenon = hall.do(hall.lead, "create_phenomenon", title="Ilmiö")["phenomenon_id"]
    about = {"phenomenon_id": phenomenon}
    hall.do(hall.lead, "describe_phenomenon", **about, links=[{"url": ""}, {}], experts=[{"contact": "x"}, EXPERT])
    hall.do(hall.lead, "describe_phenomenon", **about, introduction="Taustaa", lang="fi")
    told = one(hall.seen()["phenomena"], phenomenon)
    assert (told["links"], told["experts"], told["introduction"]) == ([], [EXPERT], {"fi": "Taustaa"})


def test_a_copy_of_the_consultation_has_it_too(hall: Hall):
    hall.do(hall.lead, "describe_theme", theme_id=hall.theme, introduction={"fi": "Miksi"}, experts=[EXPERT])
    slug = hall.do(hall.lead, "copy_consultation", title="Kopio")["slug"]
    copied = replace(hall, slug=slug).seen()["themes"][0]
    assert (copied["introduction"], copied["experts"], copied["links"]) == ({"fi": "Miksi"}, [EXPERT], [])


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "JaVaScRiPt://example.org/%0aalert(1)", "data:text/html,x", "file:///etc/passwd"),
        *("https://", "https://example.org:port/", "https://kuntaliitto.fi@evil.example/", "localhost", "a b.example"),
        *('https://example.org/"onclick="x', "https://example.org/" + "a" * 2000, "ftp://example.org"),
    ],
)
def test_only_addresses_of_pages_are_taken(hall: Hall, url):
    before = hall.seen()["themes"]
    with pytest.raises(Invalid) as refused:
        hall.do(hall.lead, "describe_theme", theme_id=hall.theme, links=[{"url": url}])
    assert set(refused.value.errors) == {"links.0.url"}
    assert hall.seen()["themes"] == before
