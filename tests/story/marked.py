"""Stories in which every text bears a mark, and a ledger of who may still read which of them."""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count

from tests.story.stage import FACILITATORS, MEMBERS, PEOPLE, Story

MARK = re.compile(r"Merkki\d+x")
THINGS = ("goal", "measure", "comment")


@dataclass
class Written:
    """Something written, as the ledger has it: what it says by field, and what it `said` ever, `titles` among it."""

    noun: str
    author: str
    above: "Written | None" = None
    says: dict[str, str] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    state: str = "current"
    # The title under which facilitators find it, where they do.
    kept: str | None = None
    by_lead: bool = False

    @property
    def there(self) -> bool:
        """Whether it and all that it stands under is there."""
        return self.state == "current" and (self.above is None or self.above.there)


class Ledger:
    """What was written, where it went, and so what each may read."""

    def __init__(self):
        self.things: dict[tuple[str, int], Written] = {}
        self.called: list[tuple[Written, str, str]] = []
        self.reasons: set[str] = set()

    def public(self) -> set[str]:
        """What everybody may read: the texts of what is there, and titles that stand beside figures."""
        there = {text for thing in self.things.values() if thing.there for text in thing.says.values()}
        beside = {title for goal, title, _ in self.called if not goal.by_lead and goal.state != "hidden"}
        return there | beside | {theme for *_, theme in self.called}

    def ever(self) -> set[str]:
        """What was ever said by what is there now, or may be read of what is not."""
        return self.public().union(*(thing.said for thing in self.things.values() if thing.there))

    def of_lead(self) -> set[str]:
        """What facilitators may read besides: titles and texts of what was taken away, and why."""
        gone = {thing.kept for thing in self.things.values() if thing.kept}
        kept = {title for goal, title, _ in self.called if goal.kept}
        return gone | kept | self.reasons

    def of_author(self, who: str) -> set[str]:
        """What someone may read in what they alone are told: their own titles and texts, and why."""
        own = {title for thing in self.things.values() if thing.author == who for title in thing.titles}
        return own | self.reasons


class Scribe:
    """Lets people write, take away and bring back by chance, and keeps the ledger; refusals change nothing."""

    def __init__(self, story: Story, chance: random.Random):
        self.story, self.chance, self.ledger = story, chance, Ledger()
        self.trail: list[str] = []
        self._numbers = count(1)
        # The themes of the stage have titles without marks.
        self.themes = {each["id"]: Written("theme", "Kirsi") for each in story.see("Kirsi")["themes"]}
        for kind in ("propose", "comment"):
            made = story.do("Kirsi", "create_round", {"kind": kind, "title": kind})
            story.do("Kirsi", "open_round", {"round_id": made.result["round_id"]})

    def step(self) -> None:
        """Let one thing happen."""
        acts = [self.propose, self.propose, self.measure, self.comment, self.comment, self.comment, self.edit]
        acts += [self.hide, self.hide, self.withdraw, self.withdraw, self.restore, self.restore, self.move]
        acts += [self.theme, self.remove_theme, self.vote]
        self.chance.choice(acts)()

    def mark(self) -> str:
        """Make a text that nothing else says."""
        return f"Merkki{next(self._numbers)}x"

    def give(self, who: str, command: str, arguments: dict):
        """Give a command; None where it is refused."""
        return self.story.tried(who, command, arguments, self.trail)

    def propose(self) -> None:
        """Propose a goal with measures."""
        who, theme_id = self._writer(), self.chance.choice([*self.themes])
        says = {"title": self.mark(), "rationale": self.mark()}
        measures = [self._measure() for _ in range(self.chance.randint(0, 2))]
        answer = self.give(who, "propose_goal", {"theme_id": theme_id, **says, "measures": measures, "lang": "fi"})
        if answer is None:
            return
        goal = self._wrote("goal", answer.result["goal_id"], who, self.themes[theme_id], says)
        made = [event.data["id"] for event in answer.events if event.name == "measure_proposed"]
        for number, words in zip(made, measures, strict=True):
            self._wrote("measure", number, who, goal, words)

    def measure(self) -> None:
        """Add a measure to a goal."""
        number, goal = self._pick("goal")
        if goal:
            who, words = self._who_may(goal), self._measure()
            answer = self.give(who, "propose_measure", {"goal_id": number, **words, "lang": "fi"})
            if answer:
                self._wrote("measure", answer.result["measure_id"], who, goal, words)

    def comment(self) -> None:
        """Comment on a goal or a measure, perhaps in reply."""
        number, thing = self._pick(self.chance.choice(["goal", "measure"]))
        if thing:
            who, words = self._writer(), {"text": self.mark()}
            replied = [n for (noun, n), each in self.ledger.things.items() if noun == "comment" and each.above is thing]
            about = {f"{thing.noun}_id": number, "stance": "for", "lang": "fi"}
            about |= {"reply_to": self.chance.choice(replied)} if replied and self.chance.random() < 0.4 else {}
            answer = self.give(who, "add_comment", {**about, **words})
            if answer:
                self._wrote("comment", answer.result["comment_id"], who, thing, words)

    def edit(self) -> None:
        """Reword something: what it said before is gone."""
        number, thing = self._pick(self.chance.choice(THINGS))
        if thing:
            name = self.chance.choice([*thing.says])
            words, reason = {name: self.mark()}, self.mark()
            about = {f"{thing.noun}_id": number, **words, "lang": "fi"}
            about |= {"reason": reason} if thing.noun != "comment" else {}
            who = thing.author if thing.noun == "comment" else self._who_may(thing)
            if self.give(who, f"edit_{thing.noun}", about):
                thing.says |= words
                thing.said |= {*words.values()}
                thing.titles |= {words[name]} if name in ("title", "text") else set()
                self.ledger.reasons |= {reason}

    def hide(self) -> None:
        """Hide something."""
        number, thing = self._pick(self.chance.choice(THINGS))
        if thing:
            reason = self.mark()
            who = self.chance.choice(FACILITATORS)
            if self.give(who, f"hide_{thing.noun}", {f"{thing.noun}_id": number, "reason": reason}):
                self.ledger.reasons |= {reason}
                thing.state, thing.by_lead, thing.kept = "hidden", True, self._title(thing)

    def withdraw(self) -> None:
        """Withdraw something, as its author or as a facilitator."""
        number, thing = self._pick(self.chance.choice(THINGS))
        if thing:
            who = thing.author if thing.noun == "comment" else self._who_may(thing)
            answer = self.give(who, f"withdraw_{thing.noun}", {f"{thing.noun}_id": number})
            if answer:
                recorded = [event for event in answer.events if event.name == "hiding_recorded"]
                thing.state, thing.by_lead = "withdrawn", who != thing.author
                # Whether it is recorded is told to facilitators, who see it in their answer or in their snapshot.
                kept = bool(recorded) or (thing.noun, number) in self._hidden()
                thing.kept = self._title(thing) if kept else None

    def restore(self) -> None:
        """Bring something back."""
        number, thing = self._pick(self.chance.choice(THINGS), there=False)
        if thing:
            who = self.chance.choice([thing.author, *FACILITATORS])
            if self.give(who, f"restore_{thing.noun}", {f"{thing.noun}_id": number}):
                thing.state, thing.by_lead, thing.kept = "current", False, None

    def move(self) -> None:
        """Put a goal under another theme."""
        number, goal = self._pick("goal")
        theme_id = self.chance.choice([*self.themes])
        if goal and self.give("Kirsi", "move_goal", {"goal_id": number, "theme_id": theme_id}):
            goal.above = self.themes[theme_id]

    def theme(self) -> None:
        """Add a theme."""
        says = {"title": self.mark()}
        answer = self.give("Kirsi", "create_theme", {**says, "lang": "fi"})
        number = answer.result["theme_id"]
        self.themes[number] = self.ledger.things["theme", number] = Written("theme", "Kirsi", says=says)

    def remove_theme(self) -> None:
        """Remove a theme, whose goals go under another."""
        if len(self.themes) < 3:
            return
        old, new = self.chance.sample([*self.themes], 2)
        if self.give("Kirsi", "remove_theme", {"theme_id": old, "move_goals_to": new, "remove_rounds": True}):
            gone = self.themes.pop(old)
            gone.state = "removed"
            for thing in self.ledger.things.values():
                thing.above = self.themes[new] if thing.above is gone else thing.above

    def vote(self) -> None:
        """Hold a vote from its opening to the reveal; perhaps something is taken away while it is open."""
        about = {"kind": "vote", "title": "Äänestys", "method": "approve", "secrecy": "named", "results": "on_reveal"}
        number = self.give("Kirsi", "create_round", about).result["round_id"]
        if not self.give("Kirsi", "open_round", {"round_id": number}):
            return
        goals = [n for (noun, n), thing in self.ledger.things.items() if noun == "goal" and thing.there]
        for who in MEMBERS if goals else ():
            self.give(who, "cast_ballot", {"round_id": number, "choices": {str(goal): 1 for goal in goals[:3]}})
        if self.chance.random() < 0.5:
            self.chance.choice([self.hide, self.withdraw, self.restore])()
        self.give("Kirsi", "close_round", {"round_id": number})
        self.give("Kirsi", "reveal_results", {"round_id": number})
        for goal in (self.ledger.things["goal", n] for n in goals):
            if goal.there:
                theme = goal.above.says.get("title", "")
                self.ledger.called.append((goal, goal.says["title"], theme))

    def _measure(self):
        return {"text": self.mark(), "responsible": self.mark(), "time_frame": self.mark()}

    def _wrote(self, noun, number, who, above, says):
        titles = {self._title_in(says)}
        self.ledger.things[noun, number] = thing = Written(noun, who, above, dict(says), titles, {*says.values()})
        return thing

    def _pick(self, noun, there=True):
        found = [(n, t) for (kind, n), t in self.ledger.things.items() if kind == noun and (t.there or not there)]
        if not there:
            found = [(number, thing) for number, thing in found if thing.state != "current"]
        return self.chance.choice(found) if found else (0, None)

    def _who_may(self, thing):
        return self.chance.choice([thing.author, thing.author, *FACILITATORS])

    def _writer(self):
        return self.chance.choice([*FACILITATORS, *MEMBERS])

    def _hidden(self):
        there = [each for each in self.story.see("Kirsi")["hidings"] if not each.get("removed")]
        return {(each["kind"], each["thing_id"]) for each in there}

    def _title(self, thing):
        return self._title_in(thing.says)

    @staticmethod
    def _title_in(says):
        return says.get("title") or says["text"]


def marks_in(text: str) -> set[str]:
    """Return the marks that a text contains."""
    return set(MARK.findall(text))


def everyone() -> Iterable[str | None]:
    """Return all who look on: those with a place, and None for a wall."""
    return (*PEOPLE, None)
