"""A whole consultation over the wire: forty people, sixty goals, a shortlist of ten, measures, an adopted document."""

import json
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from tests.nodes.client import Client
from tests.nodes.server import Server

TOLD = json.loads((Path(__file__).parent / "rehearsed.json").read_text(encoding="utf-8"))
PEOPLE, FIRST = 40, 10
LANGUAGES = ("fi", "sv")
# What forty people with so many dots for one goal give together is a figure that nothing else has.
WITHHELD, KEPT_BACK = "Vielä näyttämättä", 997
VOTE = {"secrecy": "confidential", "results": "on_reveal", "kind": "vote"}


class Rehearsal:
    """The consultation: `lead` leads it, and `people` take part; `address` is that of the adopted document."""

    def __init__(self, server: Server):
        token, self.slug = server.example["facilitator"]["token"], server.example["consultation"]
        self.lead = Client(server.url, token)
        shown = self.lead.snapshot(self.slug)
        self.workshops, self.themes = shown["workshops"], [each["id"] for each in shown["themes"]]
        self.people = [Client(server.url) for _ in range(PEOPLE)]
        self.phenomena = [each["id"] for each in shown["phenomena"]]
        self.best: list[int] = []
        self.address = ""
        # Bodies of eight, whose figures may be shown.
        for number, (person, body) in enumerate(zip(self.people, cycle(shown["bodies"][:5]), strict=False), 1):
            assert person.join(self.workshops[0]["code"], f"Osallistuja {number}", body["key"]).ok
        for about in shown["rounds"]:
            if about["state"] == "open":
                self.do("close_round", round_id=about["id"])

    def hold(self) -> "Rehearsal":
        """Propose, comment, narrow down by dots, vote on the shortlist twice, word it, and adopt it."""
        self._during(self._propose, kind="propose", title={"fi": "Mitä tavoittelemme?", "sv": "Vad siktar vi på?"})
        self._during(self._talk, kind="comment", title={"fi": "Mitä sanotte?", "sv": "Vad säger ni?"})
        dots = {"method": "dots", "points": 5, "cap": 3, "title": {"fi": "Viisi pistettä", "sv": "Fem prickar"}}
        counted = self._during(self._give_dots, **dots, **VOTE)
        self.do("shortlist_first", round_id=counted, first=FIRST)
        opinions = {"method": "opinion", "on_ballot": "shortlist", "breakdowns": ["body"]}
        for act, title in (
            (self._incline, {"fi": "Ensimmäinen kanta", "sv": "Första ståndpunkt"}),
            (self._agree, {"fi": "Lopullinen äänestys", "sv": "Slutlig omröstning"}),
        ):
            self._during(act, title=title, **opinions, **VOTE)
        self._withhold()
        self._describe()
        self._word()
        self._adopt()
        return self

    def do(self, command: str, **arguments) -> dict:
        """Give a command as the facilitator."""
        return self.lead.done(self.slug, command, **arguments)

    def _during(self, act: Callable[[int], None], **about) -> int:
        made = self.do("create_round", workshop_id=self.workshops[0]["id"], **about)["round_id"]
        self.do("open_round", round_id=made)
        act(made)
        self.do("close_round", round_id=made)
        if about["kind"] == "vote":
            self.do("reveal_results", round_id=made)
        return made

    def _propose(self, _):
        writers = cycle(self.people)
        for theme, (titles, place) in zip(self.themes, zip(TOLD["others"], range(5), strict=True), strict=True):
            for each in (one for one in TOLD["best"] if one["theme"] == place):
                measures = [{name: said["fi"] for name, said in one.items()} for one in each["measures"]]
                told = {"title": each["title"]["fi"], "rationale": each["rationale"]["fi"], "measures": measures}
                told["phenomenon_ids"] = [self.phenomena[place] for place in each["phenomena"]]
                self.best.append(self._proposed(next(writers), theme, **told))
            for title in titles:
                self._proposed(next(writers), theme, title=title)

    def _proposed(self, person, theme, **told):
        return person.done(self.slug, "propose_goal", theme_id=theme, lang="fi", **told)["goal_id"]

    def _talk(self, _):
        for person, goal, text in zip(self.people, cycle(self.best), cycle(TOLD["spoken"]), strict=False):
            person.done(self.slug, "add_comment", goal_id=goal, text=text, stance="for", lang="fi")

    def _give_dots(self, round_id):
        for place, person in enumerate(self.people):
            first, second = (self.best[(place + more) % FIRST] for more in (0, 1 + place % 3))
            self._cast(person, round_id, {first: 3, second: 2})

    def _incline(self, round_id):
        self._answer(round_id, doubt=4)

    def _agree(self, round_id):
        self._answer(round_id, doubt=0)

    def _answer(self, round_id, doubt):
        """Say what each thinks of each goal; the last body is against two of them."""
        for place, person in enumerate(self.people):
            answers = {}
            for at, goal in enumerate(self.best):
                apart = place % 5 == 4 and at in (3, 8) and place % 4
                against = apart or (place * 7 + at * 3) % 20 < at + doubt * (at % 3)
                answers[goal] = "disagree" if against else "pass" if (place + at) % 9 == 0 else "agree"
            self._cast(person, round_id, answers)

    def _withhold(self):
        """Vote once more, and show nobody what was counted."""
        about = {"method": "dots", "points": KEPT_BACK, "cap": KEPT_BACK, "title": {"fi": WITHHELD}, **VOTE}
        made = self.do("create_round", workshop_id=self.workshops[0]["id"], **about)["round_id"]
        self.do("open_round", round_id=made)
        for person in self.people:
            self._cast(person, made, {self.best[0]: KEPT_BACK})
        self.do("close_round", round_id=made)

    def _cast(self, person, round_id, choices):
        said = {str(goal): value for goal, value in choices.items()}
        person.done(self.slug, "cast_ballot", round_id=round_id, choices=said)

    def _describe(self):
        """Tell more of themes and phenomena, and of a theme in which nobody has proposed anything."""
        for thing, told in zip(self.lead.snapshot(self.slug)["phenomena"], TOLD["phenomena"], strict=True):
            self.do("describe_phenomenon", phenomenon_id=thing["id"], **told)
        for told in TOLD["backgrounds"]:
            about = {name: said for name, said in told.items() if name != "theme"}
            self.do("describe_theme", theme_id=self.themes[told["theme"]], **about)
        about = dict(TOLD["without_goals"])
        made = self.do("create_theme", title=about.pop("title"))["theme_id"]
        self.do("describe_theme", theme_id=made, **about)

    def _word(self):
        """Word what goes into the document officially, in both languages."""
        shown = self.lead.snapshot(self.slug)
        for noun, things in (("theme", shown["themes"]), ("phenomenon", shown["phenomena"])):
            for thing in things:
                fields = [name for name in ("title", "introduction") if thing[name]]
                self._worded(
                    noun, thing["id"], {name: {lang: thing[name][lang] for lang in LANGUAGES} for name in fields}
                )
        measures = shown["measures"]
        for goal, told in zip(self.best, TOLD["best"], strict=True):
            self._worded("goal", goal, {name: told[name] for name in ("title", "rationale")})
            own = sorted((one for one in measures if one["goal_id"] == goal), key=lambda one: one["id"])
            for measure, said in zip(own, told["measures"], strict=True):
                self._worded("measure", measure["id"], said)

    def _worded(self, noun, number, fields):
        for field, said in fields.items():
            for lang in LANGUAGES:
                about = {f"{noun}_id": number, "field": field, "lang": lang, "text": said[lang], "state": "checked"}
                self.do("set_wording", **about)

    def _adopt(self):
        self.do("create_document", title=TOLD["title"], languages=list(LANGUAGES))
        for section, text in TOLD["paragraphs"]:
            self.do("add_paragraph", section=section, text=text)
        for state in ("for_comment", "proposed"):
            self.do("advance_document", state=state)
        about = {name: TOLD[name] for name in ("body", "date", "minutes")}
        self.address = self.do("adopt_document", **about)["address"]
