"""The story as a state machine: everyone gives every command, at any time, rightly and wrongly."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from types import SimpleNamespace

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.pairs.applying import apply_ballot
from tests.story.arguments import COMMANDS, POINTS, RESULTS, SECRECIES, Hand
from tests.story.browser import Browser
from tests.story.commands.ballots import METHODS
from tests.story.stage import PEOPLE, STRANGER, Stage, Story, new_key, soon
from tests.story.watch import Watch
from workshop import policy
from workshop.errors import KeyReused, NotFound, Refusal
from workshop.methods import way_of
from workshop.operations.anonymising import purge


def told(step: Callable) -> Callable:
    """Make a rule of a step that is done by chance; a failure is kept with the story up to there.

    Clocks make stories that cannot be told twice, of which Hypothesis would only say that they are flaky.
    """

    @wraps(step)
    def tell(self, chance):
        try:
            step(self, chance)
        except Exception as failure:
            failure.add_note("\n".join(["The story:", *self.trail]))
            self.failures.append(failure)
            raise

    return rule(chance=st.randoms(use_true_random=True))(tell)


class StoryMachine(RuleBasedStateMachine):
    """One story; a subclass says on which stage and with which browser, and keeps what failed."""

    stage: Stage
    browser: Browser
    failures: list[Exception]

    @initialize()
    def begin(self):
        """Make the consultation, and two rounds in which people may write."""
        self.trail, self.story = [], Story(self.stage)
        for kind in ("propose", "comment"):
            made = self.story.do("Kirsi", "create_round", {"kind": kind, "title": kind})
            self.story.do("Kirsi", "open_round", {"round_id": made.result["round_id"]})
        self.watch = Watch(self.story, self.browser)

    @told
    def votes(self, chance):
        """Open a vote of some kind on goals that are there, and let some people cast their ballots."""
        leader = self._leader(chance)
        method = chance.choice(METHODS)
        vote = {"method": method, "secrecy": chance.choice(SECRECIES), "results": chance.choice(RESULTS)}
        vote |= {"points": POINTS, "totals": "always"} if method == "dots" else {}
        if (vote["secrecy"], vote["results"]) == ("confidential", "live"):
            # That is for a workshop that is locked, and here people come and go.
            vote["results"] = "at_close"
        themes = [theme["id"] for theme in self.watch.lead["themes"] if not theme.get("removed")]
        vote |= {"theme_ids": chance.sample(themes, len(themes))} if chance.random() < 0.4 else {}
        if themes:
            self.give(leader, "propose_goal", {"theme_id": chance.choice(themes), "title": "Tavoite"})
        made = self.give(leader, "create_round", {"kind": "vote", "title": "Äänestys", **vote})
        self.give(leader, "open_round", {"round_id": made.result["round_id"]})
        self.watch.check()
        for who in chance.sample(PEOPLE, 3):
            choices = self._hand(chance, who).choices(made.result["round_id"])
            self.give(who, "cast_ballot", {"round_id": made.result["round_id"], "choices": choices})

    @told
    def vote_ends(self, chance):
        """Close the oldest vote that is open, and perhaps show its results."""
        open_now = [r["id"] for r in self.watch.lead["rounds"] if r.get("state") == "open" and r["kind"] == "vote"]
        for round_id in open_now[:1]:
            self.give(self._leader(chance), "close_round", {"round_id": round_id})
            for _ in range(chance.randint(0, 2)):
                self.give(self._leader(chance), "reveal_next", {"round_id": round_id})
                self.watch.check()
            if chance.random() < 0.7:
                self.give(self._leader(chance), "reveal_results", {"round_id": round_id})

    @told
    def what_was_counted_changes(self, chance):
        """Let something become of what was voted on in a round that is over."""
        over = [
            r for r in self.watch.lead["rounds"] if r.get("kind") == "vote" and r["state"] in ("closed", "revealed")
        ]
        goals = sorted({goal for round_ in over for goal in round_["goal_ids"]})
        if not goals:
            return
        leader, hand = self._leader(chance), self._hand(chance, self._leader(chance))
        name, more = chance.choice(
            [
                ("edit_goal", {"title": hand.text()}),
                ("move_goal", {"theme_id": hand.id("theme")}),
                ("hide_goal", {"reason": "Toisto"}),
                ("withdraw_goal", {}),
                ("restore_goal", {}),
            ]
        )
        self.give(leader, name, {"goal_id": chance.choice(goals), **more})

    @told
    def clock_passes(self, chance):
        """Plan a round that opens and closes by the clock, and let its times come."""
        leader, opens_at = self._leader(chance), soon(chance) + timedelta(milliseconds=200)
        closes_at = opens_at + timedelta(milliseconds=chance.randint(20, 60))
        about = {"kind": "vote", "title": "Kello", "results": chance.choice(RESULTS[1:]), "method": "approve"}
        times = {"opens_at": opens_at.isoformat(), "closes_at": closes_at.isoformat()}
        made = self.story.do(leader, "create_round", {**about, **times, "secrecy": chance.choice(SECRECIES)})
        self.watch.check()
        for moment in chance.choice([(opens_at, closes_at), (closes_at,)]):
            self.story.sleep_until(moment)
            if chance.random() < 0.5:
                self.story.tick()
                self.watch.check()
            choices = self._hand(chance, leader).choices(made.result["round_id"])
            self.give(leader, "cast_ballot", {"round_id": made.result["round_id"], "choices": choices})

    @told
    def again(self, chance):
        """Send something again that was obeyed: the first answer comes again, and nothing changes."""
        first = chance.choice(self.story.done)
        request, who = first.request, first.who
        self.trail.append(f"again: {who} {request.name} {str(request.raw)[:200]}")
        if who not in self.story.roles():
            self._refused(who, request.name, request.raw, request.key, NotFound)
            return
        answer = self.story.do(who, request.name, request.raw, request.key)
        assert answer.replayed
        assert (answer.revision, answer.result) == (first.answer.revision, first.answer.result)
        self.watch.nothing_changed(who)
        self._refused(who, "edit_consultation", {"title": "Toinen"}, request.key, KeyReused)

    @told
    def loses_connection(self, chance):
        """Break a connection."""
        self.watch.hall.lose(chance.choice(PEOPLE))

    @told
    def looks(self, chance):
        """Let someone take a new snapshot, from which they go on."""
        self.watch.remember(chance.choice(PEOPLE))

    @told
    def engine_forgets(self, chance):
        """Do what the worker does after secret ballots and confidential closes: nobody sees a difference."""
        rounds = [r for r in self.watch.lead["rounds"] if r.get("secrecy") not in (None, "named")]
        if rounds:
            purge(self.story.database, chance.choice(rounds)["id"])
            self.watch.nothing_changed(chance.choice(list(self.watch.seen)))

    def give(self, who, name, arguments, key=None):
        """Give a command, and check what must hold after it; a refused one has changed nothing."""
        key = key or new_key()
        self.trail.append(f"{who} {name} {str(arguments)[:200]}")
        try:
            answer = self.story.do(who, name, arguments, key)
        except Refusal as refusal:
            self.trail.append(f"  → {refusal.code} {getattr(refusal, 'errors', refusal)}")
            self.watch.nothing_changed(who)
            return None
        assert {event.audience for event in answer.events} <= self._audiences(who)
        before = self.watch.seen[who]
        self.watch.check()
        if name == "cast_ballot":
            self._knows_own_ballot(who, before, arguments, answer)
        return answer

    def _knows_own_ballot(self, who, before, arguments, answer):
        # From the answer alone, without fetching anything. That they have come is noted by the clock, not by this.
        round_ = next(each for each in before["rounds"] if each["id"] == arguments["round_id"])
        how = way_of(SimpleNamespace(**round_))
        # What sends a choice knows how it is stored, as docs/wire.md says it: an answer alone is an answer's part.
        choices = {
            goal: None if choice is None else how.normal(choice) for goal, choice in arguments["choices"].items()
        }
        own = {"round_id": arguments["round_id"], "choices": choices, "me_version": answer.me_version}
        heard = apply_ballot(before, own)
        if heard is not None:
            assert heard["me"] == {**self.story.see(who)["me"], "participant": before["me"]["participant"]}

    def _refused(self, who, name, arguments, key, kind):
        try:
            self.story.do(who, name, arguments, key)
        except kind:
            self.watch.nothing_changed(who)
        else:
            raise AssertionError(f"{name} was obeyed")

    def _audiences(self, who):
        # Whoever has just left is answered as what they were.
        before = self.watch.seen[who]["me"]["participant"]
        role = self.story.roles().get(who, before["role"])
        return {"everyone", f"own:{before['id']}"} | ({"lead"} if role == "facilitator" else set())

    def _leader(self, chance):
        leaders = [who for who, role in self.story.roles().items() if role == "facilitator"]
        return chance.choice(leaders)

    def _hand(self, chance, who):
        mine = self.watch.seen.get(who, {}).get("me", {}).get("mine", {})
        return Hand(chance, self.watch.lead, mine, self.story.address)

    def _someone(self, chance, name):
        allowed = policy.RULES[name].roles | policy.RULES[name].authors
        fitting = [who for who, role in self.story.roles().items() if role in allowed]
        return chance.choice(fitting if fitting and chance.random() < 0.8 else [*PEOPLE, STRANGER])


def _gives(name):
    def give(self, chance):
        who = self._someone(chance, name)
        self.give(who, name, self._hand(chance, who).write(name))

    give.__name__ = f"gives_{name}"
    return told(give)


for _name in COMMANDS:
    setattr(StoryMachine, f"gives_{_name}", _gives(_name))
