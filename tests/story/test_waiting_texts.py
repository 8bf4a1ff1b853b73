"""What waits to be published is read by its author and facilitators alone, whatever becomes of it on the way.

Each run is a story of its own, by the number of its run. WAITING_RUNS=500 tells as many, from WAITING_FIRST on.
"""

import json
import os
import random
from itertools import count

import pytest

from tests.exports.reading import texts_of_all
from tests.story.marked import marks_in
from tests.story.stage import FACILITATORS, MEMBERS, OBSERVER, Story
from tests.story.test_hidden_texts import WALL, Ears
from workshop.exports.names import NAMES

FIRST, RUNS = int(os.environ.get("WAITING_FIRST", "0")), os.environ.get("WAITING_RUNS")
USUALLY, STEPS = 2, 40


@pytest.mark.timeout(0 if RUNS else 300)
def test_no_text_of_what_waits_reaches_anybody_else(stage, stories):
    published = 0
    for run in range(FIRST, FIRST + int(RUNS or stories(USUALLY))):
        queue = Queue(Story(stage), random.Random(run))
        try:
            for step in range(STEPS):
                if step == STEPS // 2 and queue.late:
                    queue.close()
                queue.step()
                queue.look()
            queue.look_at_exports()
        except Exception as failure:
            failure.add_note("\n".join([f"Run {run}:", *queue.trail]))
            raise
        published += len(queue.published)
    assert published, "something was published"


class Queue:
    """Rounds in which members' contributions wait; `waiting` has the marks of each that nobody else may read."""

    def __init__(self, story: Story, chance: random.Random):
        self.story, self.chance, self.trail = story, chance, []
        self._numbers = count(1)
        self.waiting: dict[tuple[str, int], set[str]] = {}
        self.authors: dict[tuple[str, int], str] = {}
        self.published: set[tuple[str, int]] = set()
        # In some stories facilitators see nothing either before the rounds are over.
        self.late = chance.random() < 0.3
        self.rounds = []
        for kind in ("propose", "comment"):
            about = {
                "kind": kind,
                "title": kind,
                "moderated": True,
                "contributions": "at_close" if self.late else "live",
            }
            made = story.do("Kirsi", "create_round", about).result
            story.do("Kirsi", "open_round", made)
            self.rounds.append(made)
        self.ears = Ears(story)
        self.ears.told.clear()

    def step(self) -> None:
        """Let one thing happen."""
        acts = [self.propose, self.propose, self.comment, self.edit, self.take, self.publish, self.publish, self.theme]
        self.chance.choice(acts)()

    def close(self) -> None:
        """Close both rounds: what was written in them waits from then on."""
        for made in self.rounds:
            self.give("Kirsi", "close_round", made)

    def give(self, who: str, command: str, arguments: dict):
        """Give a command; None where it is refused."""
        return self.story.tried(who, command, arguments, self.trail)

    def propose(self) -> None:
        """Let a member propose a goal with a measure."""
        who, theme = self.chance.choice(MEMBERS), self.story.see("Kirsi")["themes"][0]["id"]
        title, text = self._mark(), self._mark()
        answer = self.give(who, "propose_goal", {"theme_id": theme, "title": title, "measures": [{"text": text}]})
        if answer:
            made = next(event.data["id"] for event in answer.events if event.name == "measure_proposed")
            self._wrote(who, "goal", answer.result["goal_id"], title)
            self._wrote(who, "measure", made, text)

    def comment(self) -> None:
        """Let a member comment on something that they see."""
        who, text = self.chance.choice(MEMBERS), self._mark()
        there = [goal["id"] for goal in self.story.see(who)["goals"] if not goal.get("removed")]
        if there:
            about = {"goal_id": self.chance.choice(there), "text": text, "stance": "for"}
            answer = self.give(who, "add_comment", about)
            if answer:
                self._wrote(who, "comment", answer.result["comment_id"], text)

    def edit(self) -> None:
        """Let an author reword something."""
        (noun, number), who, text = *self._pick(), self._mark()
        name = "title" if noun == "goal" else "text"
        if number and self.give(who, f"edit_{noun}", {f"{noun}_id": number, name: text}):
            self.waiting.get((noun, number), set()).add(text)

    def take(self) -> None:
        """Take something away or bring it back, as its author or as a facilitator."""
        (noun, number), who = self._pick()
        verb = self.chance.choice(["withdraw", "hide", "restore"])
        who = self.chance.choice(FACILITATORS) if verb == "hide" or self.chance.random() < 0.3 else who
        if number:
            reason = {"reason": "Toisto"} if verb == "hide" else {}
            self.give(who, f"{verb}_{noun}", {f"{noun}_id": number, **reason})

    def publish(self) -> None:
        """Let a facilitator publish something; now and then a member tries to."""
        (noun, number), who = self._pick()
        who = who if self.chance.random() < 0.2 else self.chance.choice(FACILITATORS)
        answer = number and self.give(who, f"publish_{noun}", {f"{noun}_id": number})
        if answer:
            for event in answer.events:
                if event.name.endswith("_published"):
                    thing = event.name.removesuffix("_published"), event.data["id"]
                    self.waiting.pop(thing, None)
                    self.published.add(thing)

    def theme(self) -> None:
        """Move all goals to another theme, also those that wait."""
        made = self.give("Kirsi", "create_theme", {"title": "Teema"}).result["theme_id"]
        first = self.story.see("Kirsi")["themes"][0]["id"]
        self.give("Kirsi", "remove_theme", {"theme_id": made, "move_goals_to": first})

    def look(self) -> None:
        """See, catch up and hear, as everyone but facilitators."""
        self.ears.turn()
        told, self.ears.told = self.ears.told, []
        for name, who, frame in told:
            if who not in FACILITATORS:
                self._check(who, frame, f"hears {name}")
        for who in (*MEMBERS, OBSERVER, None):
            fresh, missed = self.story.fetched(who, self.chance)
            self._check(who or WALL, fresh, "sees")
            self._check(who or WALL, missed, "catches up with")

    def look_at_exports(self) -> None:
        """Export everything that is handed on; facilitators read in their own record what they hid."""
        found = texts_of_all(self.story.database, self.story.slug, self.story.accounts["Kirsi"])
        for name in (name for name, writer in NAMES.items() if writer.reads != "inside"):
            text = found[name]
            assert not marks_in(text) & set().union(*self.waiting.values()), f"in {name}"

    def _check(self, who, told, how):
        others = [marks for thing, marks in self.waiting.items() if self.authors[thing] != who]
        found = marks_in(json.dumps(told, default=str)) & set().union(*others)
        assert not found, f"{who} {how} {found}"

    def _pick(self):
        things = [*self.authors]
        thing = self.chance.choice(things) if things else ("goal", 0)
        return thing, self.authors.get(thing, MEMBERS[0])

    def _wrote(self, who, noun, number, text):
        self.authors[noun, number] = who
        self.waiting[noun, number] = {text}

    def _mark(self):
        return f"Merkki{next(self._numbers)}x"
