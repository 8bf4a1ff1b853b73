"""Translates pydantic's validation errors into faults by field."""

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from workshop.errors import Fault

# Faults raised by our argument models; where one concerns several fields, the field to correct.
_OWN_FAULTS = {
    "bad_characters": "",
    "closes_before_it_opens": "closes_at",
    "empty": "",
    "first_or_at_least": "first",
    "goal_or_measure": "goal_id",
    "minutes_or_time": "minutes",
    "missing": "reason",
    "not_a_web_address": "",
    "one_thing": "",
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
    "date_from_datetime_inexact": "not_a_time",
    "date_from_datetime_parsing": "not_a_time",
    "date_parsing": "not_a_time",
    "datetime_from_date_parsing": "not_a_time",
    "datetime_parsing": "not_a_time",
    "timezone_aware": "not_a_time",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
}
# How members of a union begin in a path, besides models, which stand there under their names.
_MEMBERS = ("function-", "dict[", "[key]", "literal[")


def faults_of(wrong: ValidationError, model: type[BaseModel], *, null_is_a_value: bool) -> dict[str, Fault]:
    """Return the fault of each field (dotted path) of arguments that could not be read into `model`.

    With `null_is_a_value`, null in a field that can't be null is a missing value, not one of the wrong type.
    """
    # Where a union (a text in one language or in several) fails, all its members report: a deeper path says why.
    faults: dict[str, Fault] = {}
    for error in wrong.errors():
        path = _path(error)
        taken_away = error["input"] is None and null_is_a_value and not _is_required(model, path)
        faults.setdefault(path, Fault("missing") if taken_away else _fault(error))
    return {
        path: fault
        for path, fault in faults.items()
        if fault.code != "wrong_type" or not any(other.startswith(f"{path}.") for other in faults)
    }


def _is_required(model: type[BaseModel], path: str) -> bool:
    return path not in model.model_fields or model.model_fields[path].is_required()


def _path(error: ErrorDetails) -> str:
    # Pydantic puts union members into the path; the actor knows fields and positions in lists only.
    place = [part for part in map(str, error["loc"]) if not part.startswith(_MEMBERS) and not part[:1].isupper()]
    if len(place) > 2 and place[-1] in ("int", "str") and error["type"] != "extra_forbidden":
        place.pop()
    return ".".join(place) or _OWN_FAULTS.get(error["type"], "")


def _fault(error: ErrorDetails) -> Fault:
    kind = error["type"]
    limits = {name: value for name, value in error.get("ctx", {}).items() if isinstance(value, int)}
    if kind in _OWN_FAULTS or kind in _FAULTS:
        return Fault(_FAULTS.get(kind, kind), limits)
    return Fault("wrong_type", limits, wants="number" if kind.startswith("int_") else "")
