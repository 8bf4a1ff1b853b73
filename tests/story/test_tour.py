"""One story in which every command is obeyed, with everything checked after each of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from tests.story import side_tours
from tests.story.stage import PEOPLE, Story
from tests.story.watch import Watch
from workshop.commands import COMMANDS

Give = Callable[..., dict]


@pytest.fixture
def story(stage) -> Story:
    """A consultation with its people."""
    return Story(stage)


@contextmanager
def giving(story: Story, browser, database_kind: str) -> Iterator[Give]:
    """Give commands as someone and check everything after each; everyone remembers what they saw before each third.

    On PostgreSQL all is checked before each third alone, with what the last three commands have left and told: nothing
    is left unchecked, and what a command tells is put together above the databases.
    """
    watch, step = Watch(story, browser), 0

    def give(who: str, command: str, **arguments) -> dict:
        nonlocal step
        step += 1
        if step % 3 == 0:
            if database_kind == "postgres":
                watch.check()
            for each in PEOPLE:
                watch.remember(each)
        answer = story.do(who, command, arguments)
        if database_kind == "sqlite":
            watch.check()
        return answer.result

    yield give
    watch.check(last=True)


@pytest.fixture
def give(story, browser, database_kind) -> Iterator[Give]:
    """Give a command as someone in this test's consultation."""
    with giving(story, browser, database_kind) as give:
        yield give


# Each command is given, and after each one everything is compared: beside others on a slow machine that takes minutes.
@pytest.mark.timeout(900)
def test_everyone_converges_while_every_command_is_obeyed(stage, browser, database_kind):
    obeyed = set()
    for leg in (_writing, _unseen, _voting, _leaving):
        # A consultation of its own for each: all is compared after each command, and that takes as long as it is large.
        story = Story(stage)
        before = len(story.done)
        with giving(story, browser, database_kind) as give:
            leg(story, give)
        obeyed |= {done.request.name for done in story.done[before:]}
    assert obeyed == set(COMMANDS)


def _writing(story, give):
    """Write, narrow down, bring a document to its adoption, merge and split."""
    theme, phenomenon = _lists(give)
    goal = _contributions(story, give, theme, phenomenon)
    *_, told = story.see("Eero")["notices"]
    give("Eero", "dismiss_notice", notice_id=told["id"])
    _narrowing(give, goal)
    side_tours.document(give, goal)
    side_tours.families(give, _first_theme(story))


def _unseen(story, give):
    """Write what nobody else sees yet, and what waits to be published."""
    _in_quiet(give)
    side_tours.moderated(story, give)


def _voting(story, give):
    """Vote in every way in a workshop, and plan on in it; it and the consultation are copied with all of that."""
    goal = give("Kirsi", "propose_goal", theme_id=_first_theme(story), title="Tavoite")["goal_id"]
    workshop = give("Olli", "create_workshop", title="Toinen työpaja")["workshop_id"]
    give("Olli", "lock_workshop", workshop_id=workshop)
    give("Olli", "edit_workshop", workshop_id=workshop, new_code=True, starts_at="2026-12-01T09:00:00+02:00")
    links = [give("Kirsi", "create_wall_link", workshop_id=workshop)["wall_link_id"] for _ in range(2)]
    give("Olli", "revoke_wall_link", wall_link_id=links[0])
    give("Kirsi", "edit_consultation", title={"sv": "Samråd"}, threshold=3)
    for secrecy in ("named", "confidential", "secret"):
        if secrecy == "secret":
            # In the locked one fewer may vote than such a vote promises.
            give("Olli", "lock_workshop", workshop_id=workshop, locked=False)
        for method in ("approve", "opinion", "dots"):
            _vote(give, goal, method, secrecy, workshop_id=workshop)
    give("Aino", "rename_me", name="Aino Uusi", lang="en")
    give("Aino", "change_me", name="Aino Uusi", body=None)
    planned = give("Kirsi", "create_round", kind="pause", title="Tauko", workshop_id=workshop)["round_id"]
    give("Kirsi", "edit_round", round_id=planned, title={"en": "Break"}, opens_at="2100-01-01T09:00:00Z")
    give("Kirsi", "postpone_round", round_id=planned, minutes=15)
    give("Kirsi", "move_round", round_id=give("Kirsi", "copy_round", round_id=planned)["round_id"], before=planned)
    give("Kirsi", "open_round", round_id=planned)
    give("Kirsi", "unopen_round", round_id=planned)
    give("Kirsi", "remove_round", round_id=planned)
    give("Olli", "copy_workshop", workshop_id=workshop)
    give("Olli", "remove_pattern", **give("Olli", "save_pattern", workshop_id=workshop))
    give("Kirsi", "copy_consultation", title="Kopio")
    gone = give("Kirsi", "create_workshop", title="Pois")["workshop_id"]
    give("Kirsi", "create_wall_link", workshop_id=gone)
    give("Kirsi", "remove_workshop", workshop_id=gone)


def _leaving(story, give):
    """Vote also without a device and under names, have ballots sealed; then people change, are joined and go."""
    give("Kirsi", "edit_consultation", threshold=3)
    give("Kirsi", "open_round", **give("Kirsi", "create_round", kind="propose", title="Lopuksi"))
    goal = give("Aino", "propose_goal", theme_id=_first_theme(story), title="Ainon")["goal_id"]
    side_tours.otherwise(story, give, goal)
    side_tours.sealing(give, goal)
    side_tours.cards(story, give, story.see("Kirsi")["workshops"][0]["id"])
    _people(story, give)


def _first_theme(story):
    return next(one["id"] for one in story.see("Kirsi")["themes"] if not one.get("removed"))


def test_a_named_ballot_stands_under_the_name_that_it_was_cast_under(story, give):
    round_id = _vote(give, give_goal(story), "opinion", "named")
    body = story.see("Kirsi")["bodies"][0]["id"]
    give("Aino", "rename_me", name="Åsa", body_id=body)
    ballots = story.see("Eero")["tallies"][str(round_id)]["ballots"]
    assert [(each["name"], each["body_id"]) for each in ballots] == [("Aino", None), ("Eero", None)]


def test_a_round_whose_whole_time_has_passed_unseen_is_opened_and_closed_at_once(story, browser):
    give_goal(story)
    watch = Watch(story, browser)
    opens_at = datetime.now(UTC) + timedelta(milliseconds=100)
    times = {"opens_at": opens_at.isoformat(), "closes_at": (opens_at + timedelta(milliseconds=50)).isoformat()}
    story.do("Kirsi", "create_round", {"kind": "vote", "title": "Yöllä", "results": "at_close", **times})
    story.sleep_until(opens_at + timedelta(milliseconds=50))
    assert story.tick() == 2
    watch.check()
    (round_,) = [each for each in watch.lead["rounds"] if each["kind"] == "vote"]
    assert (round_["state"], len(round_["goal_ids"])) == ("closed", 1)


def give_goal(story: Story) -> int:
    """Propose a goal, as a facilitator may at any time."""
    theme = story.see("Kirsi")["themes"][0]["id"]
    return story.do("Kirsi", "propose_goal", {"theme_id": theme, "title": "Tavoite"}).result["goal_id"]


def _lists(give):
    made = {}
    for noun in ("theme", "phenomenon", "body"):
        gone = give("Kirsi", f"create_{noun}", title={"fi": "Pois", "sv": "Bort"})[f"{noun}_id"]
        made[noun] = give("Kirsi", f"create_{noun}", title="Jää")[f"{noun}_id"]
        give("Olli", f"edit_{noun}", **{f"{noun}_id": made[noun]}, position=0, title={"sv": "Kvar"})
        give("Olli", f"remove_{noun}", **{f"{noun}_id": gone})
    give("Olli", "edit_theme", theme_id=made["theme"], colour="slate", icon="school")
    give("Olli", "describe_theme", theme_id=made["theme"], introduction={"fi": "Miksi"}, experts=[{"name": "Anna"}])
    give("Olli", "describe_phenomenon", phenomenon_id=made["phenomenon"], links=[{"url": "example.org"}])
    official = {"theme_id": made["theme"], "field": "title", "lang": "sv"}
    worded = give("Kirsi", "set_wording", **official, text="Kvar här")["wording_id"]
    give("Olli", "check_wording", **official, based_on=worded)
    return made["theme"], made["phenomenon"]


def _contributions(story, give, theme, phenomenon):
    for kind in ("propose", "comment"):
        made = give("Kirsi", "create_round", kind=kind, title=kind)
        give("Kirsi", "open_round", round_id=made["round_id"], minutes=30)
    give("Kirsi", "extend_round", round_id=made["round_id"], minutes=5)
    goals = [
        give("Aino", "propose_goal", theme_id=theme, title=title, measures=[{"text": "Toimi"}])["goal_id"]
        for title in ("Jää", "Perutaan", "Piilotetaan")
    ]
    give("Aino", "edit_goal", goal_id=goals[0], rationale="Siksi", phenomenon_ids=[phenomenon])
    measures = [give("Eero", "propose_measure", goal_id=goals[0], text="Tehdään")["measure_id"] for _ in range(3)]
    give("Eero", "edit_measure", measure_id=measures[0], status="started", responsible="Kunta")
    about = {"goal_id": goals[0], "stance": "question"}
    comments = [give("Eero", "add_comment", text="Miten?", **about)["comment_id"] for _ in range(3)]
    give("Aino", "add_comment", text="Näin", reply_to=comments[0], **about)
    give("Eero", "edit_comment", comment_id=comments[0], stance="for")
    for who, noun, things in (("Aino", "goal", goals), ("Eero", "measure", measures), ("Eero", "comment", comments)):
        give(who, f"withdraw_{noun}", **{f"{noun}_id": things[1]})
        for again in (True, False):
            give("Olli", f"hide_{noun}", **{f"{noun}_id": things[2]}, reason_later=True)
            give("Kirsi", "explain_hiding", hiding_id=story.see("Kirsi")["hidings"][-1]["id"], reason="Toisto")
            if again:
                give("Kirsi", f"restore_{noun}", **{f"{noun}_id": things[2]})
    other = give("Kirsi", "create_theme", title="Muu")["theme_id"]
    give("Olli", "move_goal", goal_id=goals[0], theme_id=other, reason="Kuuluu tänne")
    give("Olli", "edit_goal", goal_id=goals[0], title="Jää näin", reason="Selkeämpi")
    give("Olli", "edit_measure", measure_id=measures[0], text="Tehdään näin", reason="Selkeämpi")
    # The one that was hidden and the one that was withdrawn move too.
    give("Olli", "remove_theme", theme_id=theme, move_goals_to=other)
    return goals[0]


def _in_quiet(give):
    """Let people write what nobody else sees, and show it at the close, or theme by theme."""
    themes = [give("Kirsi", "create_theme", title=f"Hiljainen {number}")["theme_id"] for number in (1, 2)]
    for contributions in ("at_close", "by_theme"):
        made = {}
        for kind in ("propose", "comment"):
            about = {"kind": kind, "title": kind, "contributions": contributions, "theme_ids": themes}
            made[kind] = {"round_id": give("Kirsi", "create_round", **about)["round_id"]}
            give("Kirsi", "open_round", **made[kind], minutes=30)
        goals = [
            give("Aino", "propose_goal", theme_id=theme, title="Hiljaa", measures=[{"text": "Toimi"}])["goal_id"]
            for theme in (*themes, themes[0])
        ]
        give("Aino", "edit_goal", goal_id=goals[0], title="Hiljaa toisin")
        give("Aino", "add_comment", goal_id=goals[0], text="Oma", stance="for")
        give("Aino", "withdraw_goal", goal_id=goals[2])
        give("Eero", "propose_goal", theme_id=themes[1], title="Eeron")
        for done in (True, False, True):
            give("Aino", "say_done", **made["propose"], done=done)
        for kind in ("comment", "propose"):
            give("Olli", "close_round", **made[kind])
        if contributions == "by_theme":
            give("Olli", "show_contributions", **made["propose"], theme_id=themes[0])
            give("Aino", "restore_goal", goal_id=goals[2])
            give("Olli", "show_contributions", **made["propose"])
        give("Kirsi", "put_on_wall", goal_id=goals[1])
        give("Kirsi", "put_on_wall", goal_id=goals[1], on_wall=False)
        measure = give("Kirsi", "propose_measure", goal_id=goals[1], text="Toimi")["measure_id"]
        give("Kirsi", "put_measure_on_wall", measure_id=measure)
        give("Kirsi", "put_measure_on_wall", measure_id=measure, on_wall=False)


def _narrowing(give, goal):
    give("Kirsi", "mark_goal", goal_id=goal, mark="aside", reason="Ei nyt")
    give("Olli", "mark_goals", goal_ids=[goal], mark="shortlist")
    voting = _vote(give, goal, "opinion", "named")
    give("Kirsi", "mark_goal", goal_id=goal, mark=None)
    give("Olli", "shortlist_first", round_id=voting, first=1)
    asking = give("Kirsi", "create_round", kind="propose", title="?", subject="measures", on_ballot="shortlist")
    give("Kirsi", "open_round", **asking)
    measure = give("Aino", "propose_measure", goal_id=goal, text="Kaikki", type="network")["measure_id"]
    give("Kirsi", "close_round", **asking)
    voting = _vote(give, measure, "dots", "confidential", subject="measures", on_ballot="shortlist")
    give("Olli", "edit_measure", measure_id=measure, text="Toisin sanoen")
    give("Olli", "hide_measure", measure_id=measure, reason="Kahdesti")
    return voting


def _vote(give, goal, method, secrecy, **where):
    results = {"approve": "live", "opinion": "at_close", "dots": "on_reveal"}[method]
    value = {"approve": 1, "opinion": "agree", "dots": 3}[method]
    made = give(
        "Kirsi", "create_round", kind="vote", title="?", method=method, secrecy=secrecy, results=results, **where
    )
    give("Kirsi", "open_round", **made, minutes=30)
    give("Kirsi", "pause_round", **made)
    for who in ("Aino", "Eero"):
        give(who, "cast_ballot", **made, choices={str(goal): value})
    give("Olli", "resume_round", **made)
    give("Olli", "close_round", **made)
    if results == "on_reveal":
        if "workshop_id" in where:
            give("Olli", "show", workshop_id=where["workshop_id"], scene="goal", goal_id=goal)
        give("Olli", "reveal_next", **made)
    else:
        give("Olli", "reveal_results", **made)
    return made["round_id"]


def _people(story, give):
    place = story.see("Eero")["me"]["participant"]["id"]
    give("Kirsi", "change_participant", participant_id=place, role="facilitator")
    give("Eero", "change_participant", participant_id=place, role="member")
    give("Olli", "remove_participant", participant_id=story.see("Hanna")["me"]["participant"]["id"])
    give("Olli", "invite_participant", email=story.address("Hanna"), role="facilitator")
    give("Hanna", "leave")
    give("Olli", "join_participants", participant_id=place, double_ids=[story.see("Aino")["me"]["participant"]["id"]])
    give("Olli", "confirm_participants", participant_ids=[place])
    body = give("Kirsi", "create_body", title="Nuorisoneuvosto")["body_id"]
    for command in ("name_spokesperson", "remove_spokesperson"):
        give("Kirsi", command, participant_id=place, body_id=body)
    give("Olli", "remove_participants", participant_ids=[place])
