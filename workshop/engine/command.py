"""What a command is: declared whole beside its function, and checked when the commands are put together."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, get_origin

from workshop.engine.actor import AnyActor, Me, Place
from workshop.engine.arguments import Arguments, nouns_of
from workshop.events import EventType, PendingEvent
from workshop.holdings import MODELS
from workshop.models import Event
from workshop.policy import Rule

Run = TypeVar("Run", bound=Callable[..., list[PendingEvent]])

# What a command acts on where no argument names it.
ME, CONSULTATION = "me", "consultation"
_NOUNS = {ME: "participant", CONSULTATION: "consultation"}


class BadDeclaration(Exception):
    """A command is not declared whole, or not as its arguments and its permission say."""


@dataclass(frozen=True)
class Command:
    """A command: all that is said of it but who may give it, which stands in `policy.py`.

    It acts on its `target` (the argument that names it, or ME or CONSULTATION), which `expect` and authorship are
    about, or it `makes` the thing of that event. The answer's `result` has the id of either; a command that is declared
    with other `answers` gives these itself.

    `during` is the kind of round that must be open for those who do not lead, and `themed_by` are the arguments that
    tell the theme which it must cover: the first that is given. Where the arguments name the round, the command looks
    at it itself. `exclusive`: it runs under the consultation's lock; otherwise it takes its own, logs nothing, and
    answers with the round that it belongs to.
    """

    name: str
    takes: type[Arguments]
    run: Callable[..., list[PendingEvent]]
    target: str | None = None
    makes: EventType[Any] | None = None
    answers: tuple[str, ...] = ()
    during: str | None = None
    themed_by: tuple[str, ...] = ()
    exclusive: bool = True

    @cached_property
    def noun(self) -> str:
        """The noun of what the command acts on or makes."""
        if self.makes:
            return self.makes.kind.noun
        target = str(self.target)
        return _NOUNS.get(target) or nouns_of(self.takes)[target]

    def acts_on(self, actor: AnyActor[Place, Me]) -> Any:
        """Give what the command acts on, once its arguments have been looked up; None where they did not name it."""
        if self.target == ME:
            return actor.me
        return actor.consultation if self.target == CONSULTATION else actor.targets.get(str(self.target))

    def result(self, actor: AnyActor[Place, Me], events: list[Event]) -> dict[str, Any]:
        """Give what the answer says: what the command gave itself, else the id of what it acted on or made.

        `events` are those that were logged; of what it makes there is one. Raises BadDeclaration where the command
        gave other answers than it is declared with.
        """
        if self.answers:
            if set(actor.result) != set(self.answers):
                raise BadDeclaration(f"{self.name} answers with {sorted(actor.result)}")
            return actor.result
        if self.makes:
            [number] = [event.data["id"] for event in events if event.data and event.name == self.makes.name]
        else:
            number = self.acts_on(actor).id
        return {f"{self.noun}_id": number}


COMMANDS: dict[str, Command] = {}


def command(takes: type[Arguments], **declared: Any) -> Callable[[Run], Run]:
    """Register a function as the command of its own name; `declared` are the other fields of `Command`.

    Gives a decorator that leaves the function as it is. What is declared is checked by `check`.
    """

    def register(run: Run) -> Run:
        COMMANDS[run.__name__] = Command(run.__name__, takes, run, **declared)
        return run

    return register


def check(commands: Mapping[str, Command], rules: Mapping[str, Rule]) -> None:
    """Raise BadDeclaration where commands and their permissions do not fit each other, or a command itself."""
    if set(commands) != set(rules):
        raise BadDeclaration(f"without a rule, or without a command: {sorted(set(commands) ^ set(rules))}")
    for name, what in commands.items():
        for fault in _faults(what, rules[name]):
            raise BadDeclaration(f"{name}: {fault}")


def _faults(what: Command, rule: Rule) -> Iterator[str]:
    fields, named = what.takes.model_fields, nouns_of(what.takes)
    if (what.target is None) == (what.makes is None):
        yield "acts on one thing, or makes one"
        return
    argument = None if what.target in _NOUNS else what.target
    if argument is not None and argument not in named:
        yield f"{argument} is no argument that names a thing"
        return
    several = argument is not None and get_origin(fields[argument].annotation) is list
    if "expect" in fields and (what.makes or several):
        yield "there is no one thing whose revision could be expected"
    if several and not what.answers:
        yield "acts on several things, and does not say what it answers"
    if rule.authors and not (argument and what.noun in MODELS):
        yield "nobody is the author of what it acts on"
    if rule.during != what.during:
        yield f"during {what.during} here, {rule.during} in the policy"
    if what.during and not (what.themed_by or "round_id" in named):
        yield "a round must be open, but nothing says which theme it must cover"
    if what.themed_by and not (what.during and set(what.themed_by) <= set(named)):
        yield f"is themed by {what.themed_by}, which are no arguments that name things, or needs no open round"
    if not what.exclusive and "round_id" not in what.answers:
        yield "runs under a round's own lock, and does not answer with the round"
