"""The base of all shapes on the wire, and how shapes are made."""

from typing import Any

from pydantic import BaseModel, ConfigDict


def _without_defaults(schema: dict) -> None:
    # A field with a default is left out where there is nothing to say, and never sent as the default.
    for field in schema.get("properties", {}).values():
        field.pop("default", None)


class Shape(BaseModel):
    """The base of all shapes: an answer has no undeclared field."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_without_defaults)


def title_of(text: str) -> str:
    """Return the title of a shape, from a noun."""
    return text.title().replace("_", "")


def required(**types: Any) -> dict[str, Any]:
    """Return required fields in the form that pydantic's `create_model` takes."""
    return {name: (kind, ...) for name, kind in types.items()}
