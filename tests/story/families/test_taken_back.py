"""A merge that is taken back leaves everything as if there had been none, whatever was done before and meanwhile.

What happens is done twice: in one consultation with the merge, in another with a goal that is proposed in its place and
takes the family's number, so that all else has the same names in both.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.story.browser import Browser
from tests.story.families.placed import Placed
from tests.story.stage import Stage, Story
from tests.story.watch import Watch, same
from workshop.engine.request_state import place_of
from workshop.errors import Refusal
from workshop.exports.contributions import comments_table, measures_table
from workshop.exports.goals import goals_table
from workshop.exports.groups import groups_table
from workshop.exports.rounds import named_votes_table, rounds_table
from workshop.language.words import Words
from workshop.queries.record import record
from workshop.web.view.snapshot_view import SnapshotView

FAMILY = "family"
WHO = st.sampled_from(["Kirsi", "Olli", "Aino", "Eero"])
PLACE = st.integers(0, 7)
# Done before a merge and while it lasts; `what` is the place of a goal, measure or comment among those that were made.
ACTS = st.tuples(
    st.sampled_from(
        [
            "add_comment",
            "add_comment",
            "comment_on_measure",
            "propose_measure",
            "edit_goal",
            "edit_measure",
            "edit_comment",
            "hide_goal",
            "hide_measure",
            "hide_comment",
            "withdraw_goal",
            "restore_goal",
            "restore_measure",
            "mark_goal",
            "move_goal",
            "vote",
            "vote_on_measures",
        ]
    ),
    WHO,
    PLACE,
    PLACE,
)


@dataclass
class Twin:
    """One of the two consultations, and the ids of what was made in it, in order."""

    story: Story
    merges: bool
    goals: list[int] = field(default_factory=list)
    measures: list[int] = field(default_factory=list)
    comments: list[int] = field(default_factory=list)
    family: int = 0

    def give(self, who: str, command: str, **arguments) -> Any:
        """Give a command; returns its result, or the refusal's code."""
        try:
            return self.story.do(who, command, arguments).result
        except Refusal as refusal:
            return refusal.code

    def act(self, name: str, who: str, one: int, other: int) -> str | None:
        """Do something to what was made at these places; returns the refusal's code, if any."""
        goal, measure = self.goals[one % len(self.goals)], self.measures[one % len(self.measures)]
        comment = self.comments[one % len(self.comments)] if self.comments else 0
        themes = [theme["id"] for theme in self.story.see("Kirsi")["themes"]]
        more: dict[str, dict] = {
            "add_comment": {"goal_id": goal, "text": "Niin", "stance": "for"},
            "comment_on_measure": {"measure_id": measure, "text": "Ei", "stance": "against"},
            "propose_measure": {"goal_id": goal, "text": "Toimi"},
            "edit_goal": {"goal_id": goal, "title": f"Toisin {other}"},
            "edit_measure": {"measure_id": measure, "text": f"Toisin {other}"},
            "edit_comment": {"comment_id": comment, "text": f"Toisin {other}"},
            "hide_goal": {"goal_id": goal, "reason": "Toisto"},
            "hide_measure": {"measure_id": measure, "reason": "Toisto"},
            "hide_comment": {"comment_id": comment, "reason": "Toisto"},
            "withdraw_goal": {"goal_id": goal},
            "restore_goal": {"goal_id": goal},
            "restore_measure": {"measure_id": measure},
            "mark_goal": {"goal_id": goal, "mark": ["shortlist", "aside", None][other % 3]},
            "move_goal": {"goal_id": goal, "theme_id": themes[other % len(themes)]},
        }
        if name == "vote":
            return self.vote(who, one, other, "goals")
        if name == "vote_on_measures":
            return self.vote(who, one, other, "measures")
        done = self.give(who, "add_comment" if name == "comment_on_measure" else name, **more[name])
        if isinstance(done, str):
            return done
        if name in ("add_comment", "comment_on_measure"):
            self.comments.append(done["comment_id"])
        if name == "propose_measure":
            self.measures.append(done["measure_id"])
        return None

    def vote(self, who: str, one: int, other: int, subject: str) -> str | None:
        """Hold a vote on all goals before a merge, and while it lasts on those that stand for themselves in both.

        Or on the first measure of each of these.
        """
        secrecy, method = ["named", "secret"][one % 2], ["approve", "opinion"][other % 2]
        first = self.goals if subject == "goals" else self.measures[: len(self.goals)]
        ids = [number for at, number in enumerate(first) if not self.family or at > 1]
        about = {"subject": subject} | {"method": method, "secrecy": secrecy, "totals": "always", "results": "at_close"}
        made = self.give("Kirsi", "create_round", kind="vote", title="?", on_ballot={"ids": ids}, **about)
        if isinstance(made, str):
            return made
        self.give("Kirsi", "open_round", **made)
        choice = 1 if method == "approve" else "agree"
        cast = self.give(who, "cast_ballot", **made, choices={str(ids[one % len(ids)]): choice})
        self.give("Kirsi", "close_round", **made)
        return cast if isinstance(cast, str) else None

    def merge(self) -> Any:
        """Merge the first two goals, or propose another in the family's place, where that would not be refused."""
        there = {goal["id"]: goal for goal in self.story.see("Kirsi")["goals"]}
        first, second = (there[number] for number in self.goals[:2])
        if first.get("removed") or second.get("removed"):
            return None
        if self.merges:
            made = self.give("Kirsi", "merge_goals", goal_ids=self.goals[:2], title="Yhdessä")
        else:
            made = self.give("Kirsi", "propose_goal", theme_id=first["theme_id"], title="Paikalla")
        self.family = made["goal_id"]
        # What is added to it stays with it.
        self.give("Eero", "add_comment", goal_id=self.family, text="Yhteinen", stance="neutral")
        self.give("Olli", "propose_measure", goal_id=self.family, text="Yhteinen")
        return self.family

    def seen(self, who: str) -> Any:
        """What somebody sees, without the family, with all things by their places instead of their ids."""
        return Placed(self.story.see(who), self.family).whole()

    def check_names(self) -> None:
        """Check that pages call what was counted as the exports do."""
        view = SnapshotView(self.story.see("Kirsi"))
        kept = {one["id"]: one["called"] for one in self.record()["rounds"]}
        for round_ in (each for each in view.rounds if each.kind == "vote" and each.closed_at):
            on_page = {number: each["number"] for number, each in view.called_goals(round_).items()}
            noun = f"{round_.subject[:-1]}_id"
            assert on_page == {each[noun]: each["number"] for each in kept[round_.id]}

    def record(self) -> dict:
        """The record, of which exports are written."""
        with self.story.database.read() as session:
            return record(session, *place_of(session, self.story.slug, self.story.accounts["Kirsi"]))

    def tables(self) -> list:
        """The tables of all exports, without the family's rows, times and proofs."""
        found = self.record()
        for theme in found["themes"]:
            for name in ("goals", "superseded"):
                theme[name] = [goal for goal in theme[name] if goal["id"] != self.family]
        words = Words("fi")
        writers = (goals_table, measures_table, comments_table, rounds_table, groups_table, named_votes_table)
        return [_plain(write(found, words)) for write in writers]


def _plain(table) -> Any:
    """A table without what differs from one consultation to another: ids, times, proofs."""
    if table is None:
        return None
    # Whoever was invited comes where somebody watches, and may vote from then on.
    own = ("Kommentin nro", "Vastaus kommenttiin", "Tarkistus", "Satunnais", "Äänioikeutettuja")
    kept = [at for at, one in enumerate(table.columns) if one.kind != "time" and not one.heading.startswith(own)]
    return [table.columns[at].heading for at in kept], [[_timeless(row[at]) for at in kept] for row in table.rows]


def _timeless(cell: Any) -> Any:
    """A cell without times of day: a minute may end between what the two do."""
    return re.sub(r"\bklo\s\d+\.\d+", "klo", cell) if isinstance(cell, str) else cell


@pytest.fixture
def twins(stage: Stage, browser: Browser):
    """Make the two consultations, alike, each with four goals of two people, and one of them watched by everybody."""

    def make() -> tuple[Twin, Twin, Watch]:
        pair = (Twin(Story(stage), merges=True), Twin(Story(stage), merges=False))
        for twin in pair:
            for kind in ("propose", "comment"):
                twin.give("Kirsi", "open_round", **twin.give("Kirsi", "create_round", kind=kind, title=kind))
            themes = [theme["id"] for theme in twin.story.see("Kirsi")["themes"]]
            for at, who in enumerate(("Aino", "Eero", "Aino", "Eero")):
                goal = twin.give(who, "propose_goal", theme_id=themes[at % 2], title=f"Tavoite {at}")["goal_id"]
                twin.goals.append(goal)
                twin.measures.append(twin.give(who, "propose_measure", goal_id=goal, text=f"Toimi {at}")["measure_id"])
        return *pair, Watch(pair[0].story, browser)

    return make


@pytest.mark.timeout(900)
def test_a_merge_that_is_taken_back_leaves_everything_as_if_there_had_been_none(twins, stories):
    @settings(
        max_examples=stories(12),
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(before=st.lists(ACTS, max_size=6), meanwhile=st.lists(ACTS, max_size=8))
    def play(before, meanwhile):
        merged, plain, watch = twins()
        for act in before:
            assert merged.act(*act) == plain.act(*act), act
        for who in ("Kirsi", "Aino", "Hanna"):
            same(merged.seen(who), plain.seen(who), f"what {who} sees")
        assert (merged.merge() is None) == (plain.merge() is None)
        watch.check()
        for act in meanwhile:
            assert merged.act(*act) == plain.act(*act), act
        watch.check()
        merged.check_names()
        if merged.family:
            done = merged.give("Olli", "unmerge_goal", goal_id=merged.family)
            assert done == {"goal_id": merged.family}
        watch.check()
        merged.check_names()
        for who in ("Kirsi", "Aino", "Hanna"):
            same(merged.seen(who), plain.seen(who), f"what {who} sees")
        assert merged.tables() == plain.tables()

    play()
