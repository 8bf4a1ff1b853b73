"""A document that was adopted before names the goals that stood in it then, not those that came to it since."""

from tests.story.stage import Story
from workshop.db import Database
from workshop.migrating import migrate, revisions

# Back to before the migration that this is about.
BACK = f"-{list(reversed(revisions())).index('2026_12_01_04') + 1}"
MEETING = {"body": "Hallitus", "date": "2026-11-27", "unfinished": "Kiire"}


def test_what_was_adopted_is_known_by_its_numbers(stage, empty_database_url):
    story = Story(stage)
    first, second = (
        story.do("Kirsi", "propose_goal", {"theme_id": story.see("Kirsi")["themes"][0]["id"], "title": title}).result
        for title in ("Valokuitu", "Tiet kuntoon")
    )
    story.do("Kirsi", "create_document", {"languages": ["fi"]})
    story.do("Kirsi", "include_goal", first)
    for state in ("for_comment", "proposed"):
        story.do("Kirsi", "advance_document", {"state": state})
    story.do("Kirsi", "adopt_document", MEETING)
    story.do("Kirsi", "correct_document", {"reason": "Yksi puuttui"})
    story.do("Kirsi", "include_goal", second)
    held = story.see("Eero")["documents"]
    stage.close()
    migrate(empty_database_url, BACK)
    migrate(empty_database_url)
    story.database = stage.database = Database(empty_database_url)
    [after] = story.see("Eero")["documents"]
    assert [after] == held and after["adopted_goal_ids"] == [first["goal_id"]]
