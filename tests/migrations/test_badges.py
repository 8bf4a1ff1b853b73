"""Themes and phenomena that were there before get their colours and icons by their place in the list."""

from tests.story.stage import Story
from workshop.badges import COLOURS, ICONS, ICONS_OF_PHENOMENA
from workshop.db import Database
from workshop.migrating import migrate, revisions

# Back to before the migration that this is about.
BACK = f"-{list(reversed(revisions())).index('2026_11_27_5') + 1}"


def test_what_was_there_gets_them_in_the_order_of_its_list(stage, empty_database_url):
    story = Story(stage)
    first, *_, last = story.see("Kirsi")["themes"]
    story.do("Kirsi", "create_phenomenon", {"title": "Toinen"})
    gone = story.do("Kirsi", "create_theme", {"title": "Pois", "colour": "slate"}).result["theme_id"]
    story.do("Kirsi", "edit_theme", {"theme_id": gone, "position": -9})
    story.do("Kirsi", "remove_theme", {"theme_id": gone})
    story.do("Kirsi", "edit_theme", {"theme_id": last["id"], "position": -5, "colour": "slate", "icon": "bus"})
    held = story.see("Eero")
    stage.close()
    migrate(empty_database_url, BACK)
    migrate(empty_database_url)
    story.database = stage.database = Database(empty_database_url)
    after = story.see("Eero")
    themes = sorted(
        (one for one in after["themes"] if not one.get("removed")), key=lambda one: (one["position"], one["id"])
    )
    assert themes[0]["id"] == last["id"] and first["id"] in [one["id"] for one in themes[1:]]
    places = range(len(themes))
    assert [(one["colour"], one["icon"]) for one in themes] == [(COLOURS[each], ICONS[each]) for each in places]
    assert [one["icon"] for one in after["phenomena"]] == list(ICONS_OF_PHENOMENA[: len(after["phenomena"])])
    assert after["epoch"] != held["epoch"]
