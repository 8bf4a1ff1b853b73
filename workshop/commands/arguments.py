"""What commands take: the base of all argument models, the kinds of text, and ids that name a thing."""

from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from workshop.codes import LONGEST_LINK, is_link
from workshop.errors import Fault, Invalid
from workshop.fields import LANGUAGES, SLOTS, canonical, clean_text

LARGEST_ID = 2**31 - 1


class Arguments(BaseModel):
    """The arguments of a command; unknown ones are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Changes(Arguments):
    """Arguments of a command that changes a thing: `expect` is the revision of the thing that the asker saw."""

    expect: int | None = Field(None, ge=0, le=LARGEST_ID)


class Names:
    """Marks an id in the arguments with the table of what it names, and with other states that this may be in."""

    def __init__(self, noun: str, *also: str):
        self.noun, self.also = noun, also

    def __repr__(self):
        return f"Names{(self.noun, *self.also)!r}"


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
    for check in checks:
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
OptionalLine = text_of(300, line=True, optional=True)
OptionalParagraphs = text_of(5000, optional=True)
Slot = Literal[*SLOTS]
Language = Literal[*LANGUAGES]

# A title may come in one language (that of `lang`) or in several at once.
Titles = Title | dict[Slot, OptionalLine]
Descriptions = OptionalParagraphs | dict[Slot, OptionalParagraphs]


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


def _or_none(value: Any) -> Any:
    return None if value == "" else value


# The choice of a form that says that somebody speaks for none.
MaybeBodyId = Annotated[BodyId | None, BeforeValidator(_or_none)]


def _listed(value: Any) -> Any:
    # A form that sends one value of several sends it bare.
    return [value] if isinstance(value, str) else value


def many(kind):
    """Give the type of a list of distinct things."""
    return Annotated[list[kind], BeforeValidator(_listed), AfterValidator(_distinct), Field(max_length=100)]


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


@cache
def _names(model):
    return [(field, mark) for field, info in model.model_fields.items() for mark in _marks(info)]


def _marks(info):
    yield from (mark for mark in info.metadata if isinstance(mark, Names))
    stack = [info.annotation]
    while stack:
        annotation = stack.pop()
        yield from (mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Names))
        stack.extend(getattr(annotation, "__args__", ()))


def _as_id(value):
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        value = int(value)
    if type(value) is not int:
        return None
    return value if 1 <= value <= LARGEST_ID else 0


def read_arguments(model: type[Arguments], raw: Any, *, form: bool = False) -> Arguments:
    """Read raw arguments (JSON, or the strings of a form) into `model`; raises Invalid with a fault for each field."""
    try:
        if form:
            # Not model_validate_strings, which takes no lists.
            return model.model_validate(raw)
        return model.model_validate_json(canonical(raw), strict=True)
    except ValidationError as wrong:
        raise Invalid.of(_faults(wrong)) from wrong


# Faults that the argument models raise beside pydantic's; where several fields are at fault, the one to mend.
_OWN_FAULTS = {
    "bad_characters": "",
    "closes_before_it_opens": "closes_at",
    "empty": "",
    "goal_or_measure": "goal_id",
    "minutes_or_time": "minutes",
    "only_for_votes": "method",
    "out_of_range": "",
    "title_or_example": "title",
}
_FAULTS = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "literal_error": "not_a_choice",
    "too_long": "too_long",
    "too_short": "empty",
    "datetime_from_date_parsing": "not_a_time",
    "datetime_parsing": "not_a_time",
    "timezone_aware": "not_a_time",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
}


def _faults(wrong):
    # Of a text that may come in one language or in several, both readings fail; the one that was meant says why.
    faults: dict[str, Fault] = {}
    for error in wrong.errors():
        faults.setdefault(_path(error), _fault(error))
    return {
        path: fault
        for path, fault in faults.items()
        if fault.code != "wrong_type" or not any(other.startswith(f"{path}.") for other in faults)
    }


def _path(error):
    # Pydantic names the member of a union too; the asker knows only fields and places in lists.
    place = [str(part) for part in error["loc"] if not str(part).startswith(("function-", "dict[", "[key]"))]
    if len(place) > 2 and place[-1] in ("int", "str") and error["type"] != "extra_forbidden":
        place.pop()
    return ".".join(place) or _OWN_FAULTS.get(error["type"], "")


def _fault(error):
    kind = error["type"]
    limits = {name: value for name, value in error.get("ctx", {}).items() if isinstance(value, int)}
    if kind in _OWN_FAULTS or kind in _FAULTS:
        return Fault(_FAULTS.get(kind, kind), limits)
    return Fault("wrong_type", limits)
