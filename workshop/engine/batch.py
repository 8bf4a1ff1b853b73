"""Batches: requests for one command that wait at the same time are carried out together, in one transaction."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import gevent
from gevent.event import AsyncResult

from workshop.db import waited_too_long
from workshop.engine.request import Answer, Asked
from workshop.errors import CannotSave, Refusal

Result = TypeVar("Result")
# More in one transaction gain little, and all of them wait for its end.
MOST = 64


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


@dataclass(eq=False)
class _Waiting:
    asked: Asked
    # None: it must be carried out by itself.
    answer: "AsyncResult[Answer | None]" = field(default_factory=AsyncResult)


class Batch:
    """The requests of this process for one batched command, in the order in which they came.

    `together` carries out a group in one transaction, or raises Apart and changes nothing; `alone` carries out one.
    A greenlet runs one group after another while requests wait, so groups grow by themselves as the database gets
    slower. No request is harmed by another of its group: where a group fails, each of it is carried out alone, in the
    greenlet of its own request.
    """

    def __init__(self, together: Callable[[Sequence[Asked]], list[Answer]], alone: Callable[[Asked], Answer]):
        self._together, self._alone = together, alone
        self._queue: deque[_Waiting] = deque()
        self._runs = False

    def carry_out(self, asked: Asked) -> Answer:
        """Carry out a request, together with what else waits; raises what `alone` raises."""
        waiting = _Waiting(asked)
        self._queue.append(waiting)
        if not self._runs:
            self._runs = True
            gevent.spawn(self._run)
        return waiting.answer.get() or self._alone(asked)

    def _run(self) -> None:
        try:
            while self._queue:
                self._carry_out_group(self._next_group())
        finally:
            self._runs = False

    def _next_group(self) -> list[_Waiting]:
        """Take the oldest requests, at most one of each participant: a second one must meet what the first has done."""
        group: dict[tuple[int, str], _Waiting] = {}
        later = []
        while self._queue and len(group) < MOST:
            waiting = self._queue.popleft()
            who = waiting.asked.account_id, waiting.asked.request.slug
            if who in group:
                later.append(waiting)
            else:
                group[who] = waiting
        self._queue.extendleft(reversed(later))
        return list(group.values())

    def _carry_out_group(self, group: list[_Waiting]) -> None:
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
                _end(group, None if waited_too_long(failure) else failure)
            except Exception:
                # Also of a group of one: alone it is refused as the wire promises, or answered as it was before.
                _end(group, None)
            else:
                for waiting, answer in zip(group, answers, strict=True):
                    waiting.answer.set(answer)
            return


def _end(group: Sequence[_Waiting], failure: Exception | None) -> None:
    for waiting in group:
        if failure is None:
            waiting.answer.set(None)
        else:
            waiting.answer.set_exception(failure)
