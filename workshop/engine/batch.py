"""Batches: requests for one command that wait at the same time are carried out together, in one transaction."""

import time
from collections import deque
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

import gevent
from gevent.event import AsyncResult

from workshop.db import Database, waited_too_long
from workshop.db.lanes import LONGEST_WAIT_SECONDS, MOST_WAITING
from workshop.errors import CannotSave, Refusal

Result = TypeVar("Result")
Sent = TypeVar("Sent")
Given = TypeVar("Given")
# More in one transaction gain little, and all of them wait for its end.
MOST = 64


# The batches of each database, by whatever they are told apart by.
_BATCHES: "WeakKeyDictionary[Database, dict[Hashable, Batch[Any, Any]]]" = WeakKeyDictionary()


class Apart(Exception):
    """Some requests of a group can't be carried out with the others; `places` are theirs in the group."""

    def __init__(self, places: Sequence[int]):
        super().__init__(f"{len(places)} apart")
        self.places = frozenset(places)


def each_apart(work: Callable[..., Result], *given: Sequence[Any]) -> list[Result]:
    """Call `work` for each request of a group, as `map` does; the refusal of a single one is raised as it is.

    Raises Apart with the places of those that `work` refuses, where there are several.
    """
    results, refused = [], []
    for place, each in enumerate(zip(*given, strict=True)):
        try:
            results.append(work(*each))
        except Refusal:
            if len(given[0]) == 1:
                raise
            refused.append(place)
    if refused:
        raise Apart(refused)
    return results


class Marks(NamedTuple):
    """How a request goes with others: a group has requests `of` one thing, and of each in `one_each` a single one."""

    of: Hashable
    one_each: Collection[Hashable]


@dataclass(eq=False)
class _Waiting(Generic[Sent, Given]):
    asked: Sent
    marks: Marks
    since: float = field(default_factory=time.monotonic)
    # None: it must be carried out by itself.
    answer: "AsyncResult[Given | None]" = field(default_factory=AsyncResult)


class Batch(Generic[Sent, Given]):
    """The requests of this process for one batched command, in the order in which they came.

    `together` carries out a group in one transaction, or raises Apart and changes nothing; `alone` carries out one.
    `marks` says which requests may be in one group. `one_lock`: all of a group wait for the same lock, so that where it
    is held for too long none of them is tried again by itself. `pause` is the shortest time (s) from the beginning of a
    group to that of the next while several come at a time, so that more of them share a transaction.

    A greenlet runs one group after another while requests wait, so groups grow by themselves as the database gets
    slower. No request is harmed by another of its group: where a group fails, each of it is carried out alone, in the
    greenlet of its own request.
    """

    def __init__(
        self,
        together: Callable[[Sequence[Sent]], list[Given]],
        alone: Callable[[Sent], Given],
        marks: Callable[[Sent], Marks],
        *,
        one_lock: bool = False,
        pause: float = 0,
    ):
        self._together, self._alone, self._marks, self._one_lock = together, alone, marks, one_lock
        self._pause = pause
        self._queue: deque[_Waiting[Sent, Given]] = deque()
        self._runs = False

    def carry_out(self, asked: Sent) -> Given:
        """Carry out a request, together with what else waits; raises what `alone` raises.

        Raises CannotSave where too many wait, at once, or where it has waited for too long.
        """
        if len(self._queue) >= MOST_WAITING:
            raise CannotSave()
        waiting = _Waiting[Sent, Given](asked, self._marks(asked))
        self._queue.append(waiting)
        if not self._runs:
            self._runs = True
            gevent.spawn(self._run)
        answer = waiting.answer.get()
        return self._alone(asked) if answer is None else answer

    def _run(self) -> None:
        try:
            while self._queue:
                group, ends = self._next_group(), time.monotonic() + self._pause
                self._carry_out_group(group)
                if self._pause and (len(group) > 1 or self._queue) and len(self._queue) < MOST:
                    gevent.sleep(max(0.0, ends - time.monotonic()))
        finally:
            self._runs = False

    def _next_group(self) -> list[_Waiting[Sent, Given]]:
        """Take the oldest requests that go together: a second one of anybody must meet what the first has done."""
        group: list[_Waiting[Sent, Given]] = []
        seen: set[Hashable] = set()
        later = []
        tardy = time.monotonic() - LONGEST_WAIT_SECONDS
        while self._queue and len(group) < MOST:
            waiting = self._queue.popleft()
            if waiting.since < tardy:
                waiting.answer.set_exception(CannotSave())
            elif (group and waiting.marks.of != group[0].marks.of) or not seen.isdisjoint(waiting.marks.one_each):
                later.append(waiting)
            else:
                group.append(waiting)
            # Danger: also those of one put off, or else a third would come before the second.
            seen.update(waiting.marks.one_each)
        self._queue.extendleft(reversed(later))
        return group

    def _carry_out_group(self, group: list[_Waiting[Sent, Given]]) -> None:
        while group:
            try:
                answers = self._together([waiting.asked for waiting in group])
            except Apart as apart:
                for place in apart.places:
                    group[place].answer.set(None)
                group = [waiting for place, waiting in enumerate(group) if place not in apart.places]
                continue
            except CannotSave as failure:
                # A lock that one of them needs may be held; all else would meet each of them alike.
                _end(group, None if waited_too_long(failure) and not self._one_lock else failure)
            except Exception:
                # Also of a group of one: alone it is refused as the wire promises, or answered as it was before.
                _end(group, None)
            else:
                for waiting, answer in zip(group, answers, strict=True):
                    waiting.answer.set(answer)
            return


def batch_of(database: Database, what: Hashable, make: Callable[[], Batch[Sent, Given]]) -> Batch[Sent, Given]:
    """Return the batch of one kind of requests on a database; `make` makes the first."""
    batches = _BATCHES.setdefault(database, {})
    if what not in batches:
        batches[what] = make()
    return batches[what]


def _end(group: Sequence[_Waiting[Any, Any]], failure: Exception | None) -> None:
    for waiting in group:
        if failure is None:
            waiting.answer.set(None)
        else:
            waiting.answer.set_exception(failure)
