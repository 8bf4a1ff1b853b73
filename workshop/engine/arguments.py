"""Argument models of commands: their base, the kinds of text, and ids that name a thing."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from workshop.engine.faults import faults_of
from workshop.errors import Invalid
from workshop.fields import LANGUAGES, SLOTS, canonical, clean_text
from workshop.reading.codes import LONGEST_LINK, is_link

LARGEST_ID = 2**31 - 1
# Default of an argument that may be left out but not be null. Never read it: `given` leaves such arguments out.
NOT_GIVEN: Any = None

Model = TypeVar("Model", bound="Arguments")
Mark = TypeVar("Mark")
Value = TypeVar("Value")


def without_false_defaults(schema: dict[str, Any]) -> None:
    """Remove from a JSON schema the default null that stands for "not given" where null itself is refused."""
    for field in schema.get("properties", {}).values():
        if "default" in field and field["default"] is None and {"type": "null"} not in field.get("anyOf", ()):
            del field["default"]


class Arguments(BaseModel):
    """The arguments of a command; unknown fields are refused.

    Null means "no value". In a command that makes a thing, null equals leaving the argument out. With
    `null_is_a_value`, as in a command that changes a thing, null removes the value and leaving out keeps it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=without_false_defaults)
    null_is_a_value: ClassVar[bool] = False

    def given(self, *names: str) -> dict[str, Any]:
        """Return those of the named arguments that were given, also as null."""
        return {name: getattr(self, name) for name in names if name in self.model_fields_set}


class Changes(Arguments):
    """Arguments of a command that changes a thing: `expect` is the revision of the thing that the actor saw.

    Annotate an argument whose value can be removed with `… | None`; any other refuses null and defaults to NOT_GIVEN.
    """

    null_is_a_value = True
    expect: int | None = Field(None, ge=0, le=LARGEST_ID)


class Names:
    """Marks an argument as the id of a thing: its noun, and the states besides current in which it may be."""

    def __init__(self, noun: str, *also: str) -> None:
        self.noun, self.also = noun, also

    def __repr__(self) -> str:
        return f"Names{(self.noun, *self.also)!r}"


class Text:
    """Marks an argument as a text."""


class OneOf:
    """Restricts an argument to the given words; for type checkers and in the JSON schema it is a `Literal`."""

    def __init__(self, words: Iterable[str]):
        self._words = tuple(words)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Return the pydantic schema of the words."""
        return core_schema.literal_schema(list(self._words))


def _cleaned(text: str) -> str:
    if "\x00" in text:
        raise PydanticCustomError("bad_characters", "The text has characters that can't be kept.")
    return clean_text(text)


def _not_empty(text: str) -> str:
    if not text:
        raise PydanticCustomError("empty", "The text is empty.")
    return text


def _at_most(longest: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if len(text) > longest:
            raise PydanticCustomError("too_long", "The text is too long.", {"longest": longest, "length": len(text)})
        return text

    return check


def _one_line(text: str) -> str:
    return " ".join(text.split())


def text_of(longest: int, *, line: bool = False, optional: bool = False) -> tuple[Any, ...]:
    """Return the marks for `Annotated` that make a string a text of at most `longest` characters after cleaning.

    In a `line` line breaks become blanks; an `optional` text may be empty.
    """
    checks = [AfterValidator(_cleaned), AfterValidator(_at_most(longest))]
    if line:
        checks.insert(1, AfterValidator(_one_line))
    if not optional:
        checks.append(AfterValidator(_not_empty))
    lengths = {"maxLength": longest} if optional else {"maxLength": longest, "minLength": 1}
    return Field(json_schema_extra={**lengths}), *checks, Text()


def _code_or_link(text: str) -> str:
    return _at_most(LONGEST_LINK if is_link(text) else 20)(text)


JoinCode = Annotated[
    str,
    Field(json_schema_extra={"minLength": 1, "maxLength": LONGEST_LINK}),
    AfterValidator(_cleaned),
    AfterValidator(_one_line),
    AfterValidator(_code_or_link),
    AfterValidator(_not_empty),
]
Name = Annotated[str, *text_of(100, line=True)]
Title = Annotated[str, *text_of(300, line=True)]
Paragraphs = Annotated[str, *text_of(5000)]
Reason = Annotated[str, *text_of(1000)]
OptionalReason = Annotated[str, *text_of(1000, optional=True)]
OptionalLine = Annotated[str, *text_of(300, line=True, optional=True)]
OptionalParagraphs = Annotated[str, *text_of(5000, optional=True)]
BodyKey = Annotated[str, *text_of(64, line=True, optional=True)]
# The code, or a name; a command looks it up.
MunicipalityWord = Annotated[str, *text_of(60, line=True, optional=True)]
Slot = Annotated[str, OneOf(SLOTS)]
Language = Annotated[str, OneOf(LANGUAGES)]

# A title is given in one language (`lang`) or in several at once; an empty string removes it in that language.
Titles = Title | dict[Slot, OptionalLine | None]
Descriptions = OptionalParagraphs | dict[Slot, OptionalParagraphs | None]


def _within_reason(time: datetime) -> datetime:
    if not 2000 <= time.year < 2200:
        raise PydanticCustomError("out_of_range", "The time is too far away.")
    return time


Time = Annotated[AwareDatetime, AfterValidator(_within_reason)]
Position = Annotated[int, Field(ge=-10_000, le=10_000)]


def _plain(value: Any) -> Any:
    # A string that `named_ids` does not read as an id must not pass here: it would be used without being looked up.
    if isinstance(value, str) and _as_id(value) is None:
        raise PydanticCustomError("wrong_type", "An id is written in digits.")
    return value


def _id(noun: str, *also: str) -> tuple[Any, ...]:
    return Field(ge=1, le=LARGEST_ID), BeforeValidator(_plain), Names(noun, *also)


ThemeId = Annotated[int, *_id("theme")]
PhenomenonId = Annotated[int, *_id("phenomenon")]
BodyId = Annotated[int, *_id("body")]
WorkshopId = Annotated[int, *_id("workshop")]
RoundId = Annotated[int, *_id("round")]
ParticipantId = Annotated[int, *_id("participant")]
GoalId = Annotated[int, *_id("goal")]
MeasureId = Annotated[int, *_id("measure")]
CommentId = Annotated[int, *_id("comment")]
CardId = Annotated[int, *_id("card")]
SealedFileId = Annotated[int, *_id("sealed_file")]
WallLinkId = Annotated[int, *_id("wall_link")]
GoneGoalId = Annotated[int, *_id("goal", "hidden", "withdrawn", "waits")]
GoneMeasureId = Annotated[int, *_id("measure", "hidden", "withdrawn", "waits")]
GoneCommentId = Annotated[int, *_id("comment", "hidden", "withdrawn", "waits")]
# Of these a facilitator may name what waits to be published.
WaitingGoalId = Annotated[int, *_id("goal", "waits")]
WaitingMeasureId = Annotated[int, *_id("measure", "waits")]
WaitingCommentId = Annotated[int, *_id("comment", "waits")]
# Also where what it stands under is gone.
HiddenGoalId = Annotated[int, *_id("goal", "hidden", "withdrawn", "waits", "anywhere")]
HiddenMeasureId = Annotated[int, *_id("measure", "hidden", "withdrawn", "waits", "anywhere")]
HiddenCommentId = Annotated[int, *_id("comment", "hidden", "withdrawn", "waits", "anywhere")]
ReportId = Annotated[int, *_id("report")]
HidingId = Annotated[int, *_id("hiding")]
NoticeId = Annotated[int, *_id("notice")]


def _listed(value: Any) -> Any:
    # A form with one selected value sends a bare string, not a list.
    return [value] if isinstance(value, str) else value


def many(most: int = 100, least: int = 0) -> tuple[Any, ...]:
    """Return the marks for `Annotated` that make a list one of `least` to `most` distinct values."""
    bounds = Field(min_length=least or None, max_length=most)
    return BeforeValidator(_listed), AfterValidator(_distinct), bounds


def _distinct(values: list[Value]) -> list[Value]:
    return list(dict.fromkeys(values))


ThemeIds = Annotated[list[ThemeId], *many()]
WorkshopIds = Annotated[list[WorkshopId], *many()]


def named_ids(model: type[Arguments], raw: Any) -> list[tuple[str, Names, int]]:
    """List (field, mark, id) for each thing that raw arguments name, also where other fields are invalid.

    A number outside the range of ids is returned as 0, which no row has, so that looking it up fails.
    """
    if not isinstance(raw, dict):
        return []
    found = []
    for field, mark in _names(model):
        values = raw.get(field)
        for value in values if isinstance(values, list) else [values]:
            number = _as_id(value)
            if number is not None:
                found.append((field, mark, number))
    return found


def nouns_of(model: type[Arguments]) -> dict[str, str]:
    """Return the noun of each argument that names a thing, by field."""
    return {field: mark.noun for field, mark in _names(model)}


@cache
def _names(model: type[Arguments]) -> list[tuple[str, Names]]:
    return [(field, mark) for field, info in model.model_fields.items() for mark in _marks(info, Names)]


@cache
def _texts(model: type[Arguments]) -> set[str]:
    return {field for field, info in model.model_fields.items() if any(_marks(info, Text))}


def _marks(info: FieldInfo, kind: type[Mark]) -> Iterator[Mark]:
    yield from (mark for mark in info.metadata if isinstance(mark, kind))
    stack: list[Any] = [info.annotation]
    while stack:
        annotation = stack.pop()
        yield from (mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, kind))
        stack.extend(getattr(annotation, "__args__", ()))


def _as_id(value: Any) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        value = int(value)
    if type(value) is not int:
        return None
    return value if 1 <= value <= LARGEST_ID else 0


def read_arguments(model: type[Model], raw: dict[str, Any], *, form: bool = False) -> Model:
    """Read raw arguments (JSON, or a form's strings) into `model`; raises Invalid with a fault for each field."""
    raw = {name: each for name, each in raw.items() if each is not None or not _is_left_out(model, name, form)}
    try:
        if form:
            # A form shows a text in one language: an empty field must not remove the other languages.
            # `model_validate_strings` would not accept lists.
            said = {name: "" if each is None and name in _texts(model) else each for name, each in raw.items()}
            return model.model_validate(said)
        return model.model_validate_json(canonical(raw), strict=True)
    except ValidationError as wrong:
        raise Invalid.of(faults_of(wrong, model, null_is_a_value=model.null_is_a_value)) from wrong


def _is_left_out(model: type[Arguments], name: str, form: bool) -> bool:
    """Whether null equals leaving the argument out.

    An empty form field means that a required value is missing; from a program, null is a value of the wrong type,
    also where a list of rows (`measures`) is taken.
    """
    field = model.model_fields.get(name)
    if field is None or (field.is_required() and not form):
        return False
    return field.is_required() or (not model.null_is_a_value and (form or name != "measures"))
