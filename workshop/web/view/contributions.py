"""The contributions of a consultation as one list, which facilitators search and moderate."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Self

from werkzeug.datastructures import MultiDict

from workshop import policy
from workshop.language import labels
from workshop.language.speech import gettext as _
from workshop.language.texts import text_in
from workshop.language.whence import whence
from workshop.reading.texts import fold, said_in
from workshop.web.view.apart import called
from workshop.web.view.arrangement import NOUNS
from workshop.web.view.filters import Narrowing, passes
from workshop.web.view.goal_list import searched
from workshop.web.view.moderation import queue_rows, report_rows
from workshop.web.view.scenes import reaches_wall, round_on_wall
from workshop.web.view.snapshot_view import SnapshotView

SHOWN = ("goals", "measures", "comments", "hidden", "queue", "reports")
FIRST = 30


@dataclass(frozen=True)
class ContributionsFilter(Narrowing):
    """The filter of the list; `whole`: all rows at once, `everyone`: all participants too."""

    show: str = "goals"
    whole: bool = False
    everyone: bool = False

    @classmethod
    def of(cls, arguments: MultiDict, **more: Any) -> Self:
        """Parse the arguments of the page's address; invalid ones are ignored."""
        show, unfolded = arguments.get("show", ""), {*arguments.getlist("all")}
        return super().of(
            arguments,
            show=show if show in SHOWN else "goals",
            whole=bool(unfolded & {"1", "contributions"}),
            everyone=bool(unfolded & {"1", "people"}),
            **more,
        )

    @property
    def query(self) -> dict[str, str | int]:
        """The arguments of an address with the same filter, all rows at once."""
        return {"show": self.show, **self.address, "all": 1}


def contributions(
    view: SnapshotView, wanted: ContributionsFilter, listed: Collection[int], workshop_id: int
) -> list[dict]:
    """Return the rows that pass the filter, newest first; goals that are set aside stand below.

    `listed` are those that the words are in by another form of theirs; `workshop_id` is the workshop of the desk.

    A row has `id` (such as "goal-17"), `noun`, `number`, `revision`, `text`, `stance`, `author`, `body`, `mine`,
    `mark` and `mark_reason`, `on` (the title of its parent), `path`, `reason` (where it is hidden), what may be done
    with it: `edit`, `move`, `hide`, `restore`; and by what it is narrowed down, `thing` and its goal, `under`. `wall`
    is `off` or `on` where a facilitator says whether it is on the walls of the workshop.
    """
    names = {one["id"]: called(one, view.look_alikes) for one in view.participants}
    if wanted.show == "hidden":
        rows = hidden_rows(view)
    elif wanted.show == "queue":
        # What has waited longest is looked at first.
        return [row for row in queue_rows(view) if _matches(view, row, wanted)]
    elif wanted.show == "reports":
        return [row for row in reported(view) if _matches(view, row, wanted)]
    else:
        things = view.standing if wanted.show == "goals" else getattr(view, wanted.show).values()
        round_ = round_on_wall(view.rounds_of(workshop_id))
        noun = wanted.show[:-1]
        rows = [{**_row(view, names, noun, thing), "wall": _on_wall(view, noun, thing, round_)} for thing in things]
    found = [row for row in reversed(rows) if _matches(view, row, wanted, listed)]
    return sorted(found, key=lambda row: row["mark"] == policy.ASIDE)


def counts(view: SnapshotView) -> dict[str, int]:
    """Return the number of contributions of each kind, of hidden, waiting, reported ones, and of answers to hidings."""
    things = {name: len(getattr(view, name)) for name in ("goals", "measures", "comments", "queue")}
    things |= {"goals": len(view.standing), "hidden": len(view.hidings), "reports": len(reported(view))}
    return {**things, "answers": sum(bool(hiding["answer"]) for hiding in view.hidings)}


def reported(view: SnapshotView) -> list[dict]:
    """Return what is reported and not settled, as rows."""
    names = {one["id"]: called(one, view.look_alikes) for one in view.participants}
    return report_rows(view, lambda noun, thing: _row(view, names, noun, thing))


def hidden_rows(view: SnapshotView) -> list[dict]:
    """Return what was hidden or withdrawn, as rows."""
    names = {one["id"]: called(one, view.look_alikes) for one in view.participants}
    return [_hidden_row(view, names, hiding) for hiding in view.hidings]


def newest(view: SnapshotView) -> dict | None:
    """Return the newest contribution of all kinds as a row; None where there is none."""
    things = [(thing["created_at"], noun, thing) for noun in NOUNS for thing in getattr(view, f"{noun}s").values()]
    if not things:
        return None
    _, noun, thing = max(things, key=lambda each: each[0])
    return _row(view, {}, noun, thing)


def _row(view, names, noun, thing):
    goal = _goal_of(view, noun, thing)
    mine = view.is_mine(noun, thing)
    about = {"author": mine, "on_ballot": view.on_open_ballot(goal)}
    path = f"/c/{view.slug}/goals/{goal['id']}"
    return {
        **_named(noun, thing["id"], thing["revision"]),
        "text": thing["title"] if noun == "goal" else thing["text"],
        "stance": thing.get("stance"),
        "author": names.get(view.authors.get((noun, thing["id"])), ""),
        "body": (view.body(thing["body_id"]) or {}).get("title", {}),
        "whence": whence(thing),
        "mine": mine,
        "at": thing["created_at"],
        "thing": thing,
        "under": goal,
        "on": _theme_title(view, goal["theme_id"]) if noun == "goal" else goal["title"],
        "measures": len(thing["measures"]) if noun == "goal" else 0,
        "comments": thing["comment_count"] if noun == "goal" else 0,
        "members": thing["members"] if noun == "goal" else [],
        "unmerge": noun == "goal" and not about["on_ballot"],
        "split": noun == "goal" and not about["on_ballot"],
        "mark": thing.get("mark"),
        "mark_reason": thing.get("mark_reason", ""),
        "path": path if noun == "goal" else f"{path}#{noun}-{thing['id']}",
        "goal": goal["id"],
        "reason": "",
        "gone": False,
        "edit": noun != "comment" and view.may(f"edit_{noun}", goal["theme_id"], **about),
        "move": noun == "goal" and view.may("move_goal", **about),
        "hide": view.may(f"hide_{noun}", **about),
        "restore": False,
        "wall": None,
    }


def _on_wall(view, noun, thing, round_):
    """Return whether a facilitator has let it on the walls of a round (`on`) or not (`off`); None: it needs nobody.

    That is so also when the round is over, while the walls are about it: what was written unseen is seen only then.
    """
    if round_ is None or round_.kind != policy.PROPOSE or round_.reaches_wall != policy.SHOWN:
        return None
    if policy.asks_for_measures(round_):
        is_asked = noun == "measure" and thing["goal_id"] in round_.goal_ids
    else:
        is_asked = noun == "goal" and (not round_.theme_ids or thing["theme_id"] in round_.theme_ids)
    # What was there before the round is on the walls in any case.
    if not is_asked or reaches_wall({**thing, "on_wall": False}, round_, view.now):
        return None
    return "on" if thing["on_wall"] else "off"


def _hidden_row(view, names, hiding):
    noun, number = hiding["kind"], hiding["thing_id"]
    return {
        **_named(noun, number, hiding["expect"]),
        "id": f"hidden-{noun}-{number}",
        "text": hiding["texts"],
        "author": names.get(view.authors.get((noun, number)), ""),
        "mine": number in view.mine[noun],
        "mark": None,
        "reason": hiding["reason"],
        "answer": hiding["answer"],
        "answered_at": hiding["answered_at"],
        "gone": True,
        "why": why_gone(hiding),
        "hiding": hiding["id"],
        "hiding_revision": hiding["revision"],
        "unexplained": hiding["taken_by"] == "facilitator" and not hiding["reason"],
        "hidden_at": hiding["hidden_at"],
        "at": hiding["hidden_at"],
        "restore": view.may(f"restore_{noun}", on_ballot=noun == "goal" and view.on_open_ballot({"id": number})),
    }


def why_gone(hiding: dict) -> str:
    """Return why a contribution is away: the facilitator's reason, or who withdrew it."""
    if hiding["reason"]:
        return _("Reason: %(reason)s", reason=hiding["reason"])
    return str(labels.WITHDRAWN_BY[hiding["taken_by"]])


def _named(noun, number, revision):
    return {"id": f"{noun}-{number}", "noun": noun, "number": number, "revision": revision}


def _goal_of(view, noun, thing):
    if noun == "goal":
        return thing
    if thing.get("measure_id"):
        thing = view.measures[thing["measure_id"]]
    return view.goals[thing["goal_id"]]


def _theme_title(view, number):
    return next((theme["title"] for theme in view.themes if theme["id"] == number), {})


def _matches(view, row, wanted, listed=()):
    return _is_asked_for(view, row, wanted) and (row["number"] in listed or _has_words(view, row, wanted.q))


def _is_asked_for(view, row, wanted):
    if not row["gone"]:
        return passes(view, row["noun"], row["thing"], row["under"], wanted)
    # Of hidden contributions only the texts are stored, and not where they stand.
    return (
        (not wanted.mine or row["mine"])
        and (not wanted.since or (row["at"] > wanted.since and not row["mine"]))
        and (not wanted.in_lang or wanted.in_lang in row["text"])
    )


def _has_words(view, row, words):
    if not words:
        return True
    text = fold("\n".join([*row["text"].values(), row["author"], text_in(row.get("body") or {}), row["reason"]]))
    if row["noun"] == "goal" and not row["gone"] and row["number"] in view.goals:
        text += "\n" + searched(view, row["thing"])
    return all(said_in(word, text) for word in fold(words).split(" "))
