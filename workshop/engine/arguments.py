"""What commands take: the base of all argument models, the kinds of text, and ids that name a thing."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from workshop.engine.faults import faults_of
from workshop.errors import Invalid
from workshop.fields import LANGUAGES, SLOTS, canonical, clean_text
from workshop.reading.codes import LONGEST_LINK, is_link

LARGEST_ID = 2**31 - 1
# The default of an argument that may be left out and not be null; `given` leaves it out, so that nobody reads it.
NOT_GIVEN: Any = None

Model = TypeVar("Model", bound="Arguments")
Mark = TypeVar("Mark")
Value = TypeVar("Value")


def _without_false_defaults(schema: dict[str, Any]) -> None:
    """Leave out of a schema the null that stands for "not given" where null itself is refused."""
    for field in schema.get("properties", {}).values():
        if "default" in field and field["default"] is None and {"type": "null"} not in field.get("anyOf", ()):
            del field["default"]


class Arguments(BaseModel):
    """The arguments of a command; unknown ones are refused.

    Null says "no value". Where something is made that is as good as left out; with `null_is_a_value`, as where a
    thing is changed, what is left out stays as it is, and null takes away what is there.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_without_false_defaults)
    null_is_a_value: ClassVar[bool] = False

    def given(self, *names: str) -> dict[str, Any]:
        """Those of the arguments that were given, if only as null; what was not given stays as it is."""
        return {name: getattr(self, name) for name in names if name in self.model_fields_set}


class Changes(Arguments):
    """Arguments of a command that changes a thing: `expect` is the revision of the thing that the actor saw.

    What can be without a value is `… | None`. For anything else null is refused, and its default is NOT_GIVEN.
    """

    null_is_a_value = True
    expect: int | None = Field(None, ge=0, le=LARGEST_ID)


class Names:
    """Marks an id in the arguments with the table of what it names, and with other states that this may be in."""

    def __init__(self, noun: str, *also: str) -> None:
        self.noun, self.also = noun, also

    def __repr__(self) -> str:
        return f"Names{(self.noun, *self.also)!r}"


class Text:
    """Marks an argument that takes a text."""


class OneOf:
    """Marks an argument that takes one of these words; to programs and in the API's description it is a `Literal`."""

    def __init__(self, words: Iterable[str]):
        self._words = tuple(words)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Tell pydantic which words are taken."""
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
    """Give what makes a string a text of at most `longest` characters after cleaning, as marks for `Annotated`.

    A `line` has no line ends; an `optional` text may be empty.
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
Slot = Annotated[str, OneOf(SLOTS)]
Language = Annotated[str, OneOf(LANGUAGES)]

# A title may come in one language (that of `lang`) or in several at once; an empty one takes that language's away.
Titles = Title | dict[Slot, OptionalLine | None]
Descriptions = OptionalParagraphs | dict[Slot, OptionalParagraphs | None]


def _within_reason(time: datetime) -> datetime:
    if not 2000 <= time.year < 2200:
        raise PydanticCustomError("out_of_range", "The time is too far away.")
    return time


Time = Annotated[AwareDatetime, AfterValidator(_within_reason)]
Position = Annotated[int, Field(ge=-10_000, le=10_000)]


def _plain(value: Any) -> Any:
    # Whatever `named_ids` does not take for an id must not be read as one either: it would never be looked up.
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
WallLinkId = Annotated[int, *_id("wall_link")]
GoneGoalId = Annotated[int, *_id("goal", "hidden", "withdrawn")]
GoneMeasureId = Annotated[int, *_id("measure", "hidden", "withdrawn")]
GoneCommentId = Annotated[int, *_id("comment", "hidden", "withdrawn")]
NoticeId = Annotated[int, *_id("notice")]


def _listed(value: Any) -> Any:
    # A form that sends one value of several sends it bare.
    return [value] if isinstance(value, str) else value


def many(most: int = 100, least: int = 0) -> tuple[Any, ...]:
    """Give what makes a list one of distinct values, `least` to `most` of them, as marks for `Annotated`."""
    bounds = Field(min_length=least or None, max_length=most)
    return BeforeValidator(_listed), AfterValidator(_distinct), bounds


def _distinct(values: list[Value]) -> list[Value]:
    return list(dict.fromkeys(values))


ThemeIds = Annotated[list[ThemeId], *many()]


def named_ids(model: type[Arguments], raw: Any) -> list[tuple[str, Names, int]]:
    """List the things that raw arguments name: (field, mark, id), also where other fields are wrong.

    An id that no row can have is given as 0, which nothing has.
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
    """Give the arguments that name things, with the noun of what each names."""
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
    """Read raw arguments (JSON, or the strings of a form) into `model`; raises Invalid with a fault for each field."""
    raw = {name: each for name, each in raw.items() if each is not None or not _is_left_out(model, name, form)}
    try:
        if form:
            # A form shows a text in one language, and an empty one takes away no other. Not model_validate_strings,
            # which takes no lists.
            said = {name: "" if each is None and name in _texts(model) else each for name, each in raw.items()}
            return model.model_validate(said)
        return model.model_validate_json(canonical(raw), strict=True)
    except ValidationError as wrong:
        raise Invalid.of(faults_of(wrong, model, null_is_a_value=model.null_is_a_value)) from wrong


def _is_left_out(model: type[Arguments], name: str, form: bool) -> bool:
    """Whether null is as good as leaving an argument out.

    An empty field of a form says that what is needed is missing; from a program null is a value of the wrong type,
    also where a list of rows is taken.
    """
    field = model.model_fields.get(name)
    if field is None or (field.is_required() and not form):
        return False
    return field.is_required() or (not model.null_is_a_value and (form or name != "measures"))
