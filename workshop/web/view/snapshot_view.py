"""A snapshot arranged for pages: things in order and under their parents, and what the viewer may do now."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from workshop import policy
from workshop.language.clocks import moment
from workshop.web.view.arrangement import NOUNS, Arrangement, current
from workshop.web.view.counting import count_of
from workshop.web.view.families import replaced_since
from workshop.web.view.voting.draws import draw
from workshop.web.view.voting.on_ballot import goals_for

# A wall's viewer is an observer who is nobody.
WALL: dict[str, Any] = {"participant": {"id": "wall", "role": policy.OBSERVER}}
WALL |= {"voted": [], "on_paper": [], "done": [], "ballots": {}, "mine": {f"{noun}s": [] for noun in NOUNS}}


class SnapshotView:
    """What a viewer sees of a consultation; things that are gone, and those under them, are left out."""

    def __init__(self, snapshot: dict, things: Arrangement | None = None):
        """Take `things` where they are arranged already; `snapshot` then needs no more than what moves and is own."""
        self._things = things = things or Arrangement(snapshot)
        self.now = moment(snapshot["now"])
        self.revision = snapshot["revision"]
        self.consultation, self.slug = things.consultation, things.consultation["slug"]
        me = snapshot["me"] or WALL
        self.me = SimpleNamespace(**me["participant"])
        self.leads = policy.leads(self.me)
        self.voted, self.on_paper = frozenset(me["voted"]), frozenset(me["on_paper"])
        self.card_voted = frozenset(me["participant"].get("card_voted", ())) - self.voted
        self.ballots = me["ballots"]
        self.mine = {noun: frozenset(me["mine"][f"{noun}s"]) for noun in NOUNS}
        self.tallies = snapshot["tallies"]
        self.turnouts = snapshot["turnouts"]
        self.done, self.progress = frozenset(me["done"]), snapshot["progress"]
        self.notices = [notice for notice in current(snapshot["notices"]) if _is_told(notice, self.now)]
        self.themes, self.phenomena, self.bodies = things.themes, things.phenomena, things.bodies
        self.participants, self.workshops, self.wall_links = things.participants, things.workshops, things.wall_links
        self.cards, self.sealed_files, self.rendered = things.cards, things.sealed_files, things.rendered
        self.goals, self.measures, self.comments = things.goals, things.measures, things.comments
        self.authors, self.hidings, self.called = things.authors, things.hidings, things.called
        self.hidden_reasons, self.queue, self.reports = things.hidden_reasons, things.queue, things.reports
        # Of one's own, since what a round is now depends on the clock.
        self.rounds = [_round(state, self.now) for state in things.rounds]

    @property
    def look_alikes(self) -> set[int]:
        """The ids of participants whose name looks like another's."""
        return self._things.look_alikes

    @property
    def standing(self) -> list[dict]:
        """The goals that stand for themselves, in lists and on ballots: not those that were merged or split."""
        return [goal for goal in self.goals.values() if not goal["superseded"]]

    @property
    def open_rounds(self) -> list:
        """The rounds that are open now."""
        return [round_ for round_ in self.rounds if round_.state == policy.OPEN]

    @property
    def asked_round(self) -> SimpleNamespace | None:
        """The open round that opened last; of several that opened at once, the first in order."""
        return max(self.open_rounds, key=lambda round_: round_.opened_at or round_.opens_at, default=None)

    @property
    def consultation_rounds(self) -> list:
        """The open rounds on the consultation's page; of those for proposals only one, since its form serves all."""
        first = next((round_ for round_ in self.open_rounds if round_.kind == policy.PROPOSE), None)
        return [round_ for round_ in self.open_rounds if round_.kind != policy.PROPOSE or round_ is first]

    @property
    def proposable(self) -> list[int]:
        """The ids of the themes under which the viewer may propose a goal now."""
        return [theme["id"] for theme in self.themes if self.may("propose_goal", theme["id"])]

    @property
    def counted_rounds(self) -> list:
        """The voting rounds whose figures may be seen, newest first."""
        return [round_ for round_ in reversed(self.rounds) if str(round_.id) in self.tallies]

    @property
    def waiting_rounds(self) -> list:
        """The voting rounds that were counted and whose results are not shown yet."""
        over = (policy.CLOSED, policy.REVEALED)
        counted = [r for r in self.rounds if r.kind == policy.VOTE and r.state in over and r.commitment]
        return [r for r in counted if not r.salt and not r.withheld and str(r.id) not in self.tallies]

    @property
    def withheld_rounds(self) -> list:
        """The voting rounds whose figures are withheld because too few voted, newest first."""
        return [round_ for round_ in reversed(self.rounds) if round_.withheld]

    def rounds_of(self, workshop_id: int | None) -> list:
        """Return the rounds of a workshop, or (None) those between workshops."""
        return [r for r in self.rounds if (workshop_id in r.workshop_ids if workshop_id else not r.workshop_ids)]

    def people_of(self, workshop_id: int) -> list[dict]:
        """Return a workshop's participants: those who joined it, and those who joined no existing workshop."""
        there = {workshop["id"] for workshop in self.workshops}
        return [one for one in self.participants if _belongs(there.intersection(one["workshop_ids"]), workshop_id)]

    def goals_of(self, workshop_id: int) -> list[dict]:
        """Return the goals proposed in a workshop, and those proposed in no existing workshop."""
        there = {workshop["id"] for workshop in self.workshops}
        return [goal for goal in self.standing if _belongs(there & {goal["workshop_id"]}, workshop_id)]

    def present_round(self, workshop_id: int) -> SimpleNamespace | None:
        """Return a workshop's open round; otherwise the vote closed last; otherwise the next planned round; or None."""
        rounds = self.rounds_of(workshop_id)
        opened = [round_ for round_ in rounds if round_.state == policy.OPEN]
        over = (policy.CLOSED, policy.REVEALED)
        counted = [r for r in rounds if policy.is_counted(r) and r.state in over]
        for there in (opened, counted):
            if there:
                return max(there, key=moment_of)
        return next((round_ for round_ in rounds if round_.state == policy.PLANNED), None)

    def asking(self, round_) -> str:
        """Return what a round asks of the viewer now, as the name of the row template that says it."""
        counts = round_ is not None and policy.is_counted(round_)
        if round_ is None or (round_.state == policy.CLOSED and not counts):
            return "none"
        if round_.state in (policy.CLOSED, policy.REVEALED):
            return "revealed" if str(round_.id) in self.tallies else "closed"
        if round_.state == policy.PLANNED or round_.kind in (policy.RESULTS, policy.PAUSE):
            return "planned" if round_.state == policy.PLANNED else round_.kind
        if self.me.role == policy.OBSERVER and not round_.practice:
            return "observer"
        if round_.kind == policy.VOTE and (not policy.may_vote_in(self.me, round_) or round_.id in self.card_voted):
            return "outside"
        if round_.id in self.on_paper:
            return "paper"
        if policy.asks_for_measures(round_):
            return "measures"
        return "voted" if round_.secrecy == policy.SECRET and round_.id in self.voted else round_.kind

    def count(self, round_) -> dict | None:
        """Return what may be seen of a counted round, as pages show it; None where its figures are hidden."""
        return count_of(self, round_) if str(round_.id) in self.tallies else None

    def body(self, number: int | None) -> dict | None:
        """Return a body by id; None for no body and for a removed one."""
        return next((body for body in self.bodies if body["id"] == number), None)

    def body_by_key(self, key: str) -> dict | None:
        """Return a body by key; None for a removed one."""
        return next((body for body in self.bodies if body["key"] == key), None)

    def author(self, noun: str, thing: dict) -> dict | None:
        """Return the author of a contribution; None unless the viewer is a facilitator."""
        number = self.authors.get((noun, thing["id"]))
        return next((one for one in self.participants if one["id"] == number), None)

    def is_mine(self, noun: str, thing: dict) -> bool:
        """Whether the viewer wrote this contribution."""
        return thing["id"] in self.mine[noun]

    def may(
        self,
        command: str,
        theme_id: int | None = None,
        *,
        goal_id: int | None = None,
        author: bool = False,
        on_ballot: bool = False,
    ) -> bool:
        """Whether the viewer is offered a command now, under a theme and a goal or (None) anywhere.

        `author`: the viewer wrote its target; `on_ballot`: the goal concerned is on an open ballot.
        """
        return policy.offers(
            self.me,
            command,
            self.rounds,
            self.now,
            theme_id=theme_id,
            goal_id=goal_id,
            own=author,
            on_ballot=on_ballot,
        )

    def on_open_ballot(self, goal: dict) -> bool:
        """Whether this goal, or a measure under it, is on an open ballot, so that its wording must stay."""
        measures = {measure["id"] for measure in goal.get("measures", ())}
        votes = [round_ for round_ in self.open_rounds if round_.kind == policy.VOTE]
        return any(goal["id"] in one.goal_ids or not measures.isdisjoint(one.measure_ids) for one in votes)

    def next_round(self, kind: str, theme_id: int | None = None) -> SimpleNamespace | None:
        """Return the next planned round of a kind with an opening time that covers a theme; None for none."""
        planned = [r for r in self.rounds if r.kind == kind and r.state == policy.PLANNED and r.opens_at]
        covering = [r for r in planned if not r.theme_ids or theme_id in r.theme_ids]
        return min(covering, key=lambda one: one.opens_at, default=None)

    def beside(self, goal: dict) -> tuple[dict | None, dict | None]:
        """Return the goals before and after this one under its theme, each None where there is none."""
        goals: list[dict] = next((theme["goals"] for theme in self.themes if theme["id"] == goal["theme_id"]), [])
        place = next((place for place, one in enumerate(goals) if one["id"] == goal["id"]), None)
        if place is None:
            return None, None
        return goals[place - 1] if place else None, goals[place + 1] if place + 1 < len(goals) else None

    def called_goals(self, round_) -> dict[int, dict]:
        """Return the goals (or measures) in a round's figures by id, each with its name as of the close.

        Each has `id`, `number`, `theme_id`, `title` (None where it is hidden from the viewer), `since` (what became of
        it later, with the times) and `there` (whether it still exists). While the round is open, what is gone is left
        out.
        """
        found = {}
        for number in sorted(map(int, self.tallies[str(round_.id)]["goals"])):
            called = self._called(round_, number)
            if called["there"] or round_.state != policy.OPEN:
                found[number] = called
        return found

    def _called(self, round_, number):
        there, called = self._counted(round_, number), self.called.get((round_.subject, round_.id, number))
        told = called or there or {"number": "", "title": {}, "theme_id": None, "since": {"hidden": ""}}
        since = told.get("since", {}) | replaced_since(self, there)
        title = self._hidden_title(round_, number) if "hidden" in since else told["title"]
        about = {"id": number, "number": told["number"], "title": title, "theme_id": told["theme_id"], "since": since}
        return {**about, "there": there is not None}

    def _counted(self, round_, number):
        """Return a goal or measure as it is called now; None where it is gone."""
        if not policy.votes_on_measures(round_):
            return self.goals.get(number)
        measure = self.measures.get(number)
        return measure and self.as_choice(measure)

    def _hidden_title(self, round_, number):
        """Return the title under which something hidden was counted; None unless the viewer is a facilitator."""
        about = ("measure" if policy.votes_on_measures(round_) else "goal", number)
        hiding = next((one for one in self.hidings if (one["kind"], one["thing_id"]) == about), None)
        return hiding and hiding["called"].get(str(round_.id), hiding["texts"])

    def path_of(self, round_, number: int) -> str:
        """Return the address of a goal or measure that a round voted on, and that is there."""
        if not policy.votes_on_measures(round_):
            return f"/c/{self.slug}/goals/{number}"
        return f"/c/{self.slug}/goals/{self.measures[number]['goal_id']}#measure-{number}"

    def goals_for(self, round_) -> list[dict]:
        """Return the goals (or measures) on a ballot; before it opens, those that would be on it now."""
        return goals_for(self, round_)

    def ballot_goals(self, round_) -> list[tuple[dict, list[dict]]]:
        """Return (group, choices) for what is on a ballot and still there; each group's in the voter's own order.

        The groups are themes with their goals, or goals with their measures.
        """
        groups = self._measures_on(round_) if policy.votes_on_measures(round_) else self._goals_on(round_)
        if self.me.role != policy.OBSERVER:
            groups = [(g, sorted(all_, key=lambda one: draw(self.me.id, round_.id, one["id"]))) for g, all_ in groups]
        return [(group, choices) for group, choices in groups if choices]

    def _goals_on(self, round_):
        return [(t, [g for g in t["goals"] if g["id"] in round_.goal_ids]) for t in self.themes]

    def _measures_on(self, round_):
        return [
            (
                {**theme, "id": goal["id"], "title": goal["title"]},
                [self.as_choice(one) for one in goal["measures"] if one["id"] in round_.measure_ids],
            )
            for theme in self.themes
            for goal in theme["goals"]
        ]

    def as_choice(self, measure):
        """Return a measure in the shape in which goals stand on ballots, in figures and on walls."""
        goal = self.goals[measure["goal_id"]]
        told = {"number": f"{goal['number']}.{measure['number']}", "title": measure["text"], "rationale": {}}
        carried = [measure] if measure["responsible"] or measure["time_frame"] else []
        return {**measure, **told, "theme_id": goal["theme_id"], "measures": carried}


def moment_of(round_: SimpleNamespace) -> datetime:
    """Return when a round that has begun entered its present state."""
    return round_.revealed_at or round_.closed_at or round_.closes_at or round_.opened_at or round_.opens_at


def _belongs(to, workshop_id):
    return not to or workshop_id in to


def _is_told(notice, now):
    # A notice of a withdrawal is shown only as long as its author may undo it.
    return notice["name"] != "withdrawn" or (notice["until"] is not None and now < moment(notice["until"]))


def _round(state, now):
    times = {name: moment(value) for name, value in state.items() if name.endswith("_at") and value}
    round_ = SimpleNamespace(**{**state, **times}, phase=state["state"], removed=False)
    round_.state = policy.state_at(round_, now)
    return round_
