"""Of each kind of element axe looks at one; whatever would change its answer makes another kind."""

import pytest

from tests.browser.look import Kinds, axe, contrasts

SHEET = ".card { background: white; color: black } .dark { background: #333 } .pale { color: #aaa } em { color: #ddd }"
CARD = "<article class='card'><p>Fibre to every home</p></article>"


@pytest.fixture
def page(chromium):
    """A page of two cards of one kind, which axe has passed."""
    page = chromium.new_page()
    page.set_content(f"<html lang=en><title>x</title><style>{SHEET}</style><main><h1>x</h1>{CARD * 2}</main></html>")
    yield page
    page.close()


@pytest.fixture
def kinds(page) -> Kinds:
    """What is known of that page."""
    kinds = Kinds()
    assert axe(page, kinds) == contrasts(page, kinds=kinds) == []
    assert kinds.known
    assert len(kinds.sheets) == 1
    return kinds


@pytest.mark.parametrize(
    "change",
    [
        "each.classList.add('pale')",
        "each.parentElement.classList.add('dark')",
        "each.parentElement.style.backgroundColor = '#333'",
        "each.parentElement.style.opacity = 0.2",
        "each.innerHTML = '<em>Roads</em>'",
        "each.style.color = '#bbb'",
    ],
)
def test_what_is_seen_otherwise_is_looked_at(page, kinds, change):
    page.locator("article p").last.evaluate(f"each => {change}")
    found = contrasts(page, kinds=kinds)
    assert len(found) == 1
    assert found == contrasts(page), "as axe finds it by itself"
    assert contrasts(page, kinds=kinds) == found, "what was found once is found again"


def test_other_rules_look_at_everything(page, kinds):
    page.locator("article").last.evaluate("each => each.insertAdjacentHTML('beforeend', '<button></button>')")
    assert [each.partition(":")[0] for each in axe(page, kinds)] == ["button-name"]
