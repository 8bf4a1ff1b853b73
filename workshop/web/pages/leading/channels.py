"""Voting without a device, for facilitators: hands, and sheets from their print to the last one entered."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from flask import g, render_template, request

from workshop import policy
from workshop.errors import NotFound
from workshop.fields import LANGUAGES
from workshop.language.speech import language
from workshop.methods import Method, way_of
from workshop.queries.paper import Paper, hands_of, paper_of
from workshop.web.app_context import app_context
from workshop.web.http.site import site_url
from workshop.web.pages.frame import blueprint, look_as_lead
from workshop.web.view.snapshot_view import SnapshotView
from workshop.web.view.voting.on_sheet import Wording, wording_of

# So many sheets are printed at once, and as many where nobody has said it.
MOST, USUAL = 200, 20


@dataclass(frozen=True)
class Channels:
    """A round as facilitators see it who record what comes in otherwise than by a device.

    `second`: a sheet is entered the second time.
    """

    round: SimpleNamespace
    how: Method
    goals: list[dict[str, Any]]
    paper: Paper
    hands: dict[str, dict[str, int]]
    people: list[dict[str, Any]]
    second: bool

    @property
    def takes_hands(self) -> bool:
        """Whether hands can be recorded now."""
        round_ = self.round
        return round_.state == policy.OPEN and round_.secrecy == policy.NAMED and self.how.by_hands

    @property
    def takes_paper(self) -> bool:
        """Whether sheets can be entered now."""
        if self.round.paper == policy.PAPER_COMPLETE or self.round.state not in (policy.OPEN, policy.CLOSED):
            return False
        if policy.needs_lock(self.round):
            return False
        return self.round.paper is not None or not policy.results_visible(self.round)

    @property
    def next_number(self) -> int:
        """The number that is proposed: that of the link, of the next sheet that waits, or the one after the last."""
        asked = request.args.get("number", type=int)
        if asked:
            return asked
        if self.second:
            return self.paper.waiting[0] if self.paper.waiting else 1
        return max([*self.paper.waiting, *self.paper.confirmed], default=0) + 1


@blueprint.get("/c/<slug>/rounds/<int:number>/channels")
def channels(slug: str, number: int):
    """Show facilitators what comes in otherwise than by a device in a vote, and take it."""
    view = look_as_lead(slug)
    round_ = _vote(view, number)
    with app_context().database.read() as session:
        paper, hands = paper_of(session, number), hands_of(session, number)
    refused = g.get("refused")
    second = refused.form == "confirm_paper_ballot" if refused else request.args.get("do") == "confirm"
    there = {one["id"]: one for workshop in round_.workshop_ids for one in view.people_of(workshop)}
    people = list(there.values()) or view.participants
    found = Channels(round_, way_of(round_), view.goals_for(round_), paper, hands, people, second)
    return render_template("channels/channels.html", view=view, found=found, round=round_, choices=_choices(round_))


@blueprint.get("/c/<slug>/rounds/<int:number>/sheets")
def sheets(slug: str, number: int):
    """Show ballots to be printed, one sheet each, with their numbers, in one or two languages."""
    view = look_as_lead(slug)
    round_ = _vote(view, number)
    first = min(max(request.args.get("from", 1, type=int), 1), 99_999)
    wanted = min(max(request.args.get("sheets", USUAL, type=int), 1), MOST)
    langs = [lang for lang in dict.fromkeys(request.args.getlist("langs")) if lang in LANGUAGES][:2] or [language()]
    return render_template(
        "channels/sheets.html",
        view=view,
        round=round_,
        goals=view.goals_for(round_),
        numbers=range(first, min(first + wanted, 100_000)),
        wordings=[wording_of(round_, lang) for lang in langs],
        large="large" in request.args,
        address=f"{site_url()}/c/{slug}/rounds/{number}/channels",
    )


def _vote(view: SnapshotView, number: int) -> SimpleNamespace:
    round_ = next((one for one in view.rounds if one.id == number), None)
    if round_ is None or round_.kind != policy.VOTE or round_.practice:
        raise NotFound(number)
    return round_


def _choices(round_: SimpleNamespace) -> Wording:
    return wording_of(round_, language())
