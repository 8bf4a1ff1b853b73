"""What commands take: the base of all argument models, the kinds of text, and ids that name a thing."""

from datetime import datetime
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from workshop.codes import LONGEST_LINK, is_link
from workshop.engine.faults import faults_of
from workshop.errors import Invalid
from workshop.fields import LANGUAGES, SLOTS, canonical, clean_text

LARGEST_ID = 2**31 - 1


def _without_false_defaults(schema: dict) -> None:
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
    """Arguments of a command that changes a thing: `expect` is the revision of the thing that the asker saw.

    What can be without a value is `… | None`. For anything else null is refused: its default of None is never read,
    since `given` leaves it out.
    """

    null_is_a_value = True
    expect: int | None = Field(None, ge=0, le=LARGEST_ID)


class Names:
    """Marks an id in the arguments with the table of what it names, and with other states that this may be in."""

    def __init__(self, noun: str, *also: str):
        self.noun, self.also = noun, also

    def __repr__(self):
        return f"Names{(self.noun, *self.also)!r}"


class Text:
    """Marks an argument that takes a text."""


def _cleaned(text: str) -> str:
    if "\x00" in text:
        raise PydanticCustomError("bad_characters", "The text has characters that can't be kept.")
    return clean_text(text)


def _not_empty(text: str) -> str:
    if not text:
        raise PydanticCustomError("empty", "The text is empty.")
    return text


def _at_most(longest):
    def check(text: str) -> str:
        if len(text) > longest:
            raise PydanticCustomError("too_long", "The text is too long.", {"longest": longest, "length": len(text)})
        return text

    return check


def _one_line(text: str) -> str:
    return " ".join(text.split())


def text_of(longest: int, *, line: bool = False, optional: bool = False):
    """Give the type of a text of at most `longest` characters after cleaning; `optional` ones may be empty."""
    checks = [AfterValidator(_cleaned), AfterValidator(_at_most(longest))]
    if line:
        checks.insert(1, AfterValidator(_one_line))
    if not optional:
        checks.append(AfterValidator(_not_empty))
    kind = Annotated[str, Field(json_schema_extra={"maxLength": longest, **({} if optional else {"minLength": 1})})]
    for check in (*checks, Text()):
        kind = Annotated[kind, check]
    return kind


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
Name = text_of(100, line=True)
Title = text_of(300, line=True)
Paragraphs = text_of(5000)
Reason = text_of(1000)
OptionalReason = text_of(1000, optional=True)
OptionalLine = text_of(300, line=True, optional=True)
OptionalParagraphs = text_of(5000, optional=True)
Slot = Literal[*SLOTS]
Language = Literal[*LANGUAGES]

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


def _id(noun, *also):
    return Annotated[int, Field(ge=1, le=LARGEST_ID), BeforeValidator(_plain), Names(noun, *also)]


ThemeId = _id("theme")
PhenomenonId = _id("phenomenon")
BodyId = _id("body")
WorkshopId = _id("workshop")
RoundId = _id("round")
ParticipantId = _id("participant")
GoalId = _id("goal")
MeasureId = _id("measure")
CommentId = _id("comment")
WallLinkId = _id("wall_link")
GoneGoalId = _id("goal", "hidden", "withdrawn")
GoneMeasureId = _id("measure", "hidden", "withdrawn")
GoneCommentId = _id("comment", "hidden", "withdrawn")
NoticeId = _id("notice")


def _listed(value: Any) -> Any:
    # A form that sends one value of several sends it bare.
    return [value] if isinstance(value, str) else value


def many(kind, most: int = 100, least: int = 0):
    """Give the type of a list of distinct things."""
    bounds = Field(min_length=least or None, max_length=most)
    return Annotated[list[kind], BeforeValidator(_listed), AfterValidator(_distinct), bounds]


def _distinct(values):
    return list(dict.fromkeys(values))


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
def _names(model):
    return [(field, mark) for field, info in model.model_fields.items() for mark in _marks(info, Names)]


@cache
def _texts(model):
    return {field for field, info in model.model_fields.items() if any(_marks(info, Text))}


def _marks(info, kind):
    yield from (mark for mark in info.metadata if isinstance(mark, kind))
    stack = [info.annotation]
    while stack:
        annotation = stack.pop()
        yield from (mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, kind))
        stack.extend(getattr(annotation, "__args__", ()))


def _as_id(value):
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        value = int(value)
    if type(value) is not int:
        return None
    return value if 1 <= value <= LARGEST_ID else 0


def read_arguments(model: type[Arguments], raw: Any, *, form: bool = False) -> Arguments:
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
        raise Invalid.of(faults_of(wrong, model)) from wrong


def _is_left_out(model, name, form):
    """Whether null is as good as leaving an argument out.

    An empty field of a form says that what is needed is missing; from a program null is a value of the wrong type,
    also where a list of rows is taken.
    """
    field = model.model_fields.get(name)
    if field is None or (field.is_required() and not form):
        return False
    return field.is_required() or (not model.null_is_a_value and (form or name != "measures"))
