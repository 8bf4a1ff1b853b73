"""Every page in every language, as the browser shows it: none mixes them, and each has what the others have.

Finnish is looked at where axe looks (test_accessibility); here it is Swedish, and whether the two say different things.
"""

import functools
import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.people import Person
from tests.browser.reading import foreign, texts
from tests.browser.views import views
from tests.pages.test_languages import SAME, shared_words
from tests.pictures.camera import cookies_of
from tests.pictures.pages import LEAD, MEMBER, NOBODY, NONE, PICTURES

# Two catalogues are read for it.
SHARED = functools.cache(shared_words)
LETTERS = re.compile(r"[^\W\d_]{2,}")
NOT_SENTENCES = re.compile(r"[0-9a-f]{64}|.*://.*|[\w.]+@[\w.]+|.*\(xlsx|csv|json\)|\+?\d+ min")


@pytest.mark.xdist_group("views")
def test_no_page_mixes_swedish_with_english(chromium, stages):
    people = {who: Person(chromium, stages.server, "laptop", "sv") for who in (NOBODY, MEMBER, LEAD)}
    wrong = {}
    for view in views("few"):
        picture = PICTURES[view.page]
        names = [other if each == NONE else each for each, other in ((view.amount, "few"), (view.state, "propose"))]
        stage, person = stages.stage(*names), people[picture.who]
        person.context.add_cookies(cookies_of(picture.who, stage, "sv"))
        person.go(picture.path(stage))
        picture.act(person.page)
        if found := foreign(person.page, "sv"):
            wrong[str(view)] = found
    for person in people.values():
        person.context.close()
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


@pytest.fixture(scope="module")
def reader(chromium, stages) -> Iterator[Person]:
    """Who reads one page after another, as whoever sees it, in one language and the other."""
    reader = Person(chromium, stages.server, "laptop", "fi")
    yield reader
    reader.context.close()


@pytest.mark.xdist_group("views")
@pytest.mark.parametrize("name", ["room", "consultation", "goal", "desk", "results", "settings", "account", "lobby"])
def test_what_is_the_same_in_finnish_and_swedish_is_a_name(reader, stages, name):
    """A sentence that never went through the catalogue is the same in both."""
    picture = PICTURES[name]
    stage = stages.stage("few", "dots")
    said = []
    for lang in ("fi", "sv"):
        reader.context.add_cookies(cookies_of(picture.who, stage, lang))
        page = reader.go(picture.path(stage))
        expect(page.locator("html")).to_have_attribute("lang", lang)
        said.append({text for text, spoken in texts(page) if spoken == lang and LETTERS.search(text)})
    snapshot = json.dumps(stage.lead.snapshot(stage.slug), ensure_ascii=False)
    same = {text.removeprefix(": ") for text in said[0] & said[1] if not NOT_SENTENCES.fullmatch(text)}
    same -= SAME | SHARED()
    assert {text for text in same if json.dumps(text, ensure_ascii=False)[1:-1] not in snapshot} == set()
