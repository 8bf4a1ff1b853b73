"""What the Python side of each pair answers; `tests/js/pairs.mjs` has the browser's side, under the same names."""

from collections.abc import Callable
from typing import Any

from werkzeug.datastructures import MultiDict

from tests.pairs import applying
from workshop import policy
from workshop.language import clocks
from workshop.language.figures import numbers_of
from workshop.language.links import link_parts
from workshop.language.texts import lang_of, text_in
from workshop.methods import way
from workshop.reading.texts import fold
from workshop.web.http import form_fields
from workshop.web.pages.goals.goal import FORMS
from workshop.web.render.filling import short
from workshop.web.view.acts import acts_on, form_in
from workshop.web.view.counted.against import pairs_of
from workshop.web.view.counted.maps import map_of
from workshop.web.view.counting import parts_of
from workshop.web.view.goal_list import GoalsFilter, goal_groups
from workshop.web.view.scenes import scene_of
from workshop.web.view.showing import showing_of
from workshop.web.view.snapshot_view import SnapshotView
from workshop.web.view.threads import threads_of
from workshop.web.view.voting.draws import draw
from workshop.web.view.voting.terms import counted_by, voters_of


def applied(given: dict) -> dict | None:
    """The snapshot after all that was heard; None: it must be fetched anew."""
    snapshot = given["before"]
    for function, heard in given["heard"]:
        snapshot = snapshot and getattr(applying, function)(snapshot, heard)
    return snapshot


def rules(given: dict) -> dict[str, list[str]]:
    """The commands that are offered, by what they are given to; two of those that are asked for do not exist."""
    view = SnapshotView(given["snapshot"])
    about = {
        "own": {"author": True},
        "others": {},
        "own on a ballot": {"author": True, "on_ballot": True},
        "others on a ballot": {"on_ballot": True},
    }
    asked = [*policy.rules_for_pages(), "no_such_command", "constructor"]
    return {
        name: sorted(each for each in asked if view.may(each, given["theme_id"], goal_id=given.get("goal_id"), **more))
        for name, more in about.items()
    }


def view(given: dict) -> dict[str, Any]:
    """A snapshot as it is arranged: orders, groups, and what is open now; only what is asked for."""
    view = SnapshotView(given["snapshot"])
    found = {
        "themes": [[one["id"], _ids(one["goals"])] for one in view.themes],
        "phenomena": _ids(view.phenomena),
        "bodies": _ids(view.bodies),
        "workshops": _ids(view.workshops),
        "notices": _ids(view.notices),
        "measures": sorted(view.measures),
        "comments": sorted(view.comments),
        "proposable": view.proposable,
        "rounds": [[one.id, one.state] for one in view.rounds],
        "open": [one.id for one in view.open_rounds],
        "asked": _id(view.asked_round),
        "consultation": [one.id for one in view.consultation_rounds],
        "counted": [one.id for one in view.counted_rounds],
        "waiting": [one.id for one in view.waiting_rounds],
        "withheld": [one.id for one in view.withheld_rounds],
        "of": {str(one["id"]): _of_workshop(view, one["id"]) for one in view.workshops},
        "between": [one.id for one in view.rounds_of(None)],
        "goals": {str(one["id"]): _goal(view, one) for one in view.goals.values()},
        "ballots": {str(one.id): _ballot(view, one) for one in view.rounds if one.kind == "vote"},
        "called": {number: _called(view, number) for number in view.tallies},
    }
    return {name: found[name] for name in given.get("ask", found)}


def _of_workshop(view, number):
    return {
        "rounds": [one.id for one in view.rounds_of(number)],
        "people": sorted(_ids(view.people_of(number))),
        "present": _id(view.present_round(number)),
    }


def _goal(view, goal):
    return {
        "measures": _ids(goal["measures"]),
        "comments": _ids(goal["comments"]),
        "phenomena": _ids(goal["phenomena"]),
        "comment_count": goal["comment_count"],
        "on_ballot": view.on_open_ballot(goal),
        "beside": [one and one["id"] for one in view.beside(goal)],
        "next": _id(view.next_round("comment", goal["theme_id"])),
        "author": (view.author("goal", goal) or {}).get("id"),
        "mine": view.is_mine("goal", goal),
    }


def _ballot(view, round_):
    return [[theme["id"], _ids(goals)] for theme, goals in view.ballot_goals(round_)]


def _called(view, number):
    round_ = next(one for one in view.rounds if str(one.id) == number)
    return list(view.called_goals(round_).values())


def asking(given: dict) -> dict[str, str]:
    """What each round asks of the reader; `none`: no round."""
    view = SnapshotView(given["snapshot"])
    return {"none": view.asking(None), **{str(one.id): view.asking(one) for one in view.rounds}}


def acts(given: dict) -> dict[str, list[str]]:
    """The forms that are offered on each contribution."""
    view = SnapshotView(given["snapshot"])
    found = {}
    for goal in view.goals.values():
        things = [("goal", goal), *(("measure", one) for one in goal["measures"])]
        things += [("comment", comment) for _, thing in things for comment in thing["comments"]]
        found |= {f"{noun}-{thing['id']}": sorted(acts_on(view, noun, thing, goal)) for noun, thing in things}
    return found


def forms(given: dict) -> list | None:
    """What a form is about, from its id: its name, the noun and the id; None for one that is not of a contribution."""
    name, number = form_in(given["id"])
    noun = next((noun for noun, names in FORMS.items() if name in names), None)
    return None if noun is None or number is None else [name, noun, number]


def links(given: dict) -> list[list[str]]:
    """A text in parts: words, and what they are a link to."""
    return [list(part) for part in link_parts(given["text"])]


def lists(given: dict) -> list | str:
    """The goals that a list shows by group; or a text as it is searched."""
    if "fold" in given:
        return fold(given["fold"])
    wanted = {name: value for name, value in given["wanted"].items() if name != "found"}
    found = given["wanted"].get("found", ())
    groups = goal_groups(SnapshotView(given["snapshot"]), GoalsFilter.of(MultiDict(wanted)), found)
    return [[number, _ids(goals)] for number, goals in groups]


def fields(given: dict) -> list[str]:
    """The fields of a form that were changed in it."""
    sent = MultiDict([tuple(each) for each in given["fields"]])
    return [name for name in sent if not name.startswith("shown.") and not form_fields.is_unchanged(sent, name)]


def threads(given: dict) -> list:
    """The comments in their threads: id, the one that it answers where that stands elsewhere, whether gone, replies."""
    return _branches(threads_of(given["comments"]))


def _branches(comments):
    return [[one["id"], one["to"] and one["to"]["id"], one["gone"], _branches(one["replies"])] for one in comments]


def terms(given: dict) -> dict[str, list]:
    """What each vote says of its voters and of what is counted, and what it asks of the reader."""
    view = SnapshotView(given["snapshot"])
    return {str(one.id): [voters_of(view, one), counted_by(view, one), view.asking(one)] for one in view.rounds}


def counts(given: dict) -> dict[str, list]:
    """The rows of each counted round: the goal, its figures, and the stretches of its bar."""
    view = SnapshotView(given["snapshot"])
    return {
        str(one.id): [
            [row["goal"]["id"], row["goal"]["title"], row["place"], row["tied"], row["figures"], _bar(row)]
            for row in view.count(one)["rows"]
        ]
        for one in view.counted_rounds
    }


def figures(given: dict) -> dict[str, list]:
    """The goals in the order of their figures, the parts of the bar of each, and its figures as they are written."""
    how, goals = way(given["method"], criteria=given.get("criteria")), given["goals"]
    order = sorted(range(len(goals)), key=lambda place: (how.order(goals[place]), place))
    parts = [parts_of(how, cells) for cells in goals]
    return {"order": order, "parts": parts, "numbers": [numbers_of(how, cells) for cells in goals]}


def maps(given: dict) -> dict | None:
    """The points of a map by two criteria, and the goals that are high on both."""
    rows = [{"goal": {"id": number}, "theme": None, "figures": cells} for number, cells in given["goals"]]
    found = map_of(way(given["method"], criteria=given.get("criteria")), rows)
    points = found and [
        [point["goal"]["id"], point["x"], point["y"], *_ids(point["others"])] for point in found["points"]
    ]
    return found and {"points": points, "best": _ids(found["best"])}


def against(given: dict) -> list:
    """Two by two: each with how many it beats, and the cells of its row."""
    rows = [{"goal": {"id": number}} for number in given["goals"]]
    return [[row["goal"]["id"], row["wins"], row["cells"]] for row in pairs_of(rows, given["pairs"])]


def scenes(given: dict) -> dict[str, Any]:
    """What the wall of a workshop shows."""
    scene = scene_of(SnapshotView(given["snapshot"]), given["workshop"])
    about = {"round": _id(scene.round), "counted": _id(scene.counted), "next": _id(scene.next)}
    about |= {"goals": scene.goals, "comments": scene.comments, "voters": scene.voters, "themes": _ids(scene.themes)}
    rows = [_result(row) if scene.counted else _listed(row) for row in scene.rows]
    return {"kind": scene.kind, "place": scene.place, **about, "rows": rows}


def showing(given: dict) -> dict[str, str | None]:
    """What was chosen for each workshop, and still holds: the scene."""
    view = SnapshotView(given["snapshot"])
    found = {str(one["id"]): showing_of(view, one["id"]) for one in view.workshops}
    return {number: one and one["scene"] for number, one in found.items()}


def _listed(row):
    found = {name: row[name] for name in ("id", "number", "title", "body")} | {"theme": row["theme"]["title"]}
    if "stances" not in row:
        return found
    quotes = [[quote["text"], quote["stance"], quote["body"]] for quote in row["quotes"]]
    return {**found, "stances": row["stances"], "quotes": quotes, "bar": _bar(row)}


def _result(row):
    goal = row["goal"]
    theme = row["theme"] and row["theme"]["title"]
    return [goal["id"], goal["title"], theme or {}, row["place"], row["tied"], row["figures"], _bar(row)]


def _bar(row):
    return [list(part) for part in row["bar"]]


def times(given: dict) -> dict[str, Any]:
    """A time in words, and how long it is until then."""
    time, now = clocks.moment(given["time"]), clocks.moment(given["now"])
    return {
        "when": clocks.when(time, now),
        "stamp": clocks.stamp(time),
        "second": clocks.to_the_second(time),
        "left": clocks.time_left(time, now),
        "countdown": list(clocks.countdown(time, now)),
    }


def texts(given: dict) -> dict[str, Any]:
    """A text for the reader, its language, and its first words."""
    texts = given["texts"]
    lang = lang_of(texts).split("-")[0]
    return {"text": text_in(texts), "lang": lang, "short": short(texts)}


def _ids(things):
    return [one["id"] for one in things]


def _id(round_):
    return None if round_ is None else round_.id


ANSWERS: dict[str, Callable[[dict], Any]] = {
    "acts": acts,
    "applying": applied,
    "asking": asking,
    "terms": terms,
    "counts": counts,
    "draws": lambda given: draw(*given["numbers"]),
    "fields": fields,
    "figures": figures,
    "maps": maps,
    "against": against,
    "forms": forms,
    "links": links,
    "lists": lists,
    "rules": rules,
    "scenes": scenes,
    "showing": showing,
    "view": view,
    "texts": texts,
    "threads": threads,
    "times": times,
}
