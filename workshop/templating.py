"""Filling templates of pages, letters, pictures and documents."""

from typing import Any

from jinja2 import Environment


class Templates(Environment):
    """Templates in which a property that fails does so.

    Danger: for Jinja its AttributeError means that there is no such property, and a page or a document would lack its
    list without a word.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a template names after a dot: an attribute, else an item; Undefined where there is neither."""
        try:
            return getattr(obj, attribute)
        except AttributeError:
            if hasattr(type(obj), attribute):
                raise
        try:
            return obj[attribute]
        except (LookupError, TypeError):
            return self.undefined(obj=obj, name=attribute)
