"""The actor of a command: their place in the consultation, and the only way to what belongs to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, CursorResult, Executable, bindparam, select, update
from sqlalchemy.orm import Session

from workshop import models, policy
from workshop.config.ceilings import DEFAULTS, Ceilings
from workshop.db import database_now, queue_for_round
from workshop.db.sets import is_shared
from workshop.engine.rows import AnyConsultation, AnyParticipant
from workshop.errors import Invalid, NotFound
from workshop.fields import worded
from workshop.models import Authorship, Consultation, Participant, Round, Wording
from workshop.models.base import Removable, Thing

Place = TypeVar("Place", bound=AnyConsultation)
Me = TypeVar("Me", bound=AnyParticipant)
One = TypeVar("One", bound=Thing)

NOUNS: dict[str, type[Removable]] = {
    model.__tablename__: model
    for model in (
        models.Theme,
        models.Phenomenon,
        models.Body,
        models.Workshop,
        models.WallLink,
        models.Card,
        Round,
        models.Participant,
        models.Goal,
        models.Measure,
        models.Comment,
        models.Hiding,
        models.Notice,
        models.Report,
        models.SealedFile,
    )
}
# Made once: `session.get` builds a statement on every call, which costs half as much again.
_BY_ID = {noun: select(model).where(model.id == bindparam("number")) for noun, model in NOUNS.items()}
_ROW_BY_ID = {
    noun: statement.with_only_columns(*NOUNS[noun].__table__.c, (NOUNS[noun].state != "current").label("removed"))
    for noun, statement in _BY_ID.items()
}
# What things of a noun may be besides: a row raises an error for what it has not, which costs as much as all the rest.
_MAY_BE_AWAY, _MAY_BE_SEALED = (
    {noun for noun, model in NOUNS.items() if name in model.__table__.c} for name in ("away", "sealed_for")
)
# Marks of arguments besides the states of a thing. A facilitator may name what WAITS to be published, which others find
# only as its author; what is ANYWHERE may stand under what is gone.
WAITS, ANYWHERE = "waits", "anywhere"
_SHARED_ROUND = _ROW_BY_ID["round"].with_for_update(read=True)


@dataclass
class AnyActor(Generic[Place, Me]):
    """The actor of one command: a command fetches and makes things through it alone, never by a bare id.

    `someone` is None where no participant acts: the clock, the administrator, or a person who is about to join. `now`
    is the database's time, read after the locks were taken. `targets` holds what the arguments name, by field; `result`
    is the answer's `result`; `me_version` is the version that a ballot gave the participant's own part of the snapshot.
    `without_fingerprint`: no fingerprint of the arguments is stored with the key. `objects`: things are fetched as ORM
    objects, which may be changed because the consultation's lock is held; otherwise as rows, at about half the cost.
    `secret_key` is the installation's, for what is derived from it.
    `grown` is the number of characters by which texts have grown. `rows` are those that `find` has read, which the
    actors of one group share.
    """

    session: Session
    consultation: Place
    someone: Me | None
    key: str | None
    now: datetime
    targets: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)
    me_version: int | None = None
    without_fingerprint: bool = False
    objects: bool = True
    ceilings: Ceilings = DEFAULTS
    secret_key: str = field(default="", repr=False)
    grown: int = 0
    rows: dict[tuple[str, int], Any] = field(default_factory=dict)

    @property
    def me(self) -> Me:
        """The participant who acts; raises LookupError where there is none."""
        if self.someone is None:
            raise LookupError("nobody acts here")
        return self.someone

    @me.setter
    def me(self, participant: Me) -> None:
        self.someone = participant

    def run(self, statement: Executable, values: Mapping[str, Any]) -> CursorResult[*tuple[Any, ...]]:
        """Execute a Core statement made beforehand; through the ORM each ballot would cost more."""
        return self._connection.execute(statement, values)

    @cached_property
    def _connection(self) -> Connection:
        return self.session.connection()

    def find(self, noun: str, number: int, *also: str) -> Any:
        """Fetch a thing of this consultation that is current, or in one of the states in `also` (such as `hidden`).

        `also` may have WAITS and ANYWHERE besides. Returns an object of the noun's model, or a row where `objects` is
        false. Raises NotFound, also for a thing of another consultation and for one whose goal or measure is gone.
        """
        by_id = {"number": number}
        thing: Any
        if self.objects:
            thing = self.session.scalars(_BY_ID[noun], by_id).first()
        else:
            thing = self.rows.get((noun, number)) or self.run(_ROW_BY_ID[noun], by_id).first()
            self.rows[noun, number] = thing
        if thing is None or thing.consultation_id != self.consultation.id:
            raise NotFound(f"{noun} {number}")
        if (thing.removed and thing.state not in also) or (noun in _MAY_BE_AWAY and thing.away):
            raise NotFound(f"{noun} {number}")
        sealed_for = thing.sealed_for if noun in _MAY_BE_SEALED else None
        if sealed_for not in (None, self.me.id) and not self._finds_waiting(thing, also):
            # It is there for its author alone.
            raise NotFound(f"{noun} {number}")
        if noun == "notice" and thing.participant_id != self.me.id:
            # A notice exists for its addressee alone.
            raise NotFound(f"{noun} {number}")
        if noun == "report" and not policy.leads(self.me):
            # Nobody else knows how many there are.
            raise NotFound(f"{noun} {number}")
        if noun in ("measure", "comment"):
            for parent in ("goal", "measure"):
                if getattr(thing, f"{parent}_id", None) is not None:
                    self.find(parent, getattr(thing, f"{parent}_id"), *_of_parents(also))
        return thing

    def _finds_waiting(self, thing: Any, also: Sequence[str]) -> bool:
        return WAITS in also and thing.waits and policy.leads(self.me)

    def share(self, round_: Any) -> Any:
        """Lock a round in share mode; return it read afresh (an object or a row, as from `find`), and read `now` anew.

        SQLite has a single writer, so there it takes no lock and returns the round as it is.
        """
        if not is_shared(self.session):
            return round_
        queue_for_round(self.session, round_.id, share=True)
        fresh = self.run(_SHARED_ROUND, {"number": round_.id}).one()
        self.now = database_now(self.session)
        return fresh

    def all(self, model: type[One], *conditions: ColumnElement[bool]) -> list[One]:
        """Fetch the current things of one kind in this consultation, ordered by id."""
        query = select(model).where(model.consultation_id == self.consultation.id, *conditions).order_by(model.id)
        return [thing for thing in self.session.scalars(query) if not getattr(thing, "removed", False)]

    def open_rounds(self, kind: str, theme_id: int | None = None) -> list[Round]:
        """Fetch the rounds of a kind that are open at `now` (and cover the theme, if one is given), ordered by id."""
        rounds = self.all(Round, Round.kind == kind)
        return [round_ for round_ in rounds if policy.permits(round_, kind, theme_id, self.now)]

    def make(self, model: type[One], *, key: str | None = None, **fields: Any) -> One:
        """Add a thing to this consultation, under the command's key unless another is given."""
        thing = model(consultation_id=self.consultation.id, key=key or self.key, **fields)
        self.session.add(thing)
        self.session.flush()
        return thing

    def wrote(self, noun: str, thing: Any) -> bool:
        """Whether the actor is the author of this contribution."""
        return self.author_of(noun, thing) == self.me.id

    def author_of(self, noun: str, thing: Any) -> int | None:
        """Return the id of the participant who wrote this contribution, or None."""
        query = select(Authorship.participant_id).where(Authorship.kind == noun, Authorship.thing_id == thing.id)
        return self.session.scalar(query)

    def put(self, thing: Thing | Consultation, values: Mapping[str, Any]) -> None:
        """Set attributes of a thing, such as those that `Arguments.given` returns."""
        for name, value in values.items():
            setattr(thing, name, value)

    def say(self, thing: Any, noun: str, lang: str, **texts: str | Mapping[str, str | None] | None) -> None:
        """Set texts of a thing, and store the new wording of each text that changed.

        A text is a string in `lang`, or a mapping from language to string, in which "" and None remove it; None alone
        removes it in all languages. Raises Invalid where a title would have no text in any language.
        """
        for name, given in texts.items():
            slots: Mapping[str, str | None]
            if given is None:
                slots = dict.fromkeys(getattr(thing, name) or {})
            else:
                slots = {lang: given} if isinstance(given, str) else given
            for slot, text in slots.items():
                text = text or ""
                before = getattr(thing, name) or {}
                earlier = before.get(slot, {}).get("text", "")
                if earlier == text:
                    continue
                self.grown += max(0, len(text) - len(earlier))
                setattr(thing, name, worded(before, slot, text))
                state = getattr(thing, name).get(slot, {}).get("state", "emptied")
                self._keep(noun, thing, name, slot, state, text)
            if name == "title" and not thing.title:
                raise Invalid(title="empty")

    def _keep(self, noun: str, thing: Any, name: str, slot: str, state: str, text: str) -> None:
        self.session.add(
            Wording(
                consultation_id=self.consultation.id,
                kind=noun,
                thing_id=thing.id,
                field=name,
                lang=slot,
                state=state,
                text=text,
                revision=self.consultation.revision + 1,
            )
        )


def _of_parents(also: tuple[str, ...]) -> tuple[str, ...]:
    return also if ANYWHERE in also else tuple(mark for mark in also if mark == WAITS)


# The actor under the consultation's lock, as in nearly all commands: consultation and participant are ORM objects.
Actor = AnyActor[Consultation, Participant]


def touch(participant: Participant) -> None:
    """Raise the version of what only this participant sees; by SQL, since ballots raise it too without this lock."""
    participant.me_version = Participant.me_version + 1


_MOVED = (
    update(Participant.__table__)
    .where(Participant.__table__.c.id == bindparam("me"), Participant.__table__.c.state == "current")
    .values(me_version=Participant.__table__.c.me_version + 1)
)


def touch_now(actor: AnyActor[Any, Any]) -> None:
    """Raise the version of what only the actor sees, also where they are no object; NotFound if removed meanwhile."""
    if actor.run(_MOVED, {"me": actor.me.id}).rowcount == 0:
        raise NotFound("me")
