"""The trail of a goal: what has become of it, read from the journal, as far as the viewer may see it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.fields import wordings
from workshop.kept_back import kept_back
from workshop.leaving import leaving
from workshop.models import CalledGoal, Event, Goal, Participant, Round, RoundGoal

# What of a goal's events is told, by what is called the same to its readers.
TOLD = {
    "goal_proposed": "proposed",
    "goal_edited": "edited",
    "goal_moved": "moved",
    "goal_marked": "marked",
    "goal_unsealed": "proposed",
    "goal_published": "proposed",
    "goal_withdrawn": "withdrawn",
    "goal_hidden": "hidden",
    "goal_restored": "restored",
    "family_formed": "formed",
    "family_dissolved": "dissolved",
    "goal_merged": "merged",
    "goal_unmerged": "unmerged",
    "goal_split": "split",
    "goal_unsplit": "unsplit",
    "part_made": "made",
    "part_dissolved": "rejoined",
}
TEXTS = ("title", "rationale")


@dataclass(frozen=True)
class Step:
    """Something that has become of a goal: `what` it was and when.

    `changes` are (field, language, text before, text after) of its words; `about` names other goals by id; `round` is
    the round in which it stood on a ballot, with the goal's number and title as of its close.
    """

    what: str
    at: datetime
    changes: list[tuple[str, str, str, str]] = field(default_factory=list)
    about: list[int] = field(default_factory=list)
    theme_id: int | None = None
    mark: str | None = None
    reason: str = ""
    round: dict[str, Any] | None = None


@dataclass(frozen=True)
class Trail:
    """What has become of a goal, from the first to the last; `kept_back`: without words that it had earlier."""

    steps: list[Step]
    kept_back: bool = False


def trail_of(session: Session, goal: Goal, me: Participant) -> Trail:
    """Return what has become of a goal, as a participant may read it; nothing of one that is gone.

    Danger: the journal keeps what was said for ever. Whoever may not see the goal now may see none of its earlier words
    either; whoever may has seen them, since each was told to everyone, but what a facilitator took away for its words.
    """
    if goal.gone or goal.sealed:
        return Trail([])
    back = bool(kept_back(session, "goal", [goal.id], me))
    steps = sorted([*_of_itself(session, goal), *_of_rounds(session, goal)], key=lambda step: step.at)
    return Trail([replace(step, changes=[]) for step in steps] if back else steps, back)


def _of_itself(session, goal):
    own = select(Event).where(
        Event.consultation_id == goal.consultation_id,
        Event.kind == "goals",
        Event.name.in_(TOLD),
        Event.data["id"].as_integer() == goal.id,
    )
    events = session.scalars(own.order_by(Event.revision)).all()
    # Sealed, they were told to their author alone.
    seen = [event for event in leaving(session, events) if event.audience == "everyone" and event.data]
    before: dict[str, Any] = {}
    for event in seen:
        told = event.data or {}
        # While it was hidden nothing of its words was said.
        now = told if "title" in told else {**before, **told}
        step = _step(event, before, now)
        if step is not None:
            yield step
        before = now


def _step(event, before, now):
    what = TOLD[event.name]
    changes = _changes(before, now) if what in ("edited", "restored") else []
    if what == "edited" and not changes and before.get("phenomenon_ids") == now.get("phenomenon_ids"):
        return None
    first = {"formed": "member_ids", "dissolved": "member_ids", "split": "part_ids"}.get(what, "")
    about = list(now.get(first) or [])
    if what in ("merged", "made", "rejoined"):
        about = [number for number in (now.get("family_id"), now.get("from_goal_id")) if number]
    theme = now.get("theme_id") if what in ("moved", "proposed", "formed", "made") else None
    marked = {"mark": now.get("mark"), "reason": now.get("mark_reason") or ""} if what == "marked" else {}
    words = _changes({}, now) if what in ("proposed", "formed", "made") else changes
    return Step(what, event.at, words, about, theme, **marked)


def _changes(before, now):
    """List (field, language, before, after) of the words that differ."""
    found = []
    for name in TEXTS:
        earlier, later = before.get(name) or {}, now.get(name) or {}
        for lang in {**later, **earlier}:
            if earlier.get(lang, "") != later.get(lang, ""):
                found.append((name, lang, earlier.get(lang, ""), later.get(lang, "")))
    return found


def _of_rounds(session, goal):
    stood = (
        select(Round, CalledGoal)
        .join(RoundGoal, RoundGoal.round_id == Round.id)
        .outerjoin(CalledGoal, (CalledGoal.round_id == Round.id) & (CalledGoal.goal_id == goal.id))
        .where(RoundGoal.goal_id == goal.id, Round.kind == policy.VOTE, Round.state == "current", ~Round.practice)
        .order_by(Round.id)
    )
    for round_, called in session.execute(stood):
        about = {"id": round_.id, "title": wordings(round_.title), "number": called.number if called else ""}
        if round_.opened_at:
            yield Step("on_ballot", round_.opened_at, round=about)
        if round_.closed_at and called:
            yield Step("voted", round_.closed_at, round=about)
        if round_.revealed_at and policy.results_visible(round_):
            yield Step("revealed", round_.revealed_at, round=about)
