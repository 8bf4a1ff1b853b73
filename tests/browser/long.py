"""A consultation in which every text is one long word, an address, or a hundred of the widest letter."""

from itertools import cycle
from uuid import uuid4

from tests.entry.visitor import Visitor
from tests.nodes.client import Client
from tests.pictures.stage import Stage, Stages

WORD = "lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilaskoulutus"[:60]
URL = "https://www.example.org/" + "toimielimet_ja_paatoksenteko/" * 6 + "fi"
WIDE = "M" * 100
LONGEST_NAME = 100


class Long:
    """Such a consultation, which goes from state to state: `comment`, `vote`, `revealed`."""

    def __init__(self, stages: Stages):
        texts = cycle((WORD, URL, WIDE, WORD.capitalize()))
        self.text = lambda: next(texts)
        self.titles = lambda: {"fi": self.text(), "sv": self.text(), "en": self.text()}
        lead = stages.lead
        asked = {"title": self.titles(), "description": self.titles(), "lang": "fi"}
        made = lead.request("POST", "/api/v1/do/create_consultation", json=asked, key=str(uuid4()))
        slug = made.json()["result"]["slug"]
        themes = [lead.done(slug, "create_theme", title=self.titles())["theme_id"] for _ in range(4)]
        for _ in range(3):
            lead.done(slug, "create_phenomenon", title=self.titles())
            lead.done(slug, "create_body", title=self.titles(), kind="network")
        workshop = lead.done(slug, "create_workshop", title=self.titles())["workshop_id"]
        seen = lead.snapshot(slug)
        code, bodies = seen["workshops"][0]["code"], [each["key"] for each in seen["bodies"]]
        member = Visitor(stages.server, "fi")
        member.submit(member.get(f"/join/{code}"), "join", name=self.name(), body=bodies[0])
        self.stage = Stage(stages.server, lead, slug, code, "", stages.lead_browser, member)
        for body in (*bodies, *bodies):
            client = Client(stages.server.url)
            client.join(code, self.name(), body)
            self.stage.people.append(client)
        lead.done(slug, "create_wall_link", workshop_id=workshop)
        plain = ({"kind": "propose"}, {"kind": "comment"}, {"kind": "vote", "method": "dots", "points": 5})
        named = {"kind": "vote", "method": "opinion", "secrecy": "named"}
        self.rounds = [self._round(workshop, **each) for each in (*plain, named, {"kind": "results"})]
        self._round(None, kind="comment", opens_at="2030-01-01T10:00:00Z", closes_at="2030-01-08T10:00:00Z")
        self._comment(themes, [each["id"] for each in seen["phenomena"]])
        self.state = "comment"

    def name(self) -> str:
        """The longest name that may be, or the longest word."""
        return self.text()[:LONGEST_NAME]

    def reach(self, state: str) -> None:
        """Go on to a state; there is no way back."""
        while self.state != state:
            self.state, go = {"comment": ("vote", self._vote), "vote": ("revealed", self._reveal)}[self.state]
            go()

    def _vote(self):
        self.stage.do("close_round", round_id=self.rounds[1])
        self.stage.do("open_round", round_id=self.rounds[2])

    def _reveal(self):
        for at, (person, goal) in enumerate(zip(self.stage.people, self.stage.goal_ids, strict=False)):
            person.done(self.stage.slug, "cast_ballot", round_id=self.rounds[2], choices={str(goal): max(1, 5 - at)})
        self._next(self.rounds[2], self.rounds[3])
        for person in self.stage.people:
            choices = {str(goal): "agree" for goal in self.stage.goal_ids}
            person.done(self.stage.slug, "cast_ballot", round_id=self.rounds[3], choices=choices)
        self._next(self.rounds[3], self.rounds[4])

    def _next(self, counted, after):
        self.stage.do("close_round", round_id=counted)
        self.stage.do("reveal_results", round_id=counted)
        self.stage.do("open_round", round_id=after)

    def _round(self, workshop, **about):
        return self.stage.do("create_round", workshop_id=workshop, title=self.titles(), **about)["round_id"]

    def _comment(self, themes, phenomena):
        stage = self.stage
        stage.do("open_round", round_id=self.rounds[0])
        for person, theme in zip(stage.people, cycle(themes)):
            written = {"text": self.text(), "responsible": self.text()[:100], "time_frame": self.text()[:100]}
            goal = {"theme_id": theme, "title": self.text(), "rationale": self.text(), "lang": "fi"}
            goal |= {"phenomenon_ids": phenomena, "measures": [written, {"text": self.text()}]}
            stage.goal_ids.append(person.done(stage.slug, "propose_goal", **goal)["goal_id"])
        self._propose_as_member(themes[0])
        stage.do("close_round", round_id=self.rounds[0])
        stage.do("open_round", round_id=self.rounds[1])
        for person, stance in zip(stage.people, cycle(("for", "against", "neutral", "question"))):
            about = {
                "goal_id": stage.goal_ids[4],
                "stance": stance,
                "text": f"{self.text()} {self.text()}",
                "lang": "fi",
            }
            made = person.done(stage.slug, "add_comment", **about)["comment_id"]
        stage.people[0].done(stage.slug, "add_comment", **about | {"reply_to": made})
        stage.do("hide_comment", comment_id=made, reason=self.text())
        stage.do("hide_goal", goal_id=stage.goal_ids.pop(), reason=self.text())

    def _propose_as_member(self, theme):
        asked = {"key": str(uuid4()), "theme_id": theme, "title": self.text()}
        self.stage.member.post(f"/api/v1/consultations/{self.stage.slug}/do/propose_goal", asked)
        ids = {each["id"] for each in self.stage.lead.snapshot(self.stage.slug)["goals"]}
        self.stage.goal_ids += sorted(ids - set(self.stage.goal_ids))
