"""A consultation in which each command has a fresh thing to act on, and the arguments that it needs."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from tests.nodes.auditor import auditable
from tests.nodes.client import Client
from workshop.commands import COMMANDS


class Scene:
    """A consultation in which every attribute of every thing has a value; each test makes the things that it needs."""

    def __init__(self, server):
        self._after: dict[str, dict] = {}
        self._voted_on = 0
        self._auditable: dict = {}
        self.lead = Client(server.url, server.example["facilitator"]["token"])
        path, texts = "/api/v1/do/create_consultation", {"fi": "Kuuleminen", "sv": "Samråd"}
        made = self.lead.request("POST", path, json={"title": texts, "description": texts}, key=str(uuid4()))
        self.slug = made.json()["result"]["slug"]
        self.theme = self.done("create_theme", title="Talous")["theme_id"]
        self.phenomenon = self.done("create_phenomenon", title="Ilmasto")["phenomenon_id"]
        self.body = self.done("create_body", title="Verkosto", kind="network")["body_id"]
        self.workshop = self.done("create_workshop", title="Työpaja")["workshop_id"]
        self.code = self.lead.snapshot(self.slug)["workshops"][0]["code"]

    def done(self, command: str, **arguments) -> dict:
        """Let the facilitator do something."""
        return self.lead.done(self.slug, command, **arguments)

    def after(self, command: str) -> dict:
        """How a thing is after a command that names nothing but the thing."""
        if command not in self._after:
            self._after[command] = done(self, command, {})[1]
        return self._after[command]

    def fresh(self, command: str) -> tuple[Client, dict, str, int | None]:
        """Make a thing for a command: (who gives it, arguments that name the thing, its collection, its id)."""
        nouns = {"results": "round", "next": "round", "ballot": "round", "me": "participant", "show": "workshop"}
        nouns |= dict.fromkeys(("hands", "sheet", "back_sheet", "paper_ballot", "paper"), "round")
        nouns |= {"contributions": "round", "done": "round", "on_wall": "goal", "participants": "participant"}
        nouns["measure_on_wall"] = "measure"
        nouns |= {"my_card": "participant", "cards": "workshop", "back_card": "card"}
        noun = nouns.get(command.split("_", 1)[-1], command.split("_", 1)[-1])
        if command.startswith("publish_"):
            return self._waiting(noun)
        if command.endswith("_reason"):
            return self._objection(command)
        client, arguments, number = getattr(self, f"_{noun}")(command)
        plural = {"body": "bodies", "phenomenon": "phenomena"}.get(noun, f"{noun}s")
        return client, arguments, plural, number

    def thing(self, kind: str, number: int | None) -> dict:
        """How a thing is now."""
        seen = self.lead.snapshot(self.slug)
        return seen["consultation"] if number is None else next(one for one in seen[kind] if one["id"] == number)

    def _consultation(self, command):
        texts = {"fi": "Nimi", "sv": "Namn"}
        self.done("edit_consultation", title=texts, description=texts, threshold=7, main_lang="fi")
        return self.lead, {}, None

    def _listed(self, noun, **more):
        made = self.done(f"create_{noun}", title={"fi": "Nimi", "sv": "Namn"}, **more)[f"{noun}_id"]
        return self.lead, {f"{noun}_id": made}, made

    def _theme(self, command):
        return self._listed("theme")

    def _phenomenon(self, command):
        return self._listed("phenomenon")

    def _body(self, command):
        return self._listed("body", kind="network")

    def _workshop(self, command):
        client, arguments, number = self._listed("workshop", starts_at=at(days=5))
        return client, {**arguments, **({"scene": "blank"} if command == "show" else {})}, number

    def _wall_link(self, command):
        workshop = self._listed("workshop")[2]
        made = self.done("create_wall_link", workshop_id=workshop)["wall_link_id"]
        return self.lead, {"wall_link_id": made}, made

    def _card(self, command):
        workshop = self._listed("workshop")[2]
        [made] = self.done("make_cards", workshop_id=workshop, number=1)["cards"]
        if command == "give_back_card":
            assert Client(self.lead.base_url).join(made["code"], "Aino").ok
        return self.lead, {"card_id": made["card_id"]}, made["card_id"]

    def _sealed_file(self, command):
        # The same vote each time, so that what is asked for is the same.
        self._auditable = self._auditable or auditable(self.lead, self.slug)
        other = Client(self.lead.base_url)
        assert other.join(self.code, "Toinen").ok
        self.done("change_participant", participant_id=other.participant["id"], role="facilitator")
        made = self.done("ask_for_sealed_file", **self._auditable)["sealed_file_id"]
        return other if command == "confirm_sealed_file" else self.lead, {"sealed_file_id": made}, made

    def _participant(self, command):
        member = Client(self.lead.base_url)
        assert member.join(self.code, "Aino").ok
        number = member.participant["id"]
        about = {"role": "observer", "body_id": self.body, "municipality": "091", "confirmed": True}
        self.done("change_participant", participant_id=number, **about)
        if command == "rename_me":
            return member, {"name": "Aino"}, number
        if command == "change_me":
            return member, {}, number
        if command == "join_participants":
            double = Client(self.lead.base_url)
            assert double.join(self.code, "Aino").ok
            return self.lead, {"participant_id": number, "double_ids": [double.participant["id"]]}, number
        return self.lead, {"participant_id": number}, number

    def _round(self, command):
        if any(word in command for word in ("hands", "sheet", "paper")):
            return self._otherwise(command)
        # A secret vote is counted by no body, so that people may change theirs while it is open.
        vote = {"kind": "vote", "method": "approve", "points": 5, "secrecy": "secret", "results": "on_reveal"}
        vote |= {name: {"fi": "Sanat", "sv": "Ord"} for name in ("instructions", "question")}
        made = self.done("create_round", title={"fi": "Nimi"}, theme_ids=[self.theme], minutes=9, **vote)
        number = made["round_id"]
        if command in ("edit_round", "postpone_round", "remove_round"):
            self.done("edit_round", round_id=number, opens_at=at(days=1), closes_at=at(days=2))
        steps = ("extend_round", "unopen_round", "close_round", "pause_round", "resume_round")
        if command in (*steps, "reveal_results", "reveal_next"):
            self.done("open_round", round_id=number)
        if command in ("show_contributions", "say_done"):
            return self.lead, self._unseen(closed=command != "say_done"), None
        if command == "resume_round":
            self.done("pause_round", round_id=number)
        more = {"minutes": 5} if command in ("extend_round", "postpone_round") else {}
        if command in ("reveal_results", "reveal_next"):
            self.done("close_round", round_id=number)
        return self.lead, {"round_id": number, **more}, number

    def _otherwise(self, command):
        """A named vote, into which votes come otherwise than by a device."""
        goal = self._voted_on = self._voted_on or self._goal("")[2]
        about = {"kind": "vote", "method": "approve", "secrecy": "named", "on_ballot": {"ids": [goal]}}
        number = self.done("create_round", title="Nimi", **about)["round_id"]
        self.done("open_round", round_id=number)
        choices = {str(goal): 1}
        if command == "record_hands":
            return self.lead, {"round_id": number, "figures": {str(goal): {"approve": 2}}}, number
        if command != "give_sheet":
            self.done("give_sheet", round_id=number)
        if command.endswith("sheet") or command == "complete_paper":
            return self.lead, {"round_id": number}, number
        sheet = {"round_id": number, "number": 1}
        if command != "enter_paper_ballot":
            self.done("enter_paper_ballot", **sheet, choices=choices)
        return self.lead, {**sheet, **({} if command == "remove_paper_ballot" else {"choices": choices})}, number

    def _unseen(self, closed):
        about = {"kind": "propose", "title": "Hiljaa", "contributions": "by_theme", "theme_ids": [self.theme]}
        number = self.done("create_round", **about)["round_id"]
        self.done("open_round", round_id=number)
        self.done("propose_goal", theme_id=self.theme, title="Hiljaa")
        if closed:
            self.done("close_round", round_id=number)
        return {"round_id": number}

    def _goal(self, command):
        texts = {"title": "Tavoite", "rationale": "Syy\n\nja toinen", "lang": "fi"}
        made = self.done("propose_goal", theme_id=self.theme, phenomenon_ids=[self.phenomenon], **texts)["goal_id"]
        more = {"theme_id": self.theme} if command == "move_goal" else {}
        if command == "unmerge_goal":
            other = self.done("propose_goal", theme_id=self.theme, **texts)["goal_id"]
            made = self.done("merge_goals", goal_ids=[made, other], title="Yhdessä", rationale="Syy")["goal_id"]
        if command == "split_goal":
            more["titles"] = ["Yksi", "Kaksi"]
        if command == "mark_goal":
            self.done("mark_goal", goal_id=made, mark="shortlist")
        return self.lead, {"goal_id": made, **self._hidden(command, "goal", made), **more}, made

    def _waiting(self, noun):
        goal = self._goal("")[2]
        kind = "comment" if noun == "comment" else "propose"
        asked = {"subject": "measures", "on_ballot": {"ids": [goal]}} if noun == "measure" else {}
        number = self.done("create_round", kind=kind, title="Jono", moderated=True, **asked)["round_id"]
        self.done("open_round", round_id=number)
        member = Client(self.lead.base_url)
        assert member.join(self.code, "Aino").ok
        command, about = {
            "goal": ("propose_goal", {"theme_id": self.theme, "title": "Jono"}),
            "measure": ("propose_measure", {"goal_id": goal, "text": "Jono"}),
            "comment": ("add_comment", {"goal_id": goal, "text": "Jono", "stance": "for"}),
        }[noun]
        made = member.done(self.slug, command, **about)
        self.done("close_round", round_id=number)
        return self.lead, made, "queue", self.lead.snapshot(self.slug)["queue"][-1]["id"]

    def _objection(self, command):
        goal = self._goal("")[2]
        about = {"kind": "vote", "title": "Suostumus", "method": "consent", "secrecy": "named", "results": "at_close"}
        number = self.done("create_round", **about)["round_id"]
        self.done("open_round", round_id=number)
        choices = {str(goal): {"choice": "object", "reason": "Kallis"}}
        self.done("cast_ballot", round_id=number, choices=choices)
        self.done("close_round", round_id=number)
        place, why = {"round_id": number, "on": goal, "place": 1}, {"reason": "Kuvaa ihmistä"}
        if command == "show_reason":
            self.done("hide_reason", **place, **why)
        return self.lead, {**place, **(why if command == "hide_reason" else {})}, "rounds", number

    def _hiding(self, command):
        self._comment("restore_comment")
        number = self.lead.snapshot(self.slug)["hidings"][-1]["id"]
        return self.lead, {"hiding_id": number, "reason": "Kahdesti"}, number

    def _measure(self, command):
        goal = self._goal("")[2]
        texts = {"text": "Selvitys", "responsible": "Kunta", "time_frame": "2027", "lang": "fi"}
        made = self.done("propose_measure", goal_id=goal, **texts)["measure_id"]
        self.done("edit_measure", measure_id=made, status="started", type="network", responsible_body_id=self.body)
        return self.lead, {"measure_id": made, **self._hidden(command, "measure", made)}, made

    def _comment(self, command):
        goal = self._goal("")[2]
        made = self.done("add_comment", goal_id=goal, text="Hyvä", stance="question", lang="fi")["comment_id"]
        return self.lead, {"comment_id": made, **self._hidden(command, "comment", made)}, made

    def _hidden(self, command, noun, number):
        if command.startswith("restore_"):
            self.done(f"hide_{noun}", **{f"{noun}_id": number}, reason="Kahdesti")
        return {"reason": "Kahdesti"} if command.startswith("hide_") else {}


def at(**later) -> str:
    """A time to come, to the microsecond."""
    return (datetime.now(UTC) + timedelta(**later)).isoformat()


def in_finnish(command: str) -> dict:
    """The argument that says that a text is Finnish, where there is one."""
    return {"lang": "fi"} if command != "rename_me" and "lang" in COMMANDS[command].takes.model_fields else {}


def done(scene: Scene, command: str, more: dict) -> tuple:
    """A command done to a fresh thing: its answer, and the thing after and before it."""
    client, arguments, kind, number = scene.fresh(command)
    before = scene.thing(kind, number)
    said = {**arguments, **in_finnish(command), **more}
    answer = client.do(scene.slug, command, **said)
    return answer, scene.thing(kind, number), before
