"""Arguments for every command, made by chance from what is there: mostly right, sometimes wrong in one place."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.story.commands.agendas import AGENDAS
from tests.story.commands.backgrounds import BACKGROUNDS
from tests.story.commands.ballots import METHODS, VALUES
from tests.story.commands.cards import CARDS, told_by
from tests.story.commands.channels import CHANNELS
from tests.story.commands.leading import LEADING, MODERATING
from tests.story.commands.narrowing import NARROWING, about
from tests.story.junk import JUNK, TEXTS, UNKNOWN
from tests.story.stage import PEOPLE, soon
from workshop.badges import COLOURS, ICONS
from workshop.fields import SLOTS

KINDS = ("propose", "comment", "vote", "results", "pause")
SECRECIES, RESULTS = ("named", "confidential", "secret"), ("live", "at_close", "on_reveal")
POINTS = 1000


class Hand:
    """Writes the arguments of commands; `view` is the newest snapshot of a facilitator, `mine` what the writer made."""

    def __init__(self, chance: random.Random, seen: dict, mine: dict, address: Callable[[str], str]):
        self.chance, self.seen, self.mine, self.address = chance, seen, mine, address

    def write(self, command: str) -> dict:
        """Write arguments for a command; in one of eight cases one of them is left out, unknown or junk."""
        arguments = {name: value for name, value in COMMANDS[command](self).items() if value is not None}
        last = command.rsplit("_", 1)[-1]
        noun = {"results": "round", "ballot": "round", "paragraph": ""}.get(last, last)
        if self.chance.random() < 0.1 and arguments.get(f"{noun}_id"):
            arguments["expect"] = self._revision(noun, arguments[f"{noun}_id"])
        return self._spoil(arguments) if self.chance.random() < 0.125 else arguments

    def there(self, noun: str) -> list[dict]:
        """The things of a noun that are there."""
        return [thing for thing in self.seen[_collection(noun)] if not thing.get("removed")]

    def id(self, noun: str) -> int:
        """The id of a thing; now and then of one that is gone, elsewhere or nowhere."""
        pool = [thing["id"] for thing in self.there(noun)]
        if self.chance.random() < 0.05 or not pool:
            pool = [thing["id"] for thing in self.seen[_collection(noun)]] + [1, UNKNOWN]
        return self.chance.choice(pool)

    def hidden(self, noun: str) -> int:
        """The id of a contribution that is hidden, mostly."""
        hidings = [each for each in self.seen["hidings"] if not each.get("removed") and each["kind"] == noun]
        return self.chance.choice(hidings)["thing_id"] if hidings and self.chance.random() < 0.9 else self.id(noun)

    def own(self, noun: str) -> int:
        """The id of a contribution, rather of one's own."""
        pool = [thing["id"] for thing in self.there(noun) if thing["id"] in self.mine.get(_collection(noun), ())]
        return self.chance.choice(pool) if pool and self.chance.random() < 0.7 else self.id(noun)

    def ids(self, noun: str) -> list[int]:
        """Some ids of a noun, in any order and with repeats."""
        return [self.id(noun) for _ in range(self.chance.randint(0, 3))]

    def maybe(self, value, odds: float = 0.5):
        """The value, or nothing."""
        return value if self.chance.random() < odds else None

    def some(self, words: dict) -> dict:
        """For each argument one of its words, or nothing."""
        return {name: self.maybe(self.one_of(*those), 0.3) for name, those in words.items()}

    def text(self) -> str:
        """A text, as people write them."""
        return self.chance.choice(TEXTS)

    def texts(self) -> str | dict:
        """A text, or texts in several languages."""
        slots = self.chance.sample(SLOTS, self.chance.randint(1, 3))
        return self.chance.choice([self.text(), {slot: self.chance.choice([*TEXTS, ""]) for slot in slots}])

    def one_of(self, *values):
        """One of the values."""
        return self.chance.choice(values)

    def later(self) -> str | None:
        """A time: past, in a moment, far away."""
        now = datetime.now(UTC)
        moments = [now - timedelta(hours=1), soon(self.chance), now + timedelta(hours=1), now + timedelta(hours=2)]
        return self.chance.choice(moments).isoformat()

    def contribution(self) -> dict:
        """A goal or a measure to comment on."""
        noun = self.one_of("goal", "measure")
        thing_id = self.id(noun)
        return {f"{noun}_id": thing_id, "reply_to": self.maybe(self._comment_on(f"{noun}_id", thing_id), 0.4)}

    def round_in(self, *states: str, kind: str | None = None) -> int:
        """The id of a round in one of the states, mostly."""
        wanted = [r["id"] for r in self.there("round") if r["state"] in states and kind in (None, r["kind"])]
        return self.chance.choice(wanted) if wanted and self.chance.random() < 0.9 else self.id("round")

    def choices(self, round_id: int) -> dict:
        """Choices for a round: set, changed, taken back; now and then over the budget or not on the ballot."""
        none: dict = {"goal_ids": [], "measure_ids": []}
        round_ = next((r for r in self.there("round") if r["id"] == round_id), none)
        pool = [*VALUES.get(round_.get("method"), [1]), None]
        goals = [goal for goal in (*round_["goal_ids"], *round_["measure_ids"]) if self.chance.random() < 0.7]
        choices = {str(goal): self.chance.choice(pool) for goal in goals}
        if self.chance.random() < 0.1:
            choices[str(self.id("goal"))] = self.one_of(*pool, 7, "kyllä")
        return choices

    def _comment_on(self, field, thing_id):
        pool = [comment["id"] for comment in self.there("comment") if comment[field] == thing_id]
        return self.chance.choice(pool) if pool else None

    def _revision(self, noun, thing_id):
        held = {thing["id"]: thing["revision"] for thing in self.seen[_collection(noun)]}
        return held.get(thing_id, 0) - self.one_of(0, 0, 1)

    def _spoil(self, arguments):
        how, name = self.chance.randrange(3), self.chance.choice([*arguments, "lang"])
        if how == 0:
            return {other: value for other, value in arguments.items() if other != name}
        return {**arguments, name if how == 1 else "vieras": self.chance.choice(JUNK)}


def _collection(noun):
    return {"phenomenon": "phenomena", "body": "bodies", "queue": "queue"}.get(noun, f"{noun}s")


def _listed(noun, **keys):
    """Commands on a short list; `keys` are the fixed words that its things may have besides, by argument."""
    return {
        f"create_{noun}": lambda hand: {
            "title": hand.texts(),
            "lang": hand.maybe(hand.one_of(*SLOTS)),
            **hand.some(keys),
        },
        f"edit_{noun}": lambda hand: {
            f"{noun}_id": hand.id(noun),
            "title": hand.maybe(hand.texts()),
            "position": hand.maybe(hand.chance.randint(-1, 5)),
            **hand.some(keys),
        },
        f"remove_{noun}": lambda hand: {f"{noun}_id": hand.id(noun)},
    }


def _gone(noun):
    return {
        f"withdraw_{noun}": lambda hand: {f"{noun}_id": hand.own(noun)},
        f"hide_{noun}": lambda hand: {
            f"{noun}_id": hand.id(noun),
            **hand.one_of({"reason": hand.text()}, {"reason": hand.text()}, {"reason_later": True}),
        },
        f"restore_{noun}": lambda hand: {f"{noun}_id": hand.hidden(noun)},
    }


def _round(hand):
    kind = hand.one_of(*KINDS, "vote")
    vote = {
        "method": hand.maybe(hand.one_of(*METHODS), 0.9),
        "secrecy": hand.maybe(hand.one_of(*SECRECIES), 0.9),
        "results": hand.maybe(hand.one_of(*RESULTS), 0.9),
        "totals": hand.maybe(hand.one_of("threshold", "always"), 0.5),
    }
    vote["points"] = POINTS if vote["method"] == "dots" else None
    return {
        "kind": kind,
        **about(hand, kind),
        "title": hand.texts(),
        **hand.one_of({}, {}, {"workshop_id": hand.id("workshop")}, {"workshop_ids": hand.ids("workshop")}),
        "instructions": hand.maybe(hand.texts(), 0.3),
        "theme_ids": hand.maybe(hand.ids("theme"), 0.3),
        "minutes": hand.maybe(hand.chance.randint(1, 60), 0.2),
        "opens_at": hand.maybe(hand.later(), 0.2),
        "closes_at": hand.maybe(hand.later(), 0.2),
        "contributions": hand.maybe(hand.one_of("live", "at_close", "by_theme"), 0.4),
        "moderated": hand.maybe(hand.one_of(True, False), 0.4),
        "reaches_wall": hand.maybe(hand.one_of("at_once", "delayed", "shown"), 0.2),
        **(vote if kind == "vote" else {}),
    }


def _edited_round(hand):
    more = {name: hand.maybe(hand.later()) for name in ("opens_at", "closes_at")}
    more |= hand.one_of({}, {"method": "dots", "points": POINTS}, {"method": "opinion"}, {"secrecy": "named"})
    return {"round_id": hand.round_in("planned"), "title": hand.maybe(hand.texts()), **more}


def _ballot(hand):
    round_id = hand.round_in("open", kind="vote")
    return {"round_id": round_id, "choices": hand.choices(round_id)}


COMMANDS: dict[str, Callable[[Hand], dict]] = {
    **NARROWING,
    **_listed("theme", colour=COLOURS, icon=ICONS),
    **_listed("phenomenon", icon=ICONS),
    **_listed("body"),
    **_gone("goal"),
    **_gone("measure"),
    **_gone("comment"),
    **AGENDAS,
    **BACKGROUNDS,
    **CHANNELS,
    **LEADING,
    **MODERATING,
    **CARDS,
    "edit_consultation": lambda hand: {
        "title": hand.maybe(hand.texts()),
        "description": hand.maybe(hand.texts()),
        "main_lang": hand.maybe(hand.one_of("fi", "sv", "en")),
        "threshold": hand.maybe(hand.chance.randint(2, 6)),
    },
    "remove_theme": lambda hand: {
        "theme_id": hand.id("theme"),
        "move_goals_to": hand.maybe(hand.id("theme")),
        "remove_rounds": hand.maybe(True),
    },
    "restore_goal": lambda hand: {"goal_id": hand.hidden("goal"), "theme_id": hand.maybe(hand.id("theme"), 0.2)},
    "create_workshop": lambda hand: {"title": hand.texts(), "starts_at": hand.maybe(hand.later())},
    "edit_workshop": lambda hand: {
        "workshop_id": hand.id("workshop"),
        "title": hand.maybe(hand.texts()),
        "starts_at": hand.maybe(hand.later()),
        "new_code": hand.maybe(True),
    },
    "lock_workshop": lambda hand: {"workshop_id": hand.id("workshop"), "locked": hand.one_of(True, False)},
    **dict.fromkeys(("remove_workshop", "create_wall_link"), lambda hand: {"workshop_id": hand.id("workshop")}),
    "revoke_wall_link": lambda hand: {"wall_link_id": hand.id("wall_link")},
    "invite_participant": lambda hand: {
        "email": hand.address(hand.one_of(*PEOPLE)),
        "role": hand.maybe(hand.one_of("facilitator", "member", "observer")),
        "name": hand.maybe(hand.text()),
        "body_id": hand.maybe(hand.id("body")),
    },
    "change_participant": lambda hand: {
        "participant_id": hand.id("participant"),
        "role": hand.maybe(hand.one_of("facilitator", "member", "observer")),
        "body_id": hand.maybe(hand.id("body")),
    },
    "remove_participant": lambda hand: {"participant_id": hand.id("participant")},
    "remove_participants": lambda hand: {"participant_ids": hand.ids("participant")},
    "confirm_participants": lambda hand: {"participant_ids": hand.ids("participant"), "confirmed": hand.maybe(True)},
    "join_participants": lambda hand: {"participant_id": hand.id("participant"), "double_ids": hand.ids("participant")},
    "rename_me": lambda hand: {
        "name": hand.maybe(hand.text()),
        "body_id": hand.maybe(hand.id("body")),
        "lang": hand.maybe(hand.one_of("fi", "sv", "en")),
    },
    "dismiss_notice": lambda hand: {"notice_id": hand.chance.randint(1, 6)},
    "change_me": lambda hand: {
        "name": hand.maybe(hand.text()),
        "body": hand.maybe(hand.one_of("", "vieras", *(body["key"] for body in hand.there("body")))),
    },
    "leave": lambda hand: {},
    "create_round": _round,
    "edit_round": _edited_round,
    "remove_round": lambda hand: {"round_id": hand.round_in("planned")},
    "open_round": lambda hand: {
        "round_id": hand.round_in("planned"),
        "minutes": hand.maybe(hand.chance.randint(1, 60), 0.3),
    },
    "close_round": lambda hand: {"round_id": hand.round_in("open")},
    "reveal_results": lambda hand: {"round_id": hand.round_in("closed", kind="vote")},
    "propose_goal": lambda hand: {
        "theme_id": hand.id("theme"),
        "title": hand.text(),
        "rationale": hand.maybe(hand.text()),
        "phenomenon_ids": hand.maybe(hand.ids("phenomenon")),
        "measures": hand.maybe([{"text": hand.text()}] * hand.chance.randint(0, 2)),
        "workshop_id": hand.maybe(hand.id("workshop"), 0.2),
        "told_by": told_by(hand),
        "lang": hand.maybe(hand.one_of(*SLOTS)),
    },
    "move_goal": lambda hand: {
        "goal_id": hand.id("goal"),
        "theme_id": hand.id("theme"),
        "reason": hand.maybe(hand.text()),
    },
    "edit_goal": lambda hand: {
        "goal_id": hand.own("goal"),
        "reason": hand.maybe(hand.text(), 0.3),
        "title": hand.maybe(hand.text()),
        "rationale": hand.maybe(hand.one_of(hand.text(), "")),
        "phenomenon_ids": hand.maybe(hand.ids("phenomenon")),
        "lang": hand.maybe(hand.one_of(*SLOTS)),
    },
    "add_comment": lambda hand: {
        **hand.contribution(),
        "text": hand.text(),
        "stance": hand.one_of("for", "against", "neutral", "question"),
        "told_by": told_by(hand),
    },
    "edit_comment": lambda hand: {"comment_id": hand.own("comment"), "text": hand.maybe(hand.text())},
    "cast_ballot": _ballot,
}
