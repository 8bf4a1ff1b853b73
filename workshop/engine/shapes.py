"""Arguments that may have one of several shapes."""

from typing import Any, get_args

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


class ByShape:
    """Marks a union of words and objects; `shapes` names, by a field that it alone has, each kind of object.

    So a fault is one of the shape that was meant: of a plain union, each member would report its own.
    """

    def __init__(self, **shapes: type[BaseModel]):
        self._shapes = shapes

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the pydantic schema of the union."""
        [words] = [one for one in get_args(source) if one not in self._shapes.values()]
        choices: dict[Any, CoreSchema] = {
            f"function-{name}": handler.generate_schema(one) for name, one in self._shapes.items()
        }
        return core_schema.tagged_union_schema({**choices, _WORDS: handler.generate_schema(words)}, self._tag)

    def _tag(self, value: Any) -> str:
        given = value if isinstance(value, dict) else getattr(value, "model_fields_set", None)
        if given is None:
            return _WORDS
        return f"function-{next((name for name in self._shapes if name in given), [*self._shapes][-1])}"


# Tags stand in the path of a fault; `faults_of` leaves out those that begin so.
_WORDS = "function-words"
