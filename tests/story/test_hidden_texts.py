"""What is hidden, withdrawn or removed has left, and all that stood under it: no text of it reaches anybody any more.

Each run is a story of its own, by the number of its run. HIDDEN_RUNS=500 tells as many, from HIDDEN_FIRST on.
"""

import json
import os
import random

import pytest

from tests.exports.reading import texts_of_all
from tests.pairs.applying import apply_batch, apply_progress, apply_tally, apply_turnout
from tests.story.hall import Client, Hall
from tests.story.marked import Scribe, everyone, marks_in
from tests.story.stage import FACILITATORS, Story, new_key
from tests.story.watch import same
from workshop.commands.joining import join
from workshop.exports.names import NAMES
from workshop.fields import canonical
from workshop.sockets.listeners import Listener

FIRST, RUNS = int(os.environ.get("HIDDEN_FIRST", "0")), os.environ.get("HIDDEN_RUNS")
USUALLY, STEPS = 2, 30
WALL = "the wall"


@pytest.mark.timeout(0 if RUNS else 300)
def test_no_text_of_what_is_gone_reaches_anybody(stage, stories):
    for run in range(FIRST, FIRST + int(RUNS or stories(USUALLY))):
        story, chance = Story(stage), random.Random(run)
        scribe = Scribe(story, chance)
        onlookers = Onlookers(story, scribe, chance)
        try:
            for _ in range(STEPS):
                scribe.step()
                if chance.random() < 0.15:
                    onlookers.look()
            onlookers.look()
            onlookers.look_as_newcomer()
            onlookers.look_at_first_answers()
            onlookers.look_at_exports()
        except Exception as failure:
            failure.add_note("\n".join([f"Run {run}:", *scribe.trail]))
            raise


class Ears(Hall):
    """The hall of the stories with a wall in it, heard in Python alone; what was told last stays in `told`."""

    def __init__(self, story: Story):
        super().__init__(story, None)
        ears = (apply_batch, apply_tally, apply_turnout, apply_progress)
        self.clients = {who: (Client(story, who, *ears),) for who in story.accounts}
        self.told: list[tuple[str, str, dict]] = []
        workshop = story.see("Kirsi")["workshops"][0]["id"]
        self.link = story.do("Kirsi", "create_wall_link", {"workshop_id": workshop}).result["wall_link_id"]
        self.clients[WALL] = ()
        wall = {"consultation_id": story.consultation_id, "participant_id": None, "lead": False, "me_version": 0}
        self.broadcaster.turn(True)
        self.broadcaster.welcome(Listener(sid=WALL, **wall, wall_link_id=self.link))

    def _emit(self, name, frame, sids):
        super()._emit(name, frame, sids)
        self.told += [(name, sid, frame) for sid in sids]


class Onlookers:
    """All who look on: what reaches them is compared with what they may read."""

    def __init__(self, story: Story, scribe: Scribe, chance: random.Random):
        self.story, self.scribe, self.chance = story, scribe, chance
        self.ears = Ears(story)
        self.ears.told.clear()

    def look(self) -> None:
        """See, catch up and hear, as everyone; what was heard is what a fresh snapshot shows."""
        self.ears.turn()
        told, self.ears.told = self.ears.told, []
        for name, who, frame in told:
            if name == "events":
                # A frame tells all that happened, also what was reworded at once.
                self._check(who, {"events": frame["events"]}, "heard", self.scribe.ledger.ever())
        for who in self.chance.sample([*everyone()], 2):
            fresh, missed = self.story.fetched(who, self.chance)
            self._check(who or WALL, fresh, "sees")
            self._check(who or WALL, missed, "catches up with")
            if who:
                same(self.ears.clients[who][0].known, fresh, f"what {who} heard live")
            self._is_all_there(fresh)

    def look_as_newcomer(self) -> None:
        """Join as somebody who was not there, and catch up from the beginning."""
        code = self.story.see("Kirsi")["workshops"][0]["code"]
        asked = {"code": code, "name": "Uusi"}
        self.story.accounts["Uusi"] = join(self.story.database, asked, new_key(), account_id=None, lang="fi").account.id
        fresh, missed = self.story.fetched("Uusi", self.chance)
        self._check("Uusi", fresh, "sees")
        self._check("Uusi", missed, "catches up with")

    def look_at_first_answers(self) -> None:
        """Send again what was obeyed, also as a facilitator no more."""
        olli = self.story.see("Olli")["me"]["participant"]["id"]
        self.story.do("Kirsi", "change_participant", {"participant_id": olli, "role": "member"})
        for done in list(self.story.done):
            answer = self.story.do(done.who, done.request.name, done.request.raw, done.request.key)
            events = [{"kind": event.kind, "data": event.data} for event in answer.events]
            _, hidings, rest = _apart({"events": events})
            # The first answer tells what was said then, but for what is gone.
            leads = done.who == "Kirsi"
            assert not marks_in(rest) - self.scribe.ledger.ever(), f"{done.who} is answered {done.request.name} again"
            assert leads or not marks_in(hidings), f"{done.who} leads no more"

    def look_at_exports(self) -> None:
        """Export everything."""
        found = texts_of_all(self.story.database, self.story.slug, self.story.accounts["Kirsi"])
        for name, text in found.items():
            inside = self.scribe.ledger.of_lead() if NAMES[name].reads == "inside" else set()
            assert not marks_in(text) - self.scribe.ledger.public() - inside, f"in {name}"

    def _check(self, who, told, how, allowed=None):
        ledger = self.scribe.ledger
        allowed = allowed or ledger.public()
        own, hidings, rest = _apart(told)
        assert not marks_in(rest) - allowed, f"{who} {how} {marks_in(rest) - allowed}"
        of_lead = ledger.of_lead() if who in FACILITATORS else set()
        assert not marks_in(hidings) - of_lead, f"{who} {how} {marks_in(hidings) - of_lead} of what is gone"
        # Their own words, in what they alone are told.
        assert not marks_in(own) - ledger.of_author(who), f"{who} {how} {marks_in(own)} of others"

    def _is_all_there(self, fresh):
        there = [thing for thing in self.scribe.ledger.things.values() if thing.there]
        written = {text for thing in there for text in thing.says.values()}
        assert written <= marks_in(json.dumps(fresh)), "what is there is not seen"


def _apart(told):
    """Give, as text, what one person alone is told, what facilitators are, and the rest."""
    events = told.get("events", [])
    own = [told.get("notices", []), *(event for event in events if event["kind"] == "notices")]
    hidings = [told.get("hidings", []), *(event for event in events if event["kind"] == "hidings")]
    rest = {name: part for name, part in told.items() if name not in ("notices", "hidings", "events")}
    others = [event for event in events if event["kind"] not in ("notices", "hidings")]
    return (canonical(part).decode() for part in (own, hidings, [rest, others]))
