"""axe finds nothing on any page in any state, light and dark; nothing is cut, and all targets can be hit."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.look import axe, contrasts, darken, sideways, small_targets
from tests.browser.reading import foreign
from tests.browser.views import Onlooker, View, views
from tests.house.tree import ROOT
from tests.pictures.pages import PICTURES
from tests.policy.routes import ROUTES

RECORD = ROOT / "workshop/accessibility.json"
# Addresses that people open and that are no pages: files, figures for machines, redirections.
NO_PAGES = ("/healthz", "/readyz", "/sw.js", "/losing", "/static/", "/brand", "/api/")
NO_PAGES += ("/c/<slug>/export/", "/c/<slug>/exports/", "/c/<slug>/similar", "/w/<code>/address")
NO_PAGES += ("/d/<name>/", "/d/schema.json")
# What pages fetch, and tables of logs.
PARTS = ("/lead/doubles", ".csv", ".xlsx", "/notices", "/moderation.<ext>")


@pytest.fixture(scope="module")
def onlooker(chromium, stages) -> Iterator[Onlooker]:
    """Who looks at all views, on the narrowest device."""
    onlooker = Onlooker(chromium, stages, "narrow")
    yield onlooker
    onlooker.close()


# One worker looks at them, so that no other has to build the stages.
@pytest.mark.xdist_group("views")
@pytest.mark.parametrize("view", views("few"), ids=str)
def test_every_page_in_every_state(onlooker, view: View):
    with onlooker.seen(view) as page:
        wrong = {"in English": foreign(page, "fi"), "axe": axe(page, onlooker.kinds), "targets": small_targets(page)}
        wrong["at 320 px"] = cut(page, view)
        darken(page)
        wrong["in the dark"] = contrasts(page, kinds=onlooker.kinds)
        page.set_viewport_size({"width": 1280, "height": 800})
        # axe itself looks at the wide desk in test_desk_sizes, and at all of every wide page in bin/accessibility.
        wrong["at 1280 px"] = [*cut(page, view), *small_targets(page)]
        found = {where: what for where, what in wrong.items() if what}
        assert not found, json.dumps(found, indent=1, ensure_ascii=False)


def cut(page: Page, view: View) -> list[str]:
    """Name what is cut; a wall pages by itself, and has tests of its own of how it fits."""
    return [] if view.page == "wall" else sideways(page)


def test_no_page_is_forgotten():
    """Each address that shows a page has a picture, and so is looked at here."""
    rules = [route.removeprefix("GET ") for route in ROUTES if route.startswith("GET ")]
    pages = [rule for rule in rules if not (rule.startswith(NO_PAGES) or rule.endswith(PARTS))]
    patterns = {rule: re.compile(re.sub(r"<[^>]+>", "[^/]+", rule)) for rule in pages}
    stage = _Stage()
    shown = [picture.path(stage).partition("?")[0] for picture in PICTURES.values()]
    assert [rule for rule, pattern in patterns.items() if not any(map(pattern.fullmatch, shown))] == []


def test_the_record_is_of_the_pages_that_there_are():
    """bin/accessibility writes it; the statement tells what it found."""
    record = json.loads(RECORD.read_text())
    assert record["pages"] == sorted({view.page for view in views("few")})
    assert record["states"] == [str(view) for view in views("empty", "few", "many")]
    assert record["violations"] == []
    assert list(record["tools"])


class _Stage:
    slug, code, card = "consultation", "12345678", "123456789012"
    goal_ids = list(range(1, 20))

    def narrowing(self):
        return self.voting("shortlist")

    def voting(self, page):
        return f"/c/{self.slug}/rounds/1/{page}"

    def described(self, nouns):
        return f"/c/{self.slug}/{nouns}/1"

    def document(self):
        return f"/c/{self.slug}/document"

    commented = document

    def adopted(self):
        return f"/d/{self.slug}"

    def worded(self):
        return f"/c/{self.slug}/wordings/sv/goal/1/title"

    def replied(self):
        return f"/c/{self.slug}/goals/2"

    def sealed(self):
        return f"/c/{self.slug}/sealed"

    def moderated(self):
        return f"/c/{self.slug}/moderation"

    def hidden(self):
        return f"/c/{self.slug}/hidden/goal/1"

    def merging(self):
        return f"/c/{self.slug}/goals/merge"

    def splitting(self):
        return f"/c/{self.slug}/goals/1/split"

    def family(self):
        return f"/c/{self.slug}/goals/2"
