"""A theme's background is written by a plain form, and read on its own page."""

import re

from tests.pages.forms.test_badges import lead


def test_it_is_written_and_read_and_rows_that_are_left_empty_say_nothing(server, wire):
    visitor, slug = lead(server), server.example["consultation"]
    theme = wire.snapshot(slug)["themes"][0]["id"]
    path = f"/c/{slug}/themes/{theme}"
    fields = {
        "introduction.en": "Why *this* <b>matters</b>.",
        "links.0.url": "https://example.org/report",
        "links.0.title.en": "The report",
        "experts.1.name": "Anna Ahonen",
        "experts.1.contact": "anna@example.org",
    }
    answer = visitor.submit(visitor.get(path), f"describe_theme-{theme}", **fields)
    assert answer.status_code == 303, answer.text
    told = wire.snapshot(slug)["themes"][0]
    assert (told["links"], [each["name"] for each in told["experts"]]) == (
        [{"url": "https://example.org/report", "title": {"en": "The report"}}],
        ["Anna Ahonen"],
    )
    page = visitor.get(f"{path}?lang=en").text
    assert "<p>Why <em>this</em> &lt;b&gt;matters&lt;/b&gt;.</p>" in page
    assert re.search(r'<a href="https://example.org/report"[^>]*>The report</a>', page)
    assert f'href="{path}"' in visitor.get(f"/c/{slug}").text, "the consultation leads to it"


def test_a_wrong_address_is_said_at_its_field_and_keeps_what_was_typed(server, wire):
    visitor, slug = lead(server), server.example["consultation"]
    theme = wire.snapshot(slug)["themes"][1]
    path = f"/c/{slug}/themes/{theme['id']}"
    fields = {"introduction.en": "Kept", "links.0.url": "javascript:alert(1)"}
    answer = visitor.submit(visitor.get(path), f"describe_theme-{theme['id']}", **fields)
    assert answer.status_code == 422
    assert "This is not the address of a page on the web." in answer.text or "verkkosivun osoite" in answer.text
    assert "Kept" in answer.text and "javascript:alert(1)" in answer.text
    assert wire.snapshot(slug)["themes"][1] == theme
