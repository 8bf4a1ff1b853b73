"""Row templates are rendered once for many readers: each page has those of its language, its lists and its address."""

import re

ROW_TEMPLATES = re.compile(r'<template id="row-template-now-[a-z]+">.*?</template>', re.DOTALL)
KEYS = re.compile(r'name="key" value="([^"]+)"')


def _moulds(visitor, path: str, lang: str) -> str:
    """The row templates of what is to be done now, as a page has them in a language."""
    visitor.post("/language", {"lang": lang, "page": "/"})
    answer = visitor.get(path)
    assert answer.status_code == 200, answer.text
    found = ROW_TEMPLATES.findall(answer.text)
    assert len(found) == 14
    return "".join(found)


def test_moulds_are_in_the_readers_language(server, member, lead):
    path = f"/c/{server.example['consultation']}"
    assert "Send the proposal" in _moulds(member, path, "en")
    assert "Skicka förslaget" in _moulds(member, path, "sv")
    assert "Send the proposal" in _moulds(lead, path, "en")


def test_moulds_show_the_themes_of_their_own_consultation_as_they_are_now(server, member, wire):
    slug = server.example["consultation"]
    assert "Ice roads" not in _moulds(member, f"/c/{slug}", "en")
    theme_id = wire.done(slug, "create_theme", title="Ice roads", lang="en")["theme_id"]
    assert f'value="{theme_id}"' in _moulds(member, f"/c/{slug}", "en")
    wire.done(slug, "edit_theme", theme_id=theme_id, title="Winter roads", lang="en")
    row_templates = _moulds(member, f"/c/{slug}", "en")
    assert "Winter roads" in row_templates and "Ice roads" not in row_templates


def test_a_forms_way_back_is_to_the_page_that_it_stands_on(server, member):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    for path in (f"/c/{slug}", f"/w/{code}"):
        pages = set(re.findall(r'name="page" value="([^"#]+)', _moulds(member, path, "en")))
        assert pages == {path}


def test_a_form_on_the_page_itself_has_a_key_that_no_other_reader_gets(server, member, lead):
    path = f"/c/{server.example['consultation']}"
    keys = [key for each in (member, member, lead) for key in KEYS.findall(ROW_TEMPLATES.sub("", each.get(path).text))]
    assert keys and len(keys) == len(set(keys))
