"""What must hold after every step of a story."""

import json
import marshal
import random

from tests.pairs.applying import apply_batch
from tests.story.browser import Browser
from tests.story.hall import Hall
from tests.story.secrecy import Secrets
from tests.story.stage import Story, without_now
from workshop.fields import canonical


class Watch:
    """Looks at a story after each step: `view` is what everyone sees now, `earlier` what each saw some time ago."""

    def __init__(self, story: Story, browser: Browser):
        self.story, self.browser = story, browser
        self.hall, self.secrets = Hall(story, browser), Secrets(story)
        self.earlier: dict[str, dict] = {}
        self.seen: dict[str, dict] = {}
        # The same as it is compared, since each is compared with all that led there.
        self.written: dict[str, bytes] = {}
        self.rows: dict[str, int] = {}
        self.checks = 0
        self.check()

    @property
    def lead(self) -> dict:
        """What a facilitator sees."""
        return next(s for s in self.seen.values() if "lead" in s["me"]["participant"]["audiences"])

    def check(self, *, last: bool = False) -> None:
        """Check everything: live, replay and fresh are the same, the journal holds, and no secret is out.

        Each third time, and the last, what is kept of snapshots is held against whole ones. What it misses for good is
        seen then; what it misses until the next event, the listeners miss as well, and are found to differ.
        """
        self.hall.turn()
        self.checks += 1
        found = self.story.look(self.earlier, kept=last or self.checks % 3 == 0)
        self.seen = {who: fresh for who, (fresh, _) in found.items()}
        self.written = {who: packed(without_now(fresh)) for who, fresh in self.seen.items()}
        self._live_is_fresh()
        self._replay_is_fresh(found)
        self._figures_have_names()
        self.secrets.check(found)
        self.rows = self.story.rows()

    def nothing_changed(self, who: str) -> None:
        """Check that since the last check nothing was written, and neither `who` nor a leader sees anything new."""
        assert self.story.rows() == self.rows
        leader = next(each for each, fresh in self.seen.items() if fresh is self.lead)
        for each, (fresh, _) in self.story.look({}, leader, who).items():
            same(fresh, self.seen[each], f"what {each} sees after a refusal", self.written[each])

    def remember(self, who: str) -> None:
        """Let someone's snapshot of now be the one from which they catch up from now on."""
        if who in self.seen:
            self.earlier[who] = self.seen[who]

    def _figures_have_names(self):
        """Check that whatever has figures is there, or is known by what it was called."""
        for who, fresh in self.seen.items():
            there = {
                noun: {one["id"] for one in fresh[noun] if not one.get("removed")} for noun in ("goals", "measures")
            }
            called = {(one["round_id"], one["goal_id"]) for one in fresh["called_goals"]}
            called |= {(one["round_id"], one["measure_id"]) for one in fresh["called_measures"]}
            for round_ in (each for each in fresh["rounds"] if each.get("state") in ("closed", "revealed")):
                for goal in map(int, fresh["tallies"].get(str(round_["id"]), {"goals": {}})["goals"]):
                    known = goal in there[round_["subject"]] or (round_["id"], goal) in called
                    assert known, f"{who} sees figures of nothing"

    def _live_is_fresh(self):
        for who, fresh in self.seen.items():
            python, browser = self.hall.clients[who]
            same(python.known, fresh, f"what {who} heard live, in Python", self.written[who])
            same(browser.known, fresh, f"what {who} heard live, in the browser", self.written[who])

    def _replay_is_fresh(self, found):
        asked, expected = [], []
        for who, (fresh, missed) in found.items():
            old = self.earlier.setdefault(who, fresh)
            if missed is None:
                continue
            if "reset" in missed:
                assert fresh["me"]["participant"]["revision"] > old["revision"], "a reset without a reason"
                self.earlier[who] = fresh
                continue
            assert fresh["me"]["participant"]["audiences"] == old["me"]["participant"]["audiences"]
            for batch in (missed, mixed(missed)):
                same(apply_batch(old, batch), fresh, f"what {who} caught up, in Python", self.written[who])
                asked.append(["applyBatch", old, batch, missed])
                expected.append((who, fresh))
        for heard, (who, fresh) in zip(self.browser.apply(asked), expected, strict=True):
            same(heard, fresh, f"what {who} caught up, in the browser", self.written[who])


def mixed(batch: dict) -> dict:
    """Return a batch with its events in another order, some of them twice."""
    events = batch["events"] + random.sample(batch["events"], len(batch["events"]) // 2)
    random.shuffle(events)
    return {**batch, "events": events}


def packed(value: dict) -> bytes:
    """Return what was read from JSON as bytes, which are equal only where all values and the order of keys are."""
    # Later formats refer back to what is held twice, which is no part of the value.
    return marshal.dumps(value, 2)


def same(one: dict, other: dict, what: str, written: bytes | None = None) -> None:
    """Fail with the parts that differ, if any, in anything but the time of making and the order of keys.

    `written` is the other as `packed`, without that time, where it is at hand.
    """
    one, other = without_now(one), without_now(other)
    # Most have their keys in one order, too, and are told to be alike in a tenth of the time.
    if packed(one) == (written or packed(other)) or canonical(one) == canonical(other):
        return
    differ = [name for name in {*one, *other} if one.get(name) != other.get(name)]
    parts = {name: _apart(one.get(name), other.get(name)) for name in differ}
    raise AssertionError(f"{what} is not what a fresh snapshot shows:\n{json.dumps(parts, indent=1, default=str)}")


def _apart(one, other):
    if isinstance(one, list) and isinstance(other, list):
        return [each for each in one if each not in other], [each for each in other if each not in one]
    return one, other
