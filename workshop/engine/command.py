"""What a command is: declared whole beside its function, and checked when the engine is made."""

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

# Targets that no argument names.
ME, CONSULTATION = "me", "consultation"
_NOUNS = {ME: "participant", CONSULTATION: "consultation"}


class BadDeclaration(Exception):
    """A command's declaration is incomplete, or contradicts its arguments or its rule in the policy."""


@dataclass(frozen=True)
class Command:
    """The declaration of a command; who may give it stands in `policy/`.

    It either acts on its `target` (the argument that names it, or ME or CONSULTATION), to which `expect` and authorship
    refer, or `makes` the thing of that event. The answer's `result` has the id of that thing; a command declared with
    `answers` sets exactly those keys itself.

    `during` is the kind of round that must be open for members, and `themed_by` lists the arguments that tell which
    theme the round must cover: the first one given counts. A command whose arguments name the round checks it itself.
    `exclusive`: it runs under the consultation's lock; otherwise it takes its own lock, must return no events, and
    answers with `round_id`, the round that its key belongs to.

    `batched`: requests of different participants are carried out together. Its function takes a list of (actor,
    arguments), each with a result of its own, and returns no events.
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
    batched: bool = False

    @cached_property
    def noun(self) -> str:
        """The noun of the thing that the command acts on or makes."""
        if self.makes:
            return self.makes.kind.noun
        target = str(self.target)
        return _NOUNS.get(target) or nouns_of(self.takes)[target]

    def acts_on(self, actor: AnyActor[Place, Me]) -> Any:
        """Return the target, once the arguments were looked up; None where they do not name it."""
        if self.target == ME:
            return actor.me
        return actor.consultation if self.target == CONSULTATION else actor.targets.get(str(self.target))

    def result(self, actor: AnyActor[Place, Me], events: list[Event]) -> dict[str, Any]:
        """Return the answer's `result`: what the command set itself, else the id of what it acted on or made.

        `events` are the logged ones; exactly one of them is the event that it `makes`. Raises BadDeclaration where the
        command set other keys than it is declared with.
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
    """Return a decorator that registers a function, unchanged, as the command of its own name.

    `declared` are the other fields of `Command`; `check` validates them.
    """

    def register(run: Run) -> Run:
        COMMANDS[run.__name__] = Command(run.__name__, takes, run, **declared)
        return run

    return register


def check(commands: Mapping[str, Command], rules: Mapping[str, Rule]) -> None:
    """Raise BadDeclaration where a command lacks a rule, a rule its command, or a declaration contradicts either."""
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
    if what.batched and (what.exclusive or rule.authors or what.themed_by or "expect" in fields):
        yield "is batched, and needs the consultation's lock, an author, a theme or a revision"
