"""What must stay hidden in every story, and the journal that must hold."""

import hashlib
import json

from sqlalchemy import select

from tests.story.stage import Story
from workshop import tally
from workshop.engine.journal import chain
from workshop.fields import canonical
from workshop.methods import METHODS
from workshop.models import Ballot, CommandKey, Comment, Consultation, Event, Goal, Measure, Round, Tally

LEADS_ONLY = ("participants", "authorships", "hidings", "queue", "reports")


class Secrets:
    """Reads the journal on from what it verified last, and compares what people get with whom it was for."""

    def __init__(self, story: Story):
        self.story = story
        self.revision, self.head = 0, ""
        self.audiences: dict[int, str] = {}
        self.notices: dict[int, str] = {}

    def check(self, found: dict[str, tuple[dict, dict | None]]) -> None:
        """Check the journal, and what each participant sees and catches up with."""
        with self.story.database.read() as session:
            self._journal_holds(session)
            self._ballots_are_nowhere_else(session)
            counted = {each.round_id: each.figures["goals"] for each in session.scalars(select(Tally))}
            sealed = {
                (noun, each.id): (each.sealed_for, each.waits)
                for noun, model in {"goals": Goal, "measures": Measure, "comments": Comment}.items()
                for each in session.scalars(select(model).where(model.sealed_for.is_not(None)))
            }
        for who, (fresh, missed) in found.items():
            self._for_them_alone(who, fresh, (missed or {}).get("events", []))
            self._no_early_tally(fresh, counted)
            self._no_early_turnout(fresh)
            self._sealed_for_them_alone(who, fresh, (missed or {}).get("events", []), sealed)

    def _journal_holds(self, session):
        consultation = session.get(Consultation, self.story.consultation_id)
        own = (Event.consultation_id == consultation.id, Event.revision > self.revision)
        for event in session.scalars(select(Event).where(*own).order_by(Event.revision)):
            assert event.revision == self.revision + 1, "the journal has a gap"
            assert event.data_hash == hashlib.sha256(event.salt + canonical(event.data)).hexdigest()
            assert event.chain == chain(self.head, event), "the chain is broken"
            assert event.data["revision"] == event.revision
            text = json.dumps([event.name, event.kind, event.data])
            assert not any(word in text for word in ('"agree"', '"disagree"', '"choices"', '"ballot'))
            self.revision, self.head = event.revision, event.chain
            self.audiences[event.revision] = event.audience
            if event.kind == "notices":
                self.notices[event.data["id"]] = event.audience
        assert (consultation.revision, consultation.head) == (self.revision, self.head)

    def _ballots_are_nowhere_else(self, session):
        rounds = {r.id: r for r in session.scalars(select(Round).where(Round.kind == "vote"))}
        over = ("closed", "revealed")
        unlinked = {
            r.id for r in rounds.values() if r.secrecy == "secret" or (r.secrecy == "confidential" and r.phase in over)
        }
        assert not unlinked & set(session.scalars(select(Ballot.round_id)))
        for kept in session.scalars(select(CommandKey).where(CommandKey.command == "cast_ballot")):
            assert set(kept.result) == {"round_id", "version"}
            assert kept.round_id == kept.result["round_id"]
            assert kept.first == kept.last + 1, "a ballot has events"
            assert (kept.fingerprint is None) == (kept.round_id in unlinked)

    def _for_them_alone(self, who, fresh, events):
        place = fresh["me"]["participant"]
        mine = {"everyone", f"own:{place['id']}"} | ({"lead"} if place["role"] == "facilitator" else set())
        assert set(place["audiences"]) == mine
        for event in events:
            assert self.audiences[event["revision"]] in mine, f"{who} got {event['name']}"
        for notice in fresh["notices"]:
            assert self.notices[notice["id"]] in mine, f"{who} sees another's notice"
        if place["role"] != "facilitator":
            assert not any(fresh[kind] for kind in LEADS_ONLY), f"{who} sees what those who lead see"

    def _sealed_for_them_alone(self, who, fresh, events, sealed):
        mine = fresh["me"]["participant"]["id"]
        seen = {(noun, each["id"]) for noun in ("goals", "measures", "comments") for each in fresh[noun]}
        seen |= {(event["kind"], event["data"]["id"]) for event in events}
        signed = {(f"{each['kind']}s", each["thing_id"]) for each in fresh["authorships"]}
        for thing, (author, waits) in sealed.items():
            assert author == mine or thing not in seen, f"{who} sees what is sealed"
            # Who wrote what waits to be published facilitators know.
            assert author == mine or waits or thing not in signed, f"{who} sees who wrote what is sealed"

    def _no_early_tally(self, fresh, counted):
        for each in fresh["rounds"]:
            visible = not each.get("removed") and each["kind"] == "vote" and _may_be_seen(each)
            figures = fresh["tallies"].get(str(each["id"]))
            if figures and not visible:
                self._places_alone(each, figures, counted[each["id"]])
            if not visible:
                proof = each.get("paper_proof") or {"salt": None, "total_salt": None}
                assert {each.get("salt"), proof["salt"], proof["total_salt"]} == {None}, "a salt is out too early"
            elif each["state"] != "open" and each["paper"]:
                self._channels_are_proven(each, figures)
            elif each["state"] != "open":
                assert tally.commit(_shown(figures), each["salt"]) == each["commitment"]

    def _channels_are_proven(self, round_, figures):
        """Check that the sum is what was locked, and so is each channel that is shown whole."""
        proof, channels = round_["paper_proof"], figures["channels"]
        assert tally.commit(_shown(figures), proof["total_salt"]) == proof["total_commitment"]
        few = round_["threshold"] if round_["secrecy"] != "named" else 0
        for name, own, salt in (("device", round_, round_["salt"]), ("paper", proof, proof["salt"])):
            if salt is not None:
                assert tally.commit(_shown(channels[name]), salt) == own["commitment"]
            voters = channels[name]["voters"]
            assert voters is None or voters == 0 or voters >= few or figures["voters"] == voters, "few are told apart"

    def _places_alone(self, round_, figures, counted):
        """Check that of a vote that is shown place by place only the last ones are out, and nothing besides."""
        assert (round_["state"], round_["results"], round_["withheld"]) == ("closed", "on_reveal", False)
        assert set(figures) == {"version", "voters", "goals", "shown", "left"}, "a tally is out too early"
        assert (figures["voters"], figures["shown"]) == (None, len(figures["goals"]))
        assert figures["left"] == len(counted) - len(figures["goals"]) > 0
        order = METHODS[round_["method"]].order
        shown = [order(cells) for cells in figures["goals"].values()]
        hidden = [order(cells) for goal, cells in counted.items() if goal not in figures["goals"]]
        assert max(hidden) < min(shown), "a place is out too early"

    def _no_early_turnout(self, fresh):
        rounds = {str(each["id"]): each for each in fresh["rounds"]}
        leads = fresh["me"]["participant"]["role"] == "facilitator"
        assert leads or fresh["turnouts"] == {}, "a turnout is told to one who does not lead"
        for number, voters in fresh["turnouts"].items():
            round_ = rounds[number]
            assert (round_["kind"], round_["state"]) == ("vote", "open")
            assert round_["secrecy"] != "secret", "the turnout of a secret round is out too early"
            assert round_["secrecy"] == "named" or voters % round_["threshold"] == 0, "a turnout moves by single votes"


def _shown(figures):
    return {"voters": figures["voters"], "goals": figures["goals"]}


def _may_be_seen(round_):
    if round_["withheld"] or round_["paper"] == "open" or (round_["paper"] and round_["state"] == "open"):
        return False
    state, when = round_["state"], round_["results"]
    return {
        "planned": False,
        "open": when == "live" and round_["secrecy"] != "secret",
        "closed": when in ("live", "at_close"),
        "revealed": True,
    }[state]
