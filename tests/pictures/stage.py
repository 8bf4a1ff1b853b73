"""Consultations for the pictures: each has so many goals and stands in one state of its agenda."""

import random
from dataclasses import dataclass, field
from uuid import uuid4

from tests.entry.visitor import Visitor, path_of
from tests.nodes.client import Client
from tests.nodes.server import Server
from tests.pictures import contributions
from tests.pictures.drafting import comment_on_document, keep_template, write_document
from tests.pictures.sealing import seal

# Quiet, and with no limit that 30 consultations at once could reach.
ENVIRONMENT = {"WORKSHOP_LOG_LEVEL": "ERROR", "WORKSHOP_DEVELOPMENT": "1", "WORKSHOP_MOST_WRITES_EACH": "60000"}
# The goals that the member of the pictures proposes, and how many get a title in the other language.
MINE, TRANSLATED = (2, 13), 20
AMOUNTS = {"empty": 0, "three": 3, "few": 9, "sixty": 60, "many": 200, "crowd": 500}
PROPOSE, COMMENT, DOTS, OPINION, APPROVE = range(5)
AGENDA = (
    {"kind": "propose", "minutes": 15, "title": {"fi": "Mitkä tavoitteet ovat kunnallesi tärkeimpiä?"}},
    {"kind": "comment", "title": {"fi": "Mitä mieltä olet tavoitteista?", "sv": "Vad tycker du om målen?"}},
    {"kind": "vote", "method": "dots", "points": 5, "title": {"fi": "Jaa viisi pistettä tärkeimmille tavoitteille"}},
    {"kind": "vote", "method": "opinion", "secrecy": "named", "title": {"fi": "Oletko samaa mieltä?"}},
    {"kind": "vote", "method": "approve", "secrecy": "secret", "title": {"fi": "Mitkä viemme hallitukselle?"}},
    {"kind": "results", "title": {"fi": "Katsotaan tulokset yhdessä", "sv": "Vi ser på resultaten tillsammans"}},
)
SWEDISH = (
    "Vilka mål är viktigast för din kommun?",
    "",
    "Dela ut dina fem poäng på de viktigaste målen",
    "Håller du med?",
    "Vilka för vi till styrelsen?",
)
# The round of the agenda that is open in a state; those before it are closed, and votes among them revealed.
OPEN = {"propose": 0, "comment": 1, "dots": 2, "opinion": 3, "approve": 4, "results": 5}
STATES = ("planned", *OPEN, "closed", "revealed", "pause")


INTRODUCTION = {
    "fi": "Pienillä kunnilla on **vähän väkeä** ja pitkät matkat.\n\n- Palvelut\n- Yhteydet\n\nSiksi tämä teema.",
    "sv": "Små kommuner har **få anställda** och långa avstånd.\n\n- Service\n- Förbindelser\n\nDärför detta tema.",
}


@dataclass
class Stage:
    """One consultation: its facilitator and participants, and how far it has come."""

    server: Server
    lead: Client
    slug: str
    code: str
    card: str
    lead_browser: Visitor
    member: Visitor
    people: list[Client] = field(default_factory=list)
    goal_ids: list[int] = field(default_factory=list)
    _moderated: bool = False
    _adopted: str = ""
    _commented: bool = False
    _hidden: int = 0
    families: list[int] = field(default_factory=list)

    def narrowing(self) -> str:
        """Return the address of the page that narrows down by the first vote."""
        votes = [one for one in self.lead.snapshot(self.slug)["rounds"] if one["kind"] == "vote"]
        return f"/c/{self.slug}/rounds/{votes[0]['id']}/shortlist?first=3"

    def voting(self, page: str) -> str:
        """Return the address of a page of the first vote."""
        return self.narrowing().replace("shortlist?first=3", page)

    def described(self, nouns: str) -> str:
        """Tell more of the first theme or phenomenon; return the address of its page."""
        number = self.lead.snapshot(self.slug)[nouns][0]["id"]
        noun = {"themes": "theme", "phenomena": "phenomenon"}[nouns]
        about = {"introduction": INTRODUCTION, "links": [{"url": "https://example.org/", "title": {"fi": "Selvitys"}}]}
        about["experts"] = [{"name": "Anna Virtanen", "about": {"fi": "Etäyhteydet"}, "contact": "anna@example.org"}]
        self.do(f"describe_{noun}", **{f"{noun}_id": number}, **about)
        return f"/c/{self.slug}/{nouns}/{number}"

    def document(self) -> str:
        """Have a document that was adopted and is being corrected; return the address of the page that edits it."""
        self.adopted()
        self.do("advance_document", state="proposed")
        keep_template(self)
        return f"/c/{self.slug}/document"

    def adopted(self) -> str:
        """Return the address of an adopted document, which is written once."""
        self._adopted = self._adopted or write_document(self.do, self.goal_ids[:12:2])
        return self._adopted

    def commented(self) -> str:
        """Have the document for comment, and commented on once; return the address of its page."""
        page = self.document()
        self.do("advance_document", state="for_comment")
        if not self._commented:
            self._commented = True
            comment_on_document(self, self.goal_ids[0])
        return page

    def worded(self) -> str:
        """Word a goal officially, twice; return the address of the page with both versions."""
        title = {"goal_id": self.goal_ids[0], "field": "title", "lang": "sv"}
        for text in ("Statsandelarna beaktar långa avstånd", "Statsandelarna beaktar de långa avstånden"):
            self.do("set_wording", **title, text=text, state="checked")
        return f"/c/{self.slug}/wordings/sv/goal/{self.goal_ids[0]}/title"

    def replied(self) -> str:
        """Reply officially to a goal, twice; return the address of its page."""
        about = {"goal_id": self.goal_ids[1], "role": "Hallituksen puheenjohtaja", "lang": "fi"}
        self.do("reply_to_goal", **about, status="in_discussion", text="Hallitus käsittelee tavoitetta huhtikuussa.")
        self.do("reply_to_goal", **about, status="declined", text="Rahat on jo jaettu vuosille 2026–2028.")
        return f"/c/{self.slug}/goals/{self.goal_ids[1]}"

    def moderated(self) -> str:
        """Let something wait, be reported, and be hidden, once; return the address of the page that has all of it."""
        if not self._moderated:
            self._moderated = True
            theme = self.lead.snapshot(self.slug)["themes"][0]["id"]
            made = self.do("create_round", kind="propose", title={"fi": "Mitä puuttuu?"}, moderated=True)
            self.do("open_round", **made)
            measures = [{"text": "Selvitetään tuki kyläyhdistyksille"}]
            for person, title in zip(self.people, ("Kylätalot talvikuntoon", "Kimppakyydit kouluun"), strict=False):
                asked = {"theme_id": theme, "title": title, "measures": measures}
                number = person.done(self.slug, "propose_goal", **asked)["goal_id"]
            shown = self.do("propose_goal", theme_id=theme, title="Sivukirjastot auki iltaisin")["goal_id"]
            for person, reason in zip(self.people, ("Se nimeää ihmisen.", "Siinä on väärä väite."), strict=False):
                person.done(self.slug, "report", goal_id=shown, reason=reason)
            self.do("hide_goal", goal_id=number, reason="Sama tavoite on jo ehdotettu.")
            self.people[1].done(self.slug, "answer_hiding", goal_id=number, text="Oma ehdotukseni koskee koulukyytejä.")
            self.do("close_round", **made)
        return f"/c/{self.slug}/moderation"

    def hidden(self) -> str:
        """Hide what the member of the pictures proposes, once; return the address of the page that says why."""
        if not self._hidden:
            theme = self.lead.snapshot(self.slug)["themes"][0]["id"]
            made = self.do("create_round", kind="propose", title={"fi": "Mitä puuttuu?"})
            self.do("open_round", **made)
            number = self._hidden = _by_form(self, {"theme_id": theme, "title": "Naapurin tie kuntoon", "lang": "fi"})
            self.do("hide_goal", goal_id=number, reason="Siinä nimetään tai kuvataan ihminen.")
            self.do("close_round", **made)
        return f"/c/{self.slug}/hidden/goal/{self._hidden}"

    def sealed(self) -> str:
        """Have ballots sealed for an auditor; return the address of the page."""
        return seal(self)

    def merging(self) -> str:
        """Return the address of the page that merges three of the goals."""
        return f"/c/{self.slug}/goals/merge?ids={','.join(map(str, self.goal_ids[:3]))}"

    def splitting(self) -> str:
        """Return the address of the page that splits a goal."""
        return f"/c/{self.slug}/goals/{self.goal_ids[3]}/split"

    def family(self) -> str:
        """Return the address of a merged goal with its history; where there are many goals, a dozen are made."""
        if not self.families:
            of = [self.goal_ids[at : at + 2] for at in range(5, min(len(self.goal_ids) - 1, 41), 3)]
            about = {"title": {"fi": "Nopeat yhteydet koko maahan", "sv": "Snabba förbindelser i hela landet"}}
            self.families += [self.do("merge_goals", goal_ids=goals, **about)["goal_id"] for goals in of]
        return f"/c/{self.slug}/goals/{self.families[0]}?trail=1"

    def do(self, command: str, **arguments) -> dict:
        """Give a command as the facilitator."""
        return self.lead.done(self.slug, command, **arguments)


class Stages:
    """Makes each consultation when it is first asked for."""

    def __init__(self, server: Server):
        self.server = server
        self.lead = Client(server.url, server.example["facilitator"]["token"])
        self.lead_browser = Visitor(server, "fi")
        page = self.lead_browser.get(path_of(server, server.example["facilitator"]["sign_in"]))
        self.lead_browser.submit(page, "link")
        self._made: dict[tuple[str, str], Stage] = {}

    def stage(self, amount: str, state: str) -> Stage:
        """Return the consultation with this amount of goals in this state."""
        if (amount, state) not in self._made:
            self._made[amount, state] = self._make(AMOUNTS[amount], state)
        return self._made[amount, state]

    def _make(self, number, state):
        asked = {"example": "focus-areas-2019", "lang": "fi"}
        answer = self.lead.request("POST", "/api/v1/do/create_consultation", json=asked, key=_key())
        slug = answer.json()["result"]["slug"]
        title = {"fi": "Maaseutuverkoston työpaja", "sv": "Landsbygdsnätverkets workshop", "en": "Rural workshop"}
        workshop = self.lead.done(slug, "create_workshop", title=title, starts_at="2019-02-12T08:00:00Z")["workshop_id"]
        code = self.lead.snapshot(slug)["workshops"][0]["code"]
        member = Visitor(self.server, "fi")
        member.submit(member.get(f"/join/{code}"), "join", name="Aino Virtanen", body="advisory-board")
        cards = self.lead.done(slug, "make_cards", workshop_id=workshop, number=12)["cards"]
        stage = Stage(self.server, self.lead, slug, code, cards[0]["code"], self.lead_browser, member)
        for name, body in contributions.PEOPLE[1:]:
            stage.people.append(Client(self.server.url))
            stage.people[-1].join(code, name, body)
        rounds = [stage.do("create_round", workshop_id=workshop, **_worded(place)) for place in range(len(AGENDA))]
        advance(stage, [each["round_id"] for each in rounds], number, state)
        for visitor in (stage.lead_browser, stage.member):
            # The first page that someone opens says what was saved; the pictures are of the pages after that.
            visitor.get("/me")
        return stage


def advance(stage: Stage, rounds: list[int], number: int, state: str) -> None:
    """Lead the agenda up to a state, with so many goals."""
    if state == "planned":
        propose(stage, number, [stage.lead])
        return
    last = OPEN.get(state, DOTS)
    for place, round_id in enumerate(rounds[: last + 1]):
        stage.do("open_round", round_id=round_id)
        if place == PROPOSE:
            propose(stage, number, stage.people)
        elif place == COMMENT and number:
            comment(stage)
        elif place in (DOTS, OPINION, APPROVE) and number:
            vote(stage, round_id, AGENDA[place]["method"])
        if place < last or state in ("closed", "revealed", "pause"):
            stage.do("close_round", round_id=round_id)
            if AGENDA[place]["kind"] == "vote" and state != "closed":
                stage.do("reveal_results", round_id=round_id)
    if state == "pause":
        workshop = stage.lead.snapshot(stage.slug)["workshops"][0]["id"]
        title = {"fi": "Kahvi, jatketaan klo 14.15", "sv": "Kaffe, vi fortsätter kl. 14.15"}
        pause = stage.do("create_round", workshop_id=workshop, kind="pause", title=title, minutes=20)["round_id"]
        stage.do("open_round", round_id=pause)


def propose(stage: Stage, number: int, people: list[Client]) -> None:
    """Let people propose goals in turn; the member of the pictures is one of them, unless only some may."""
    seen = stage.lead.snapshot(stage.slug)
    themes, phenomena = ([each["id"] for each in seen[name]] for name in ("themes", "phenomena"))
    for at, goal in enumerate(contributions.goals(number)):
        arguments = {"theme_id": themes[goal.theme], "title": goal.title, "lang": goal.lang}
        if at in MINE and people is stage.people:
            stage.goal_ids.append(_by_form(stage, arguments))
            continue
        arguments |= {"measures": goal.measures, "phenomenon_ids": phenomena[: goal.phenomena]}
        if goal.rationale:
            arguments["rationale"] = goal.rationale
        person = people[at % len(people)]
        stage.goal_ids.append(person.done(stage.slug, "propose_goal", **arguments)["goal_id"])
        if goal.other_title and at < TRANSLATED:
            stage.do("edit_goal", goal_id=stage.goal_ids[-1], title=goal.other_title, lang="sv")


def comment(stage: Stage) -> None:
    """Let the people comment on the first goals and on a measure, with a reply."""
    first, second = stage.goal_ids[4 % len(stage.goal_ids)], stage.goal_ids[1]
    for at, (stance, lang, text) in enumerate(contributions.COMMENTS):
        arguments = {"goal_id": first if at < 3 else second, "stance": stance, "text": text, "lang": lang}
        made = stage.people[at].done(stage.slug, "add_comment", **arguments)["comment_id"]
        if stance == "question":
            answer = {"goal_id": first, "stance": "neutral", "text": "Valtio kolmanneksen, kunta loput.", "lang": "fi"}
            stage.people[5].done(stage.slug, "add_comment", reply_to=made, **answer)
    measures = stage.lead.snapshot(stage.slug)["measures"]
    if measures:
        on = {"measure_id": measures[0]["id"], "stance": "for", "text": "Tämä riittäisi alkuun.", "lang": "fi"}
        stage.people[2].done(stage.slug, "add_comment", **on)


def vote(stage: Stage, round_id: int, method: str) -> None:
    """Let all but the member of the pictures vote, the same way in each run."""
    dice = random.Random(round_id)
    for person in stage.people:
        if method == "dots":
            chosen = dice.sample(stage.goal_ids[:12], min(3, len(stage.goal_ids)))
            choices = dict(zip(map(str, chosen), (3, 1, 1), strict=False))
        elif method == "approve":
            choices = {str(goal): 1 for goal in stage.goal_ids[:12] if dice.random() < 0.5 or goal == stage.goal_ids[0]}
        else:
            answers = ("agree", "agree", "agree", "pass", "disagree")
            choices = {str(goal): dice.choice(answers) for goal in stage.goal_ids[:30]}
        person.done(stage.slug, "cast_ballot", round_id=round_id, choices=choices)


def _worded(place):
    swedish = {"sv": SWEDISH[place]} if place < len(SWEDISH) and SWEDISH[place] else {}
    return {**AGENDA[place], "title": {**AGENDA[place]["title"], **swedish}}


def _by_form(stage, arguments):
    # The member's browser has a cookie and no token, so that it writes as a page's form does.
    before = {each["id"] for each in stage.lead.snapshot(stage.slug)["goals"]}
    stage.member.post(f"/api/v1/consultations/{stage.slug}/do/propose_goal", {"key": _key(), **arguments})
    return next(each["id"] for each in stage.lead.snapshot(stage.slug)["goals"] if each["id"] not in before)


def _key():
    return str(uuid4())
