"""What every state is made of: its base, the kinds of its fields, and a kind of thing with its state."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema

from workshop import models
from workshop.fields import rfc3339, wordings

Texts = Annotated[dict[str, str], BeforeValidator(wordings)]
Time = Annotated[
    datetime,
    PlainSerializer(rfc3339, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]


Model = TypeVar("Model", bound=models.Base)


class Part(BaseModel):
    """A part of a state; a field that is not declared never leaves the server."""

    # Without the last setting the JSON schema would call fields with a default optional.
    model_config = ConfigDict(extra="forbid", from_attributes=True, json_schema_serialization_defaults_required=True)


class State(Part):
    """The state of one thing."""

    id: int
    revision: int


class Removed(State):
    """What is left of a thing that was withdrawn, hidden or removed."""

    removed: Literal[True] = True


class Kind(Generic[Model]):
    """A kind of thing: its table, its state, and the collection of the snapshot that holds it.

    `told` is an SQL condition that rows must meet to be shown at all; None for all rows.
    """

    all: ClassVar[dict[str, "Kind[Any]"]] = {}

    def __init__(self, name: str, model: type[Model], state: type[State], told: Any = None):
        self.name, self.model, self.state, self.told = name, model, state, told
        Kind.all[name] = self

    @property
    def noun(self) -> str:
        """The noun of the thing, which is its table's name."""
        noun: str = self.model.__tablename__
        return noun

    def of(self, thing: Any) -> dict[str, Any]:
        """Return the state of `thing`, or a Removed where it is gone, also together with what it stands under."""
        if getattr(thing, "gone", False):
            return Removed(id=thing.id, revision=thing.revision).model_dump()
        return self.state.model_validate(thing).model_dump()
