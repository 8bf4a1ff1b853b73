"""On paper nothing can be unfolded, so what is folded is printed, but for forms; afterwards it is folded as before."""

import pytest

CLOSED = "[...document.querySelectorAll('main details:not(:has(> form))')].filter((fold) => !fold.open).length"
# What stands in a closed fold and can be seen; files are fetched on a screen alone.
SEEN = """[...document.querySelectorAll('main details:not(:has(> form)) > :not(summary)')]
  .filter((inside) => !inside.closest('[hidden], .acts, .results-files, form'))
  .every((inside) => inside.checkVisibility())"""
FORMS = "[...document.querySelectorAll('main form')].some((form) => form.checkVisibility())"


@pytest.fixture
def results(room) -> str:
    """The page of results of a vote, whose breakdown and proof are folded."""
    [goal, *_] = room.goals(3)
    people = room.people(6)
    vote = room.vote(method="approve", secrecy="named", results="at_close")
    for each in people:
        each.done(room.slug, "cast_ballot", round_id=vote, choices={str(goal): 1})
    room.do("close_round", round_id=vote)
    return f"/c/{room.slug}/results"


@pytest.mark.parametrize("script", [True, False])
def test_paper_shows_what_is_folded(room, person, results, script):
    reader = person("laptop", "en", java_script_enabled=script)
    page = reader.join(room, path=results).page
    page.locator("details").first.wait_for()
    assert page.evaluate(CLOSED) > 0
    assert not page.evaluate(SEEN)
    page.emulate_media(media="print")
    assert page.evaluate(SEEN)
    assert not page.evaluate(FORMS)
    page.emulate_media(media="screen")
    assert not page.evaluate(SEEN)


def test_a_browser_that_knows_no_such_style_unfolds_by_script_and_folds_again(room, person, results):
    reader = person("laptop", "en")
    page = reader.join(room, path=results).page
    page.locator("details summary").first.click()
    before = page.evaluate("[...document.querySelectorAll('details')].map((fold) => fold.open)")
    assert set(before) == {True, False}
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("[...document.querySelectorAll('details')].every((fold) => fold.open)")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("[...document.querySelectorAll('details')].map((fold) => fold.open)") == before


def test_nothing_stays_folded_on_the_paper_of_any_page(room, person):
    (goal,) = room.goals(1)
    reader = person("laptop", "fi").join(room, path="/me")
    for path in ("/guide", "/me", f"/c/{room.slug}", f"/c/{room.slug}/goals/{goal}", f"/w/{room.code}"):
        reader.page.emulate_media(media="screen")
        page = reader.go(path)
        page.emulate_media(media="print")
        assert page.evaluate(SEEN), path
