"""What an earlier version hid or withdrew has left after the upgrade, and whoever holds it starts again."""

from tests.story.stage import Story
from workshop.db import Database
from workshop.migrating import migrate, revisions
from workshop.models import CalledGoal, Goal

# Back to before the migration that this is about.
BACK = f"-{list(reversed(revisions())).index('2026_11_26_1') + 1}"


def test_what_an_earlier_version_left_there_has_left(stage, empty_database_url):
    story = Story(stage)
    for kind in ("propose", "comment"):
        story.do("Kirsi", "open_round", {"round_id": made(story, "create_round", kind=kind, title=kind)})
    theme = story.see("Kirsi")["themes"][0]["id"]
    goals = [
        made(story, "propose_goal", who="Aino", theme_id=theme, title=f"Sana {each}", measures=[{"text": "Sana"}])
        for each in ("yksi", "kaksi", "kolme")
    ]
    vote = made(story, "create_round", kind="vote", title="Äänestys", method="approve", results="at_close")
    story.do("Kirsi", "open_round", {"round_id": vote})
    story.do("Kirsi", "close_round", {"round_id": vote})
    for who, goal in (("Kirsi", goals[0]), ("Aino", goals[1])):
        story.do(who, "withdraw_goal", {"goal_id": goal})
    held = story.see("Eero")

    def as_it_was_before(session):
        for called in session.query(CalledGoal):
            called.since = {name: at for name, at in called.since.items() if name != "hidden"}
        session.get(Goal, goals[2]).state = "hidden"

    stage.database.write(as_it_was_before)
    stage.close()
    migrate(empty_database_url, BACK)
    migrate(empty_database_url)
    story.database = stage.database = Database(empty_database_url)
    after = story.see("Eero")
    titles = {each["goal_id"]: each["title"] for each in after["called_goals"]}
    assert titles == {goals[0]: {}, goals[1]: {"sv": "Sana kaksi"}}
    assert after["epoch"] != held["epoch"]
    assert story.look({"Eero": held}, "Eero")["Eero"][1] == {"reset": True}
    migrate(empty_database_url, BACK)
    migrate(empty_database_url)


def made(story: Story, command: str, who: str = "Kirsi", **arguments) -> int:
    """Give a command and return the id of what it made."""
    return next(iter(story.do(who, command, arguments).result.values()))
