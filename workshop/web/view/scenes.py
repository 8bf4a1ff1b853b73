"""What a wall shows now: one scene, computed from what everyone sees and from the clock.

The browser's twin is static/js/wall/scene.js.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import SimpleNamespace

from workshop import policy
from workshop.language.clocks import moment as moment_in
from workshop.language.labels import STANCES
from workshop.web.view.counting import bar, count_of
from workshop.web.view.showing import showing_of
from workshop.web.view.snapshot_view import SnapshotView, moment_of

JOIN, PROPOSE, COMMENT, VOTE, RESULTS, COUNTED = ("join", "propose", "comment", "vote", "results", "counted")
THEME, GOAL, BLANK = policy.THEME, policy.GOAL, policy.BLANK
QUOTES = 2
# How long a goal waits before it reaches a wall, where its round says so.
DELAY = timedelta(seconds=10)
# A shorter comment says nothing that a hall could talk about.
WORDS_OF_A_QUOTE = 3


@dataclass(frozen=True)
class Scene:
    """One scene: its kind, its round (None before the first one), and the rows of its list.

    `place` is the id of the theme or goal that a facilitator has chosen, or of its round; `title` stands above.
    `themes` are the columns of proposals. `counted` is the voting round whose figures the rows have, `voters` the
    number who voted in it, `channels` how many used each; `goals` and `comments` are how many the round is about;
    `next` is the round after one that is over.
    """

    kind: str
    round: SimpleNamespace | None = None
    rows: list[dict] = field(default_factory=list)
    themes: list[dict] = field(default_factory=list)
    goals: int = 0
    comments: int = 0
    counted: SimpleNamespace | None = None
    voters: int | None = None
    channels: dict[str, int | None] = field(default_factory=dict)
    next: SimpleNamespace | None = None
    place: int | None = None
    title: dict = field(default_factory=dict)

    @property
    def about(self) -> str:
        """What it is a scene of, in a word: another is another scene, and not the same with other rows."""
        return f"{self.kind}/{self.place or ''}"

    @property
    def is_open(self) -> bool:
        """Whether its round is open now."""
        return self.round is not None and self.round.state == policy.OPEN


def scene_of(view: SnapshotView, workshop_id: int) -> Scene:
    """Return the scene of a workshop: what was chosen, else of its open round, else of the round that ended last."""
    rounds = view.rounds_of(workshop_id)
    now = round_on_wall(rounds)
    showing = showing_of(view, workshop_id)
    if showing is not None:
        return _chosen(view, showing, now if now and now.state == policy.OPEN else None)
    if now is None:
        return Scene(JOIN)
    planned = [one for one in rounds if one.state == policy.PLANNED and now.state != policy.OPEN]
    scene = scene_of_round(view, now, rounds)
    return replace(scene, next=planned[0] if planned else None, place=now.id, title=now.title)


def round_on_wall(rounds: list[SimpleNamespace]) -> SimpleNamespace | None:
    """Return the round that the walls of a workshop with these rounds are about; None before the first one."""
    begun = [one for one in rounds if one.state != policy.PLANNED]
    return max(begun, key=lambda one: (one.state == policy.OPEN, moment_of(one), one.id), default=None)


def _chosen(view, showing, now):
    """Return the scene that a facilitator has chosen; `now` is the open round, whose clock stands beside it."""
    kind = showing["scene"]
    if kind == policy.THEME:
        theme = next(one for one in view.themes if one["id"] == showing["theme_id"])
        rows = [_row(view, goal) for goal in _newest(theme["goals"])]
        return Scene(THEME, now, rows, [theme], len(rows), place=theme["id"], title=theme["title"])
    if kind == policy.GOAL:
        goal = view.goals[showing["goal_id"]]
        row = {**_talk(view, goal), "rationale": goal["rationale"]}
        return Scene(GOAL, now, [row], comments=goal["comment_count"], place=goal["id"], title=row["theme"]["title"])
    if kind == policy.RESULTS:
        counted = next(one for one in view.rounds if one.id == showing["round_id"])
        return replace(_vote(view, counted), place=counted.id, title=counted.title)
    if kind == policy.CODE:
        return Scene(JOIN, now, place=now and now.id, title=now.title if now else {})
    return Scene(BLANK)


def scene_of_round(view: SnapshotView, now: SimpleNamespace, rounds: list) -> Scene:
    """Return the scene of a round that has begun; `rounds` are those of its workshop."""
    if now.kind == policy.PAUSE or (now.practice and now.state != policy.OPEN):
        return Scene(JOIN, now)
    if now.kind == policy.RESULTS:
        counted = [one for one in rounds if str(one.id) in view.tallies]
        return _results(view, now, max(counted, key=lambda one: (moment_of(one), one.id), default=None))
    if now.kind == policy.VOTE:
        return _vote(view, now)
    themes = [one for one in view.themes if not now.theme_ids or one["id"] in now.theme_ids]
    goals = _newest(goal for theme in themes for goal in theme["goals"])
    if policy.asks_for_measures(now):
        about = [goal for goal in goals if goal["id"] in now.goal_ids]
        goals = _newest(view.as_choice(measure) for goal in about for measure in goal["measures"])
    if now.kind == policy.PROPOSE:
        goals = [goal for goal in goals if reaches_wall(goal, now, view.now)]
        return Scene(PROPOSE, now, [_row(view, goal) for goal in goals], themes, len(goals))
    rows = [_talk(view, goal) for goal in goals]
    # What nobody has talked about is shown only where that is so of everything.
    talked = sorted((row for row in rows if row["latest"]), key=lambda row: row["latest"], reverse=True)
    comments = sum(goal["comment_count"] for goal in goals)
    return Scene(COMMENT, now, talked or rows, goals=len(goals), comments=comments)


def _vote(view, round_):
    if str(round_.id) in view.tallies:
        return _results(view, round_, round_)
    on_ballot = sum(len(on_it) for _, on_it in view.ballot_goals(round_))
    return Scene(VOTE if round_.state == policy.OPEN else COUNTED, round_, goals=on_ballot)


def reaches_wall(thing: dict, round_: SimpleNamespace, moment: datetime) -> bool:
    """Whether a goal or measure is to be seen on the walls of a proposing round; what was there before the round is."""
    if round_.reaches_wall == policy.AT_ONCE:
        return True
    written = moment_in(thing["created_at"])
    began = round_.opened_at or round_.opens_at
    if began and written < began:
        return True
    return thing["on_wall"] if round_.reaches_wall == policy.SHOWN else written + DELAY <= moment


def _newest(goals):
    """Return goals with the newest first."""
    return sorted(goals, key=lambda goal: goal["id"], reverse=True)


def _row(view, goal):
    theme = next(theme for theme in view.themes if theme["id"] == goal["theme_id"])
    about = {"theme_id": theme["id"], "theme": theme, "body": _body(view, goal)}
    return {"id": goal["id"], "number": goal["number"], "title": goal["title"], **about}


def _talk(view, goal):
    """Return a goal with what is said of it: the stances, the bar of those for and against, and two quotes."""
    comments = [*goal["comments"], *(each for measure in goal["measures"] for each in measure["comments"])]
    stances = {name: sum(each["stance"] == name for each in comments) for name in STANCES}
    sides = [stances["for"], stances["neutral"] + stances["question"], stances["against"]]
    return {
        **_row(view, goal),
        "latest": max((each["id"] for each in comments), default=0),
        "stances": stances,
        "bar": bar(sides, sum(sides)),
        "quotes": [
            {"text": each["text"], "stance": each["stance"], "body": _body(view, each)} for each in _quoted(comments)
        ],
    }


def _quoted(comments):
    """Return what is quoted: the newest for and the newest against where both are there, otherwise the newest."""
    newest = sorted(comments, key=lambda each: each["id"], reverse=True)
    newest.sort(key=lambda each: not _says_something(each["text"]))
    sides = [next((each for each in newest if each["stance"] == name), None) for name in ("for", "against")]
    first = [each for each in sides if each and _says_something(each["text"])]
    return [*first, *(each for each in newest if each not in first)][:QUOTES]


def _says_something(texts):
    return max(len(text.split()) for text in texts.values()) >= WORDS_OF_A_QUOTE


def _body(view, thing):
    body = view.body(thing["body_id"])
    return body["title"] if body else {}


def _results(view, round_, counted):
    if counted is None:
        return Scene(RESULTS, round_)
    count = count_of(view, counted)
    about = {"goals": count["goals"], "voters": count["tally"]["voters"], "channels": count["channels"]}
    return Scene(RESULTS, round_, count["rows"], counted=counted, **about)
