"""The actor of a command: who they are in the consultation, and all that they may reach."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, CursorResult, Executable, bindparam, select
from sqlalchemy.orm import Session

from workshop import models, policy
from workshop.config.ceilings import DEFAULTS, Ceilings
from workshop.db import database_now, is_shared, stand_in_line
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
        Round,
        models.Participant,
        models.Goal,
        models.Measure,
        models.Comment,
        models.Notice,
    )
}
# Made once: `session.get` makes a statement of its own each time, at half again the cost.
_BY_ID = {noun: select(model).where(model.id == bindparam("number")) for noun, model in NOUNS.items()}
_ROW_BY_ID = {
    noun: statement.with_only_columns(*NOUNS[noun].__table__.c, (NOUNS[noun].state != "current").label("removed"))
    for noun, statement in _BY_ID.items()
}
_SHARED_ROUND = _ROW_BY_ID["round"].with_for_update(read=True)


@dataclass
class AnyAsker(Generic[Place, Me]):
    """One participant giving one command: everything is fetched and made through it.

    `someone` is None where nobody acts: the clock, the machine, or somebody who is about to take part.
    `now` is the database's time after the locks were taken; `targets` are what the arguments name,
    by field; `result` is what the answer says was made, `me_version` the version that a ballot gave to the actor's own
    part. `untraced`: the key keeps no fingerprint of the arguments. `objects`: whether what is fetched can be changed,
    as under the consultation's lock; otherwise it comes as rows, each at about half an object's cost. `grown` are the
    characters by which texts have grown.
    """

    session: Session
    consultation: Place
    someone: Me | None
    key: str | None
    now: datetime
    targets: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)
    me_version: int | None = None
    untraced: bool = False
    objects: bool = True
    ceilings: Ceilings = DEFAULTS
    grown: int = 0

    @property
    def me(self) -> Me:
        """The participant who acts; raises LookupError where nobody does."""
        if self.someone is None:
            raise LookupError("nobody acts here")
        return self.someone

    @me.setter
    def me(self, participant: Me) -> None:
        self.someone = participant

    def run(self, statement: Executable, values: Mapping[str, Any]) -> CursorResult[*tuple[Any, ...]]:
        """Execute a statement on tables that was made beforehand: at each ballot the ORM's part would cost more."""
        return self._connection.execute(statement, values)

    @cached_property
    def _connection(self) -> Connection:
        return self.session.connection()

    def find(self, noun: str, number: int, *also: str) -> Any:
        """Fetch a thing of this consultation that is there, or is in another state that is meant (`hidden`) `also`.

        Gives the object of the noun's model, or its row where nothing is changed in `objects`. Raises NotFound, also
        where what it stands on is gone.
        """
        by_id = {"number": number}
        thing: Any
        if self.objects:
            thing = self.session.scalars(_BY_ID[noun], by_id).first()
        else:
            thing = self.run(_ROW_BY_ID[noun], by_id).first()
        if thing is None or thing.consultation_id != self.consultation.id:
            raise NotFound(f"{noun} {number}")
        if thing.removed and thing.state not in also:
            raise NotFound(f"{noun} {number}")
        if noun == "notice" and thing.participant_id != self.me.id:
            # What one person is told is not there for anybody else.
            raise NotFound(f"{noun} {number}")
        if noun in ("measure", "comment"):
            for parent in ("goal", "measure"):
                if getattr(thing, f"{parent}_id", None) is not None:
                    self.find(parent, getattr(thing, f"{parent}_id"))
        return thing

    def share(self, round_: Any) -> Any:
        """Take a share of a round's lock and read it (an object or a row, as `find` gives it) and the time afresh.

        In the embedded database the one writer is alone already, so there is nothing to wait for.
        """
        if not is_shared(self.session):
            return round_
        stand_in_line(self.session, round_.id, share=True)
        fresh = self.run(_SHARED_ROUND, {"number": round_.id}).one()
        self.now = database_now(self.session)
        return fresh

    def all(self, model: type[One], *conditions: ColumnElement[bool]) -> list[One]:
        """Fetch all things of one kind in this consultation that are there, by id."""
        query = select(model).where(model.consultation_id == self.consultation.id, *conditions).order_by(model.id)
        return [thing for thing in self.session.scalars(query) if not getattr(thing, "removed", False)]

    def open_rounds(self, kind: str, theme_id: int | None = None) -> list[Round]:
        """Fetch the rounds of a kind that are open now, and cover the theme if one is given, by id."""
        rounds = self.all(Round, Round.kind == kind)
        return [round_ for round_ in rounds if policy.permits(round_, kind, theme_id, self.now)]

    def make(self, model: type[One], *, key: str | None = None, **fields: Any) -> One:
        """Make a thing in this consultation, under the command's key unless another is given."""
        thing = model(consultation_id=self.consultation.id, key=key or self.key, **fields)
        self.session.add(thing)
        self.session.flush()
        return thing

    def wrote(self, noun: str, thing: Any) -> bool:
        """Whether the actor is the author of this contribution."""
        return self.author_of(noun, thing) == self.me.id

    def author_of(self, noun: str, thing: Any) -> int | None:
        """Give the participant who wrote this contribution, by id."""
        query = select(Authorship.participant_id).where(Authorship.kind == noun, Authorship.thing_id == thing.id)
        return self.session.scalar(query)

    def put(self, thing: Thing | Consultation, values: Mapping[str, Any]) -> None:
        """Set attributes of a thing, such as the arguments that were `given`."""
        for name, value in values.items():
            setattr(thing, name, value)

    def say(self, thing: Any, noun: str, lang: str, **texts: str | Mapping[str, str | None] | None) -> None:
        """Set texts of a thing and keep the wording that each one has from now on.

        A text is a string in `lang`, or a mapping from language to string, where "" and None take it away; None alone
        takes it away in all languages. Raises Invalid where a title would be left without a text in any language.
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


# Who gives a command under the consultation's lock, as nearly all are given: consultation and participant are objects.
Actor = AnyAsker[Consultation, Participant]


def touch(participant: Participant) -> None:
    """Note that something that only this participant sees has changed; in SQL, since ballots count there as well."""
    participant.me_version = Participant.me_version + 1
