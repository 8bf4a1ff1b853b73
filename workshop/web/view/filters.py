"""What contributions are narrowed down by, in the room, the consultation and on the desk alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from werkzeug.datastructures import MultiDict

from workshop.language import labels
from workshop.language.speech import lazy_gettext as _l
from workshop.web.view.snapshot_view import SnapshotView


class Filter(NamedTuple):
    """One thing to narrow down by: its name in addresses and forms, and what it is called.

    A choice has `all` (what it is called to choose none) and either `of`, a list of the consultation whose ids are the
    values, or `options`; without them it is ticked.
    """

    name: str
    label: Any
    all: Any = ""
    of: str = ""
    options: dict[str, Any] | None = None


# All of them, in the order in which forms ask for them.
FILTERS = (
    Filter("in_theme", _l("Theme"), _l("All themes"), of="themes"),
    Filter("phenomenon", _l("Phenomenon"), _l("All phenomena"), of="phenomena"),
    Filter("body", _l("Body"), _l("All bodies"), of="bodies"),
    Filter("in_lang", _l("Written in"), _l("All languages"), options=labels.LANGUAGE_NAMES),
    Filter("mark", _l("Narrowing down"), _l("All goals"), options=labels.GOAL_MARKS),
    Filter("mine", _l("Only mine")),
    Filter("uncommented", _l("Not yet commented by me")),
    Filter("since", _l("New since I was here")),
)


@dataclass(frozen=True)
class Narrowing:
    """What a reader asks a list for; its fields are the arguments of the page's address.

    `q`: words that are searched for; `mark`: `none` is without one; `since`: only what others wrote after this time of
    the wire; `uncommented`: only what the reader did not comment on.
    """

    q: str = ""
    in_theme: int | None = None
    phenomenon: int | None = None
    body: int | None = None
    in_lang: str = ""
    mark: str = ""
    mine: bool = False
    uncommented: bool = False
    since: str = ""

    @classmethod
    def of(cls, arguments: MultiDict, **more: Any) -> Self:
        """Parse the arguments of a page's address; invalid ones are ignored. `more` are further fields."""
        mark = arguments.get("mark", "")
        return cls(
            q=arguments.get("q", "").strip()[:100],
            **{name: arguments.get(name, type=int) for name in ("in_theme", "phenomenon", "body")},
            in_lang=arguments.get("in_lang", "")[:10],
            mark=mark if mark in labels.GOAL_MARKS else "",
            mine="mine" in arguments,
            uncommented="uncommented" in arguments,
            since=arguments.get("since", "")[:30],
            **more,
        )

    @property
    def narrowed(self) -> int:
        """How many things narrow the list down, besides the words that are searched for."""
        return sum(bool(getattr(self, each.name)) for each in FILTERS)

    @property
    def address(self) -> dict[str, str | int]:
        """The arguments of an address that asks for the same."""
        asked = {name: getattr(self, name) for name in ("q", *(each.name for each in FILTERS))}
        return {name: int(value) if value is True else value for name, value in asked.items() if value}


def passes(view: SnapshotView, noun: str, thing: dict, goal: dict, wanted: Narrowing) -> bool:
    """Whether a contribution is among what was asked for, but for the words; `goal` is what it is or stands under.

    A goal is new where anything under it is, and a family is whose its goals are. What waits to be published may lack
    its goal, and what is said under it.
    """
    own = with_members(thing) if noun == "goal" else [thing]
    under = list(_said_under(noun, thing, goal))
    return (
        wanted.in_theme in (None, goal.get("theme_id"))
        and (wanted.body is None or any(wanted.body == one["body_id"] for one in own))
        and (wanted.phenomenon is None or wanted.phenomenon in goal.get("phenomenon_ids", ()))
        and wanted.in_lang in ("", thing["lang"])
        and (not wanted.mark or _is_marked(goal, wanted.mark))
        and (not wanted.mine or any(view.is_mine(noun, one) for one in own))
        and not (wanted.uncommented and any(said == "comment" and view.is_mine(said, one) for said, one in under))
        and (not wanted.since or any(_is_new(view, *each, wanted.since) for each in [(noun, thing), *under]))
    )


def with_members(goal: dict) -> list[dict]:
    """Return a goal and the goals that were merged into it."""
    return [goal, *(each for member in goal.get("members", ()) for each in with_members(member))]


def said_on(goal: dict) -> list[dict]:
    """Return the comments on a goal and on its measures."""
    return [comment for thing in (goal, *goal["measures"]) for comment in thing["comments"]]


def _said_under(noun: str, thing: dict, goal: dict) -> Iterator[tuple[str, dict]]:
    """Yield what was written under a contribution, as (noun, thing); of a comment itself and the answers to it."""
    if noun == "comment":
        yield noun, thing
        above = [goal, *goal.get("measures", ())]
        answers = [each for one in above for each in one.get("comments", ()) if each["reply_to"] == thing["id"]]
        yield from (("comment", each) for each in answers)
        return
    for measure in thing.get("measures", ()):
        yield "measure", measure
        yield from (("comment", each) for each in measure["comments"])
    yield from (("comment", each) for each in thing.get("comments", ()))


def _is_marked(goal, mark):
    if mark == "adopted":
        return any(each.get("adopted") for each in with_members(goal))
    return mark == (goal.get("mark") or "none")


def _is_new(view, noun, thing, since):
    return thing["created_at"] > since and not view.is_mine(noun, thing)
