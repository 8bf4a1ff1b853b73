"""The stage of the matrix: things that commands can be given to, and rounds that open and close around them."""

from itertools import count

from tests.nodes.client import Client
from tests.policy.people import People

KINDS = (None, "propose", "comment", "vote", "results", "pause")
# For each author, how many of each noun may be used up: withdrawn or hidden once in each kind of round.
STOCK = {"other": 15, "facilitator": 28, "member": 22, "guest": 22, "observer": 11}


class Stage:
    """What is there for commands to act on; `kind` is the kind of the one round that is open and permits something.

    Rounds that commands are given to are pauses, which permit nothing, or voting rounds on a theme without goals.
    """

    def __init__(self, people: People):
        self.people, self.lead, self.slug = people, people.lead, people.slug
        self.number = count(1)
        self.kind: str | None = None
        self.round_id: int | None = None
        self._kept: dict[str, dict] = {}
        self._brought: set[tuple[str, str | None]] = set()
        snapshot = self.lead.snapshot(self.slug)
        self.theme, self.ballot_theme, self.bare_theme = (theme["id"] for theme in snapshot["themes"][:3])
        self.body = snapshot["bodies"][0]["id"]
        self.ground = self.make("propose_goal", "goal_id", theme_id=self.theme, title="Laajakaista joka kylään")
        self.ballot_goal = self.make("propose_goal", "goal_id", theme_id=self.ballot_theme, title="Kimppakyydit")
        self.paper_goal = self.make("propose_goal", "goal_id", theme_id=self.ballot_theme, title="Kyläkoulut")
        self.ballot_round = self.vote_round()
        self.stock = self._write_stock()
        self._demote_the_observer()
        self.make("create_document", "document_id")
        self.make("advance_document", "document_id", state="for_comment")

    def make(self, command: str, field: str, **arguments) -> int:
        """Let the lead make something and return its id."""
        return self.lead.done(self.slug, command, **arguments)[field]

    def open(self, kind: str | None) -> None:
        """Close the round that is open and open one of another kind."""
        if self.round_id is not None:
            self.lead.done(self.slug, "close_round", round_id=self.round_id)
        self.kind, self.round_id = kind, None
        if kind is not None:
            themes = {"theme_ids": [self.ballot_theme]} if kind == "vote" else {}
            self.round_id = self.make("create_round", "round_id", kind=kind, title=kind, **themes)
            self.lead.done(self.slug, "open_round", round_id=self.round_id)

    def fresh(self, command: str, make) -> dict:
        """Return the arguments of a command that uses its target up: the same until it was obeyed."""
        if command not in self._kept:
            self._kept[command] = make()
        return dict(self._kept[command])

    def written(self, noun: str, author: str) -> dict:
        """Return the id of a contribution that an author wrote."""
        return {f"{noun}_id": self.stock[author][noun][-1]}

    def hidden(self, noun: str) -> dict:
        """Make a contribution of the lead's and hide it."""
        command, about = {
            "goal": ("propose_goal", {"theme_id": self.theme, "title": "Kahdesti"}),
            "measure": ("propose_measure", {"goal_id": self.ground, "text": "Kahdesti"}),
            "comment": ("add_comment", {"goal_id": self.ground, "text": "Kahdesti", "stance": "for"}),
        }[noun]
        made = {f"{noun}_id": self.make(command, f"{noun}_id", **about)}
        self.lead.done(self.slug, f"hide_{noun}", **made, reason="Asiaton")
        return made

    def withdrawn(self, noun: str, author: str) -> dict:
        """Let an author withdraw what another has commented on; an observer withdraws nothing."""
        number = self.stock[author][noun].pop()
        if author == "observer":
            return {f"{noun}_id": number}
        about = {"goal_id": self.ground, "reply_to": number} if noun == "comment" else {f"{noun}_id": number}
        self.lead.done(self.slug, "add_comment", text="Samaa mieltä", stance="for", **about)
        getattr(self.people, author).done(self.slug, f"withdraw_{noun}", **{f"{noun}_id": number})
        return {f"{noun}_id": number}

    def notice(self, author: str) -> dict:
        """Tell somebody that what they wrote was reworded, and return the notice."""
        text = f"Toisin sanoen {next(self.number)}"
        self.lead.done(self.slug, "edit_measure", **self.written("measure", author), text=text, reason="Selvyys")
        notices = getattr(self.people, author).snapshot(self.slug)["notices"]
        return {"notice_id": notices[-1]["id"]}

    def obeyed(self, command: str, author: str) -> None:
        """Note that a command was obeyed, so that what it used up is not offered again."""
        self._kept.pop(command, None)
        self._kept.pop(f"{command} of {author}", None)
        verb, _, noun = command.partition("_")
        if verb in ("withdraw", "hide") and noun in self.stock[author]:
            self.stock[author][noun].pop()

    def pause(self, *, opened: bool = False, **times) -> dict:
        """Make a pause, planned or open."""
        round_id = self.make("create_round", "round_id", kind="pause", title="Tauko", **times)
        if opened:
            self.lead.done(self.slug, "open_round", round_id=round_id)
        return {"round_id": round_id}

    def stopped(self) -> dict:
        """Make a pause that is open, and whose clock stands."""
        made = self.pause(opened=True, minutes=60)
        self.lead.done(self.slug, "pause_round", **made)
        return made

    def unseen(self) -> dict:
        """Make a round that is over, in which something was written that nobody but its author sees."""
        about = {"kind": "propose", "title": "Hiljaa", "contributions": "by_theme", "theme_ids": [self.bare_theme]}
        made = {"round_id": self.make("create_round", "round_id", **about)}
        self.lead.done(self.slug, "open_round", **made)
        goal = self.make("propose_goal", "goal_id", theme_id=self.bare_theme, title="Hiljaa")
        self.lead.done(self.slug, "withdraw_goal", goal_id=goal)
        self.lead.done(self.slug, "close_round", **made)
        return made

    def record(self) -> dict:
        """Hide something, and return the record of that."""
        self.hidden("comment")
        return {"hiding_id": self.lead.snapshot(self.slug)["hidings"][-1]["id"]}

    def hidden_of(self, author: str) -> dict:
        """Hide a comment that an author wrote."""
        made = {"comment_id": self.stock[author]["comment"].pop()}
        self.lead.done(self.slug, "hide_comment", **made, reason="Asiaton")
        return made

    def waiting(self, noun: str) -> dict:
        """Let somebody who is asked about nothing else write what waits to be published, in a round that is over."""
        writer = self.people.join(f"Kirjoittaja {next(self.number)}")
        kind = "comment" if noun == "comment" else "propose"
        about = {"kind": kind, "title": "Jono", "moderated": True, "theme_ids": [self.theme]}
        asked = {"subject": "measures", "on_ballot": {"ids": [self.ground]}} if noun == "measure" else {}
        made = {"round_id": self.make("create_round", "round_id", **about, **asked)}
        self.lead.done(self.slug, "open_round", **made)
        command, said = {
            "goal": ("propose_goal", {"theme_id": self.theme, "title": "Jonossa"}),
            "measure": ("propose_measure", {"goal_id": self.ground, "text": "Jonossa"}),
            "comment": ("add_comment", {"goal_id": self.ground, "text": "Jonossa", "stance": "for"}),
        }[noun]
        written = writer.done(self.slug, command, **said)
        self.lead.done(self.slug, "close_round", **made)
        return written

    def report(self) -> dict:
        """Let somebody who is asked about nothing else report a goal."""
        reporter = self.people.join(f"Ilmoittaja {next(self.number)}")
        made = reporter.done(self.slug, "report", **self.proposed(), reason="Asiaton")
        return {"report_ids": [made["report_id"]]}

    def objection(self, *, hidden: bool = False) -> dict:
        """Let the lead object to a goal in a named vote that is over, and perhaps hide the reason."""
        about = {"kind": "vote", "title": "Suostumus", "method": "consent", "secrecy": "named", "results": "at_close"}
        made = {"round_id": self.make("create_round", "round_id", **about, theme_ids=[self.ballot_theme])}
        self.lead.done(self.slug, "open_round", **made)
        objects = {str(self.ballot_goal): {"choice": "object", "reason": "Kallis"}}
        self.lead.done(self.slug, "cast_ballot", **made, choices=objects)
        self.lead.done(self.slug, "close_round", **made)
        place = {**made, "on": self.ballot_goal, "place": 1}
        if hidden:
            self.lead.done(self.slug, "hide_reason", **place, reason="Kuvaa ihmistä")
        return place

    def proposed(self) -> dict:
        """Propose a goal."""
        return {"goal_id": self.make("propose_goal", "goal_id", theme_id=self.theme, title="Seinälle")}

    def family(self) -> dict:
        """Merge two goals."""
        goals = [self.proposed()["goal_id"] for _ in range(2)]
        return {"goal_id": self.make("merge_goals", "goal_id", goal_ids=goals, title="Yhdessä")}

    def vote_round(self, *, closed: bool = False, opened: bool = False) -> dict:
        """Make a voting round on a theme without goals, planned, open or closed."""
        bare = {"theme_ids": [self.bare_theme], "method": "approve"}
        round_id = self.make("create_round", "round_id", kind="vote", title="Äänestys", **bare)
        if closed or opened:
            self.lead.done(self.slug, "open_round", round_id=round_id)
        if closed:
            self.lead.done(self.slug, "close_round", round_id=round_id)
        return {"round_id": round_id}

    def counted(self) -> dict:
        """Make a named vote that is counted and shown, the first time that it is asked for."""
        if "counted" not in self._kept:
            shown = {"theme_ids": [self.bare_theme], "secrecy": "named", "results": "at_close"}
            round_id = self.make("create_round", "round_id", kind="vote", title="Laskettu", **shown)
            self.lead.done(self.slug, "open_round", round_id=round_id)
            self.lead.done(self.slug, "close_round", round_id=round_id)
            self._kept["counted"] = {"round_id": round_id}
        return dict(self._kept["counted"])

    def named_vote(self, *, again: bool = False) -> dict:
        """Open a named vote on one goal, the first time that it is asked for, or `again`."""
        if again or "named_vote" not in self._kept:
            about = {"theme_ids": [self.ballot_theme], "on_ballot": {"ids": [self.paper_goal]}, "method": "approve"}
            about |= {"secrecy": "named", "kind": "vote", "title": "Nimetty"}
            made = {"round_id": self.make("create_round", "round_id", **about)}
            self.lead.done(self.slug, "open_round", **made)
            self._kept["named_vote"] = made
        return dict(self._kept["named_vote"])

    def given_sheet(self) -> dict:
        """Give a sheet to somebody without a device, in a vote of its own."""
        made = self.named_vote(again=True)
        self.lead.done(self.slug, "give_sheet", **made)
        return made

    def entered(self) -> dict:
        """Enter a sheet."""
        sheet = {**self.named_vote(), "number": next(self.number), "choices": {str(self.paper_goal): 1}}
        self.lead.done(self.slug, "enter_paper_ballot", **sheet)
        return sheet

    def workshop(self) -> dict:
        """Make a workshop."""
        return {"workshop_id": self.make("create_workshop", "workshop_id", title="Väliaikainen")}

    def pattern(self) -> dict:
        """Save an empty agenda as a pattern of the facilitator's own who is asked about."""
        return self.people.facilitator.done(self.slug, "save_pattern", **self.workshop())

    def paragraph(self) -> dict:
        """Add a paragraph to the document."""
        return {"paragraph_id": self.make("add_paragraph", "paragraph_id", section="follow_up", text="Seuranta")}

    def brought_to(self, state: str) -> dict:
        """Bring the document to a state, once while a round is open; no argument of a command."""
        if (state, self.kind) not in self._brought:
            self._brought.add((state, self.kind))
            self.lead.do(self.slug, "advance_document", state=state)
        return {}

    def draft_comment(self) -> dict:
        """Suggest another wording for a goal of the document."""
        self.brought_to("for_comment")
        about = {"goal_id": self.ground, "suggestion": f"Laajakaista, osa {next(self.number)}", "lang": "fi"}
        return {"draft_comment_id": self.make("add_draft_comment", "draft_comment_id", **about)}

    def spokesperson(self, command: str) -> dict:
        """Return somebody, and the body that they may answer for."""
        return {**self.fresh(command, self.guest), "body_id": self.body}

    def wording(self) -> dict:
        """Word the title of a theme officially, in a language in which nothing else does."""
        official = {"theme_id": self.theme, "field": "title", "lang": "en"}
        made = self.people.facilitator.done(self.slug, "set_wording", **official, text="Economy")
        return {**official, "based_on": made["wording_id"]}

    def wall_link(self) -> dict:
        """Make a link to the wall of a workshop."""
        return {"wall_link_id": self.make("create_wall_link", "wall_link_id", **self.workshop())}

    def card(self, *, taken: bool = False) -> dict:
        """Make a card, and perhaps let a guest take its seat."""
        [card] = self.lead.done(self.slug, "make_cards", **self.workshop(), number=1)["cards"]
        if taken:
            guest = Client(self.lead.base_url)
            assert guest.join(card["code"], f"Vieras {next(self.number)}").ok
        return {"card_id": card["card_id"]}

    def code_of_card(self) -> str:
        """Make a card whose seat is free, and return its code."""
        [card] = self.lead.done(self.slug, "make_cards", **self.workshop(), number=1)["cards"]
        return card["code"]

    def guest(self) -> dict:
        """Let a guest in."""
        return {"participant_id": self.people.join(f"Vieras {next(self.number)}").participant["id"]}

    def _write_stock(self):
        stock = {author: {"goal": [], "measure": [], "comment": []} for author in STOCK}
        self.open("propose")
        for author, number in STOCK.items():
            writer = getattr(self.people, author)
            measures = [{"text": f"Toimi {each}"} for each in range(number)]
            answer = writer.do(self.slug, "propose_goal", theme_id=self.theme, title="Keino", measures=measures)
            assert answer.status_code == 200, answer.text
            made = [event for event in answer.json()["events"] if event["name"] == "measure_proposed"]
            stock[author]["measure"] = [event["data"]["id"] for event in made]
            for each in range(number):
                asked = {"theme_id": self.theme, "title": f"Tavoite {each}"}
                stock[author]["goal"].append(writer.done(self.slug, "propose_goal", **asked)["goal_id"])
        self.open("comment")
        for author, number in STOCK.items():
            writer = getattr(self.people, author)
            for each in range(number):
                asked = {"goal_id": self.ground, "text": f"Kommentti {each}", "stance": "for"}
                stock[author]["comment"].append(writer.done(self.slug, "add_comment", **asked)["comment_id"])
        self.open(None)
        return stock

    def _demote_the_observer(self):
        number = self.people.observer.participant["id"]
        self.lead.done(self.slug, "change_participant", participant_id=number, role="observer")
