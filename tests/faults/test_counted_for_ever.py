"""What was counted stays: figures, numbers and titles of the close, on every surface, whatever becomes of it later."""

import hashlib
import json
import os

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.faults import counted
from tests.faults.room import Room
from tests.nodes.few import of_few
from workshop.db import Database
from workshop.models import Round
from workshop.operations.counting import ballots_of, method_of
from workshop.tally import count

# WORKSHOP_COUNTED_EXAMPLES=100 looks deeper.
EXAMPLES = int(os.environ.get("WORKSHOP_COUNTED_EXAMPLES", "6"))
TITLES = ("Alpha", "Beta", "Gamma", "Delta")
VOTES = {
    "Named": {"method": "opinion", "secrecy": "named"},
    "Kept": {"method": "dots", "points": 5, "secrecy": "confidential"},
    "Secret": {"method": "approve", "secrecy": "secret"},
}
goals, people = st.integers(0, len(TITLES) - 1), st.integers(0, 2)
STEPS = st.one_of(
    st.tuples(st.sampled_from(["withdraw", "hide", "restore", "bring back", "reword", "reword back", "move"]), goals),
    st.tuples(st.sampled_from(["leave", "remove", "rename"]), people),
    st.tuples(st.sampled_from(["remove theme", "rename theme", "propose", "move theme"]), st.integers(0, 2)),
)


class Afterwards(Room):
    """A consultation in which three rounds were counted, and all that may become of it later."""

    def __init__(self, server):
        super().__init__(server)
        self.themes = [self.theme_id, *(self.do("create_theme", title=each)["theme_id"] for each in ("Two", "Three"))]
        self.members = self.people(6, locale="en")
        self.do("open_round", **self.do("create_round", kind="propose", title="Propose"))
        self.goals = [
            self.members[at % 3].done(self.slug, "propose_goal", theme_id=self.themes[at % 2], title=title, lang="fi")
            for at, title in enumerate(TITLES)
        ]
        self.goals = [each["goal_id"] for each in self.goals]
        self.hidden: set[int] = set()
        self.rounds = {title: self._vote(title, **fields) for title, fields in VOTES.items()}

    def _vote(self, title, **fields):
        about = {"title": title, "workshop_id": self.workshop_id, **fields}
        round_id = self.do("create_round", kind="vote", **of_few("vote", about))["round_id"]
        self.do("open_round", round_id=round_id)
        values = {"opinion": ["agree", "pass", "disagree"], "dots": [1, 2, 1], "approve": [1, 1, 1]}[fields["method"]]
        for at, member in enumerate(self.members):
            choices = {str(self.goals[(at + n) % 4]): values[(at * n) % 3] for n in range(1 + at % 3)}
            member.done(self.slug, "cast_ballot", round_id=round_id, choices=choices)
        self.finish(round_id)
        return round_id

    def take(self, step: str, number: int) -> None:
        """Let something become of it; what is refused is refused."""
        goal = {"goal_id": self.goals[number % len(TITLES)]}
        author, member = self.members[number % len(TITLES) % 3], self.members[number % 3]
        theme = {"theme_id": self.themes[number % 3]}
        asked = {
            "withdraw": (author, "withdraw_goal", goal),
            "hide": (self.lead, "hide_goal", {**goal, "reason": "Twice"}),
            "restore": (self.lead, "restore_goal", goal),
            "bring back": (author, "restore_goal", goal),
            "reword": (author, "edit_goal", {**goal, "title": "Otherwise", "lang": "fi"}),
            "reword back": (self.lead, "edit_goal", {**goal, "title": TITLES[number % len(TITLES)], "lang": "fi"}),
            "move": (self.lead, "move_goal", {**goal, "theme_id": self.themes[2]}),
            "leave": (member, "leave", {}),
            "remove": (self.lead, "remove_participant", {"participant_id": member.participant["id"]}),
            "rename": (member, "rename_me", {"name": "Another"}),
            "remove theme": (self.lead, "remove_theme", theme),
            "rename theme": (self.lead, "edit_theme", {**theme, "title": "Renamed"}),
            "move theme": (self.lead, "edit_theme", {**theme, "position": -1 - number}),
            "propose": (self.lead, "propose_goal", {**theme, "title": "Late"}),
        }[step]
        answer = asked[0].do(self.slug, asked[1], **asked[2])
        assert answer.status_code < 500, answer.text
        if answer.ok and asked[1] in ("hide_goal", "restore_goal"):
            (self.hidden.add if step == "hide" else self.hidden.discard)(number % len(TITLES))

    def look(self) -> dict[str, dict]:
        """Read all surfaces, those that are not the same for everyone as a member and as a facilitator sees them."""
        seen = {}
        for who, client in (("member", self.members[5]), ("lead", self.lead)):
            seen[f"{who}'s page"] = counted.on_the_page(client, self.slug)
            seen[f"{who}'s wall"] = counted.on_the_wall(client, self.code)
        seen["spreadsheet"] = counted.in_the_spreadsheet(self.lead, self.slug)
        seen["plain table"] = counted.in_the_plain_table(self.members[5], self.slug)
        seen["record"] = counted.in_the_record(self.members[5], self.slug)
        return seen


def test_what_was_counted_stays_as_it_was_called(shared_in_process):
    # Without shrinking: each step asks the app, and a story of nine steps is short enough to be read.
    how = {"max_examples": EXAMPLES, "phases": [Phase.explicit, Phase.reuse, Phase.generate]}

    @settings(**how, suppress_health_check=list(HealthCheck), print_blob=True)
    @given(steps=st.lists(STEPS, min_size=1, max_size=9))
    def holds(steps):
        room = Afterwards(shared_in_process)
        try:
            before = room.look()
            for step in steps:
                room.take(*step)
            after = room.look()
            hidden = [TITLES[at] for at in room.hidden]
            for surface, told in before.items():
                # A whole hall looks at the wall, whoever opened it.
                expected = told if surface == "lead's page" else without(told, hidden)
                assert after[surface] == expected, surface
            recounted(room)
        finally:
            room.close()

    holds()


def without(told, titles: list[str]):
    """Return what was told with the titles of what was hidden since put out of sight."""
    if isinstance(told, str):
        for title in titles:
            told = told.replace(title, counted.HIDDEN)
        return told
    if isinstance(told, dict):
        return type(told)({without(name, titles): without(value, titles) for name, value in told.items()})
    if isinstance(told, list | tuple):
        return type(told)(without(each, titles) for each in told)
    return told


def recounted(room: Afterwards) -> None:
    """Count the ballots again, and open the commitment of the close with what is published now."""
    server = room.server
    database = Database(server.env.get("WORKSHOP_DATABASE_URL") or f"sqlite:///{server.data}/workshop.sqlite")
    record = counted.in_the_record(room.lead, room.slug)
    try:
        for title, round_id in room.rounds.items():
            _, _, tally, commitment, salt = record[title]
            with database.read() as session:
                round_ = session.get(Round, round_id)
                how, ballots = method_of(round_), ballots_of(session, round_)
            figures = {"voters": tally["voters"], "goals": tally["goals"]}
            assert count(how, ballots, tally["goals"]) == figures
            text = json.dumps(figures, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            assert hashlib.sha256((salt + text).encode()).hexdigest() == commitment
    finally:
        database.dispose()
