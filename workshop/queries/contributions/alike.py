"""What is alike, and what words are found in, in a consultation: an index for each process, kept up from its tables.

Danger: it has what everyone in the consultation may see, and nothing else. What is hidden or withdrawn leaves it before
the next answer, and what is sealed is not in it.
"""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

import gevent
from cachetools import LRUCache
from sqlalchemy.orm import Session

from workshop import policy
from workshop.db import node
from workshop.likeness import Finder, Index, Reader
from workshop.likeness.finder import has_word, is_number
from workshop.likeness.lemmas import VoikkoLemmas
from workshop.likeness.words import searched_words
from workshop.models import Consultation, Participant
from workshop.queries.own import epoch
from workshop.queries.snapshot import all_of, snapshot_parts
from workshop.states import BODIES, COMMENTS, GOALS, MEASURES, Kind
from workshop.thread_pool import run_in_thread

log = logging.getLogger("workshop")
# Opens what the viewer may read: (session, consultation, participant).
Place = Callable[[], AbstractContextManager[tuple[Session, Consultation, Participant]]]
FOLLOWED: tuple[Kind[Any], ...] = (BODIES, GOALS, MEASURES, COMMENTS)
# The texts of each kind that are searched.
FIELDS = {
    GOALS.name: ("title", "rationale"),
    MEASURES.name: ("text",),
    COMMENTS.name: ("text",),
    BODIES.name: ("title",),
}
# So long one greenlet reads texts before the others have their turn: nobody's ballot waits for a dictionary.
TURN_SECONDS = 0.004
MOST_CONSULTATIONS = 32
_reading = threading.Lock()
_readers: list[Reader] = []


@dataclass(frozen=True)
class Found:
    """What a query found: goals by all that stands under them, and measures and comments by their own words."""

    goal_ids: frozenset[int] = frozenset()
    measure_ids: frozenset[int] = frozenset()
    comment_ids: frozenset[int] = frozenset()


class Alike:
    """The goals, measures and comments of one consultation, by what they say."""

    def __init__(self, reader: Reader) -> None:
        self.goals = Index(reader)
        self.upto = -1
        self.turn = threading.Lock()
        self._finder: Finder[tuple[str, int]] = Finder(reader)
        self._known: dict[tuple[str, int], dict[str, Any]] = {}

    def take(self, name: str, thing: dict[str, Any]) -> None:
        """Take over the state of a thing, unless a newer one is known."""
        key = (name, thing["id"])
        if self._known.get(key, {}).get("revision", -1) >= thing["revision"]:
            return
        self._known[key] = thing
        gone = thing.get("removed")
        if gone:
            self._finder.drop(key)
        else:
            said = [text for each in FIELDS[name] for text in thing[each].items()]
            self._finder.put(key, [*said, ("", thing["number"])] if name == GOALS.name else said)
        if name == GOALS.name:
            # Its family or its parts say the same, and stand for it.
            if gone or thing["superseded"]:
                self.goals.drop(thing["id"])
            else:
                self.goals.put(thing["id"], thing["title"], thing["theme_id"])

    def find(self, query: str) -> Found:
        """Return what has all words of a query in it."""
        asked = searched_words(query)
        words = [keys | self._numbered(word) for word, keys in zip(asked, self._finder.find(query), strict=True)]
        if not words:
            return Found()
        own = set.intersection(*words)
        goals = set.intersection(*({number for key in keys for number in self._goals_of(key)} for keys in words))
        return Found(
            frozenset(goals),
            frozenset(number for name, number in own if name == MEASURES.name),
            frozenset(number for name, number in own if name == COMMENTS.name),
        )

    def _numbered(self, asked: str) -> set[tuple[str, int]]:
        """Return the measures of a number, such as 1.1.2; not their words: it is another where their goal moves."""
        if not is_number(asked):
            return set()
        there = [(key, one) for key, one in self._known.items() if key[0] == MEASURES.name and not one.get("removed")]
        goals = ((key, one, self._known.get((GOALS.name, one["goal_id"]), {})) for key, one in there)
        return {key for key, one, goal in goals if has_word(f"{goal.get('number')}.{one['number']}", asked)}

    def _goals_of(self, key: tuple[str, int]) -> list[int]:
        """Return the goals that a thing belongs to; a body's are those proposed in its name."""
        name, number = key
        if name == GOALS.name:
            return self._standing(number)
        if name == BODIES.name:
            own = [
                goal["id"]
                for (noun, _), goal in self._known.items()
                if noun == GOALS.name and goal.get("body_id") == number
            ]
            return [standing for each in own for standing in self._standing(each)]
        thing = self._known[key]
        if thing.get("measure_id"):
            thing = self._known.get((MEASURES.name, thing["measure_id"]), {})
        return self._standing(thing["goal_id"]) if thing.get("goal_id") else []

    def _standing(self, number: int) -> list[int]:
        """Return the goals that stand for a goal in lists: itself, its family, its parts, or what it was made of."""
        goal = self._known.get((GOALS.name, number), {})
        why = goal.get("superseded")
        beside = {
            None: [],
            policy.MERGED: [goal.get("family_id")],
            policy.SPLIT: goal.get("part_ids", []),
            policy.UNDONE: goal.get("member_ids") or [goal.get("from_goal_id")],
        }[why]
        return [standing for each in beside for standing in self._standing(each)] if why else [number]


@dataclass
class _Held:
    """The indexes of this process, by the opened database, epoch and consultation."""

    all: LRUCache[tuple[str, str, int], Alike] = field(default_factory=lambda: LRUCache(MOST_CONSULTATIONS))


_held = _Held()


def alike_of(place: Place) -> Alike:
    """Return the index of a consultation, up to date with what the viewer sees now; raises what `place` raises."""
    with place() as (session, consultation, _):
        number, head = _number(session, consultation), consultation.revision
    reader = _reader()
    alike = _held.all.get(number)
    if alike is None:
        alike = _held.all.setdefault(number, Alike(reader))
    if alike.upto < head:
        with alike.turn:
            _follow(place, alike)
    return alike


def read_dictionaries() -> None:
    """Read the dictionaries of this process, unless it has; in a thread, so that nobody waits for it."""
    by_voikko = isinstance(_reader().lemmas["fi"], VoikkoLemmas)
    log.info("Finnish words are read by %s", "Voikko" if by_voikko else "simplemma")


def _follow(place: Place, alike: Alike) -> None:
    with place() as (session, consultation, _):
        head, news = consultation.revision, list(_news(session, consultation, alike.upto))
    began = time.perf_counter()
    for name, thing in news:
        alike.take(name, thing)
        if time.perf_counter() - began > TURN_SECONDS:
            gevent.sleep(0)
            began = time.perf_counter()
    alike.upto = max(alike.upto, head)


def _news(session: Session, consultation: Consultation, upto: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield all that everyone sees and that has changed since a revision; (collection, state)."""
    if upto < 0:
        # As a wall sees it, which sees what everyone does; pages have asked for it before.
        things = json.loads(b"{" + snapshot_parts(session, consultation, None).things.packed + b"}")
        yield from ((kind.name, thing) for kind in FOLLOWED for thing in things[kind.name])
        return
    for kind in FOLLOWED:
        yield from ((kind.name, kind.of(thing)) for thing in all_of(session, kind, consultation, since=upto))


def _number(session: Session, consultation: Consultation) -> tuple[str, str, int]:
    return node(session), epoch(session), consultation.id


def _reader() -> Reader:
    """Return the reader of this process; the first time dictionaries are read, in a thread."""
    if not _readers:
        with _reading:
            if not _readers:
                _readers.append(run_in_thread(Reader))
    return _readers[0]
