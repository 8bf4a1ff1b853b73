"""Narrowing down by figures: what has the first places of a counted round, and who decides where they are shared."""

from dataclasses import dataclass

from flask import g, render_template, request

from workshop import policy
from workshop.errors import NotFound
from workshop.language.figures import figure_words
from workshop.methods import way_of
from workshop.queries.documents.shown import state_seen
from workshop.web.app_context import place
from workshop.web.pages.frame import blueprint, look_as_lead
from workshop.web.view.counting import count_of
from workshop.web.view.snapshot_view import SnapshotView
from workshop.web.view.voting.on_ballot import at_least_of, cut_of

# How many go on where nobody has said it yet.
FIRST = 10


@dataclass(frozen=True)
class Narrowed:
    """The rows of a counted round in three parts: those that go on, those `tied` at the cut, and the rest."""

    first: int | None
    at_least: int | None
    above: list[dict]
    tied: list[dict]
    rest: list[dict]

    def is_done(self, view: SnapshotView) -> bool:
        """Whether all that would be shortlisted is so already."""
        marks = {view.goals[row["goal"]["id"]]["mark"] for row in self.above}
        return not self.tied and marks == {policy.SHORTLIST}


@blueprint.get("/c/<slug>/rounds/<int:number>/shortlist")
def narrowing(slug: str, number: int):
    """Show facilitators what would be shortlisted: the first so many, or all with at least so much."""
    view = look_as_lead(slug)
    round_ = next((one for one in view.counted_rounds if one.id == number), None)
    if round_ is None or round_.state == policy.OPEN or policy.votes_on_measures(round_):
        raise NotFound(number)
    with place(slug) as asked:
        document = state_seen(*asked)
    narrowed = _narrowed(view, round_)
    return render_template("results/narrowing.html", view=view, round=round_, narrowed=narrowed, document=document)


def _narrowed(view: SnapshotView, round_) -> Narrowed:
    asked = g.refused.typed if g.get("refused") else request.args
    at_least = asked.get("at_least", type=int)
    above: list[str] = []
    tied: list[str] = []
    first = None if at_least is not None else min(max(asked.get("first", FIRST, type=int), 1), 1000)
    if at_least is not None:
        above = at_least_of(view, round_, at_least)
    elif first:
        above, tied = cut_of(view, round_, first)
    how = way_of(round_)
    rows = [row for row in count_of(view, round_)["rows"] if row["goal"]["there"]]
    for row in rows:
        row["amount"] = figure_words(how.worth_of(row["figures"]))
    taken = {*above, *tied}
    return Narrowed(
        first, at_least, _of(rows, above), _of(rows, tied), [row for row in rows if str(row["goal"]["id"]) not in taken]
    )


def _of(rows, ids):
    return [row for row in rows if str(row["goal"]["id"]) in ids]
