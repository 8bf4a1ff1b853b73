"""The desk, for facilitators: the agenda, the next step, the room's pulse and the contributions."""

import re
from dataclasses import replace
from functools import cached_property
from types import SimpleNamespace

from flask import g, redirect, render_template, request

from workshop import policy
from workshop.language.texts import lang_of, text_in
from workshop.operations.municipalities.names import titles_of
from workshop.queries.doubles import Doubles
from workshop.queries.presence import present
from workshop.web.app_context import app_context, place
from workshop.web.http.site import Reach, reach_of_desk
from workshop.web.pages.frame import blueprint, found_here, view_of
from workshop.web.pages.leading.cards import CardRow
from workshop.web.pages.leading.cards import rows as card_rows
from workshop.web.pages.leading.desk_words import desk_words
from workshop.web.pages.leading.doubles import doubles_of
from workshop.web.pages.nearly_full import Fullness, fullness
from workshop.web.pages.room import enter_as_lead
from workshop.web.render.fragments import only_if_new, parts_in_turn, render_parts
from workshop.web.view.contributions import FIRST, ContributionsFilter, contributions, counts, newest
from workshop.web.view.preview import Preview, preview_after, preview_of
from workshop.web.view.pulse import Pulse, pulse_of
from workshop.web.view.scenes import scene_of
from workshop.web.view.showing import showing_of
from workshop.web.view.snapshot_view import SnapshotView
from workshop.web.view.timetable import Timetable, timetable
from workshop.web.view.untouched import is_untouched

# The parts of the page that are kept up to date, each by itself.
PARTS = ("step", "notes", "stage", "pulse", "halls", "door", "cards", "people", "agenda", "contributions")
# Where forms of the list stand, by how their names begin.
OF_FORMS = {"hide_waiting_": "queue", "publish_": "queue", "settle_reports-": "reports"}
# What is given alone besides them: the form of a round, for its dialog.
ALONE = (*PARTS, "round")
# The names of a row's forms end in the row's id.
FORM = re.compile(r"_((?:round|participant)-\d+)$")


@blueprint.get("/w/<code>/lead", strict_slashes=False)
@parts_in_turn
def desk(code: str):
    """Show the facilitators' desk of a workshop; Forbidden for members.

    `?part=step&part=pulse` returns only these parts, as they are on the page, for the script that keeps it up to date.
    """
    found = enter_as_lead(code)
    if found is None:
        return redirect(f"/join/{code}")
    shown = {"desk": Desk(*found), "view": found[0], "workshop": found[1]}
    parts = [name for name in dict.fromkeys(request.args.getlist("part")) if name in ALONE]
    if parts:
        return only_if_new(render_parts("desk/_parts.html", parts=parts, **shown))
    return render_template("desk.html", words=desk_words(), **shown)


class Desk:
    """What the desk shows; each part is computed only when it is rendered."""

    def __init__(self, view: SnapshotView, workshop: dict):
        self.view, self.workshop = view, workshop
        self.wanted, self.changing = wanted(), changing()
        self.command: str | None
        self.round: SimpleNamespace | None
        self.command, self.round = next_step(view, workshop) or (None, None)

    @property
    def coming(self) -> SimpleNamespace | None:
        """The next planned round after that of the next step."""
        return coming(self.view, self.workshop, self.round)

    @property
    def pulse(self) -> Pulse:
        """The figures of the workshop."""
        return pulse_of(self.view, self.workshop, self.round)

    @property
    def by_hall(self) -> tuple[dict, dict] | None:
        """What is counted of the present vote, and its figures by workshop; None where there are none to be seen."""
        present = self.view.present_round(self.workshop["id"])
        counted = self.view.count(present) if present else None
        if counted is None:
            return None
        halls = [each for each in counted["matrices"] if each["name"] == "workshop"]
        return (counted, halls[0]) if halls else None

    @cached_property
    def wall_view(self) -> SnapshotView:
        """The consultation as its walls see it, which is less than a facilitator does."""
        with place(self.view.slug) as (session, consultation, _):
            return view_of(session, consultation, None)

    @property
    def showing(self) -> dict | None:
        """What was chosen for the wall; None: it follows the rounds."""
        return showing_of(self.wall_view, self.workshop["id"])

    @property
    def on_wall(self) -> Preview:
        """The wall as it is now."""
        return preview_of(scene_of(self.wall_view, self.workshop["id"]))

    @property
    def next_on_wall(self) -> Preview | None:
        """The wall after the next step; None where there is none, or the wall is held."""
        showing = self.showing
        if self.command in (None, "complete_paper") or self.round is None or (showing and showing["hold"]):
            return None
        return preview_after(self.wall_view, self.workshop["id"], self.command, self.round)

    @property
    def shown_theme(self) -> int | str:
        """The id of the theme that the wall shows, if it does."""
        return (self.showing or {}).get("theme_id", "")

    @property
    def result_options(self) -> list[tuple[int, str, str]]:
        """The rounds whose results may be seen, as the options of a field."""
        return [(one.id, text_in(one.title), lang_of(one.title)) for one in self.view.counted_rounds]

    @property
    def asked_goal(self) -> dict | None:
        """The goal that is to be shown, as the page's address says; None for none."""
        return self.view.goals.get(request.args.get("show", 0, type=int))

    @property
    def times(self) -> Timetable:
        """The clock times of the agenda."""
        rounds = self.view.rounds_of(self.workshop["id"])
        return timetable(rounds, self.workshop["starts_at"], self.view.now)

    @property
    def changing_round(self) -> int | None:
        """The id of the round that is being changed."""
        noun, _, number = self.changing.partition("-")
        return int(number) if noun == "round" and number.isdecimal() else None

    @property
    def may_unopen(self) -> bool:
        """Whether undoing the opening of the present round is offered."""
        return self.round is not None and self.command == "close_round" and is_untouched(self.view, self.round)

    @property
    def full(self) -> Fullness:
        """How full the consultation is."""
        return fullness(self.view.consultation["id"])

    @cached_property
    def rows(self) -> list[dict]:
        """The contributions that pass the filter."""
        found = found_here(self.view)
        ids = {"goals": found.goal_ids, "measures": found.measure_ids, "comments": found.comment_ids}
        return contributions(self.view, self.wanted, ids.get(self.wanted.show, ()), self.workshop["id"])

    @property
    def listed(self) -> list[dict]:
        """Those of them that are listed: all, or the first ones."""
        return self.rows if self.wanted.whole else self.rows[:FIRST]

    @property
    def newest(self) -> dict | None:
        """What was contributed last, as a row of the list; None where nothing is there."""
        return newest(self.view)

    @property
    def counts(self) -> dict[str, int]:
        """The number of contributions of each kind."""
        return counts(self.view)

    @property
    def people(self) -> list[dict]:
        """The participants that are listed."""
        return people(self.view, self.workshop, self.wanted)

    @property
    def cards(self) -> list[CardRow]:
        """The workshop's cards."""
        return card_rows(self.view, self.workshop)

    @cached_property
    def municipalities(self) -> dict[str, dict[str, str]]:
        """The names of the participants' municipalities, by code and language."""
        codes = {one["municipality_code"] for one in self.people}
        if not any(codes):
            return {}
        with app_context().database.read() as session:
            return titles_of(session, codes)

    @property
    def listening(self) -> set[int]:
        """The ids of the participants present; read only where one of them is being changed."""
        return here(self.view) if self.changing else set()

    @property
    def doubles(self) -> list[tuple[Doubles, list[dict]]]:
        """The likely doubles."""
        return doubles_of(self.view, self.workshop)

    @property
    def undo(self) -> dict | None:
        """How to undo the last act; None where it can't be."""
        return undo(self.view, request.args.get("did", ""))

    @property
    def reach(self) -> Reach:
        """How others can reach the app."""
        return reach_of_desk()


def next_step(view: SnapshotView, workshop: dict) -> tuple[str, SimpleNamespace] | None:
    """Return the next step (command, round): close, complete paper, reveal, or open the next one; None for none."""
    rounds = view.rounds_of(workshop["id"])
    for round_ in rounds:
        if round_.state == policy.OPEN:
            return "close_round", round_
    for round_ in rounds:
        if round_.state == policy.CLOSED and policy.waits_for_paper(round_):
            return "complete_paper", round_
    for round_ in rounds:
        if round_.state == policy.CLOSED and round_.kind == policy.VOTE and round_.results == policy.ON_REVEAL:
            return "reveal_results", round_
    for round_ in rounds:
        if round_.state == policy.PLANNED:
            return "open_round", round_
    return None


def coming(view: SnapshotView, workshop: dict, present: SimpleNamespace | None) -> SimpleNamespace | None:
    """Return the next planned round after that of the next step, or None."""
    planned = [one for one in view.rounds_of(workshop["id"]) if one.state == policy.PLANNED and one is not present]
    return planned[0] if planned else None


def people(view: SnapshotView, workshop: dict, wanted: ContributionsFilter) -> list[dict]:
    """Return the participants to list: the workshop's first ones or all, and the one being changed."""
    own = view.people_of(workshop["id"])
    chosen = [one for one in view.participants if changing() == f"participant-{one['id']}"]
    listed = own if wanted.everyone else own[:FIRST]
    return [*listed, *(one for one in chosen if one not in listed)]


def wanted() -> ContributionsFilter:
    """Return what is listed of the contributions: what the address says, or where a refused form stands."""
    found = ContributionsFilter.of(request.args)
    refused = g.refused.form if "refused" in g else ""
    place = next((show for begins, show in OF_FORMS.items() if refused.startswith(begins)), found.show)
    return replace(found, show=place)


def changing() -> str:
    """Return what is being changed, such as `round-17`: that of a refused form, otherwise `?change=`."""
    refused = FORM.search(g.refused.form) if "refused" in g else None
    return refused[1] if refused else request.args.get("change", "")


def here(view: SnapshotView) -> set[int]:
    """Return the ids of the participants present now, which helps to tell the one being changed from others."""
    with app_context().database.read() as session:
        return present(session, view.consultation["id"])


def undo(view: SnapshotView, did: str) -> dict | None:
    """Return how to undo the act `did`, named in the page's address; None where it can't be undone.

    `did` is such as `hide_goal-17` or `move_goal-17-3`, where 3 is the goal's previous theme.
    """
    command, _, numbers = did.partition("-")
    verb, _, noun = command.partition("_")
    thing_id, _, theme_id = numbers.partition("-")
    if not (thing_id.isdecimal() and len(thing_id) < 10):
        return None
    about = {"field": f"{noun}_id", "number": int(thing_id), "theme": ""}
    if verb == "hide":
        hiding = next((one for one in view.hidings if (one["kind"], one["thing_id"]) == (noun, int(thing_id))), None)
        if hiding:
            return {**about, "command": f"restore_{noun}", "revision": hiding["expect"], "text": hiding["texts"]}
    goal = view.goals.get(int(thing_id))
    themes = {str(theme["id"]) for theme in view.themes}
    if command == "move_goal" and goal and theme_id in themes - {str(goal["theme_id"])}:
        return {**about, "command": "move_goal", "revision": goal["revision"], "text": goal["title"], "theme": theme_id}
    return None
