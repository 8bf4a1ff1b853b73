"""What stands in a form: its fields as the arguments of a command, without what was not changed in it."""

import re

from werkzeug.datastructures import MultiDict

from workshop.language import clocks

# Fields that are for the server's own part, or for the browser alone, and not for the command. `emptied[]` is in pages
# of the version before, where it named the fields that are sent also when they are empty.
OWN_FIELDS = ("key", "page", "back", "form", "code_in_path", "emptied[]", "checked", "asks", "understood")
# What a field held when its page was made: who has not changed it since does not send it.
SHOWN = "shown."
CHOICES = "choices."
TIMES = ("opens_at", "closes_at", "starts_at")
LIST = re.compile(r"0|[1-9][0-9]{0,2}")
DEEPEST = 20


def nested(fields: MultiDict) -> dict:
    """Turn `choices.17=3` and `measures.0.text=…` into nested arguments; an empty field is None, which is no value.

    A field given more than once has its last value, which lets a hidden field stand for an empty box; where
    the name ends in `[]`, all values make a list. What stands as it was shown (`shown.<name>`) is left out: only what
    was changed in this form is changed, to the second. Times without an offset are Finnish ones.
    """
    arguments: dict = {}
    for name, values in fields.lists():
        # In a form of many parts, a part without a name has None for one.
        if name is None or name in OWN_FIELDS or name.startswith(SHOWN):
            continue
        if name.startswith(CHOICES):
            arguments.setdefault("choices", {})
        if not is_unchanged(fields, name):
            _put(arguments, _parts(name.removesuffix("[]")), _value(name, values))
    return _listed(arguments)


def is_unchanged(fields: MultiDict, name: str) -> bool:
    """Whether a field of a form still holds what its page showed in it."""
    shown = fields.getlist(SHOWN + name)
    if not shown:
        return False
    if name.endswith("[]"):
        return set(shown[-1].split()) == {value for value in fields.getlist(name) if value}
    # Browsers send the line ends of a text in another way than they were given.
    return [shown[-1].splitlines()] == [value.splitlines() for value in fields.getlist(name)[-1:]]


def as_sent(fields: MultiDict) -> dict:
    """Give what the fingerprint of a form is made from, so that the same form sent again is known by it.

    Pages of the version before, which showed nothing, left empty fields out: what they sent then and send again now
    must be the same.
    """
    new = any(name and name.startswith(SHOWN) for name in fields)
    kept: dict = {}
    emptied = fields.getlist("emptied[]")
    for name, values in fields.lists():
        if name is None or name in OWN_FIELDS:
            continue
        if name.endswith("[]"):
            _put(kept, _parts(name[:-2]), [value for value in values if value])
        elif new or values[-1] != "" or name.startswith(CHOICES) or name in emptied:
            _put(kept, _parts(name), clocks.with_offset(values[-1]) if name in TIMES else values[-1])
    return _listed(kept)


def _parts(name):
    # A name that goes deeper than any argument does stays whole, and is not known then.
    return name.split(".") if name.count(".") < DEEPEST else [name]


def _value(name, values):
    if name.endswith("[]"):
        return [value for value in values if value]
    if not values[-1].strip():
        return None
    return clocks.with_offset(values[-1]) if name in TIMES else values[-1]


def _put(tree, path, value):
    for part in path[:-1]:
        branch = tree.setdefault(part, {})
        if not isinstance(branch, dict):
            return
        tree = branch
    tree[path[-1]] = value


def _listed(tree):
    if not isinstance(tree, dict):
        return tree
    return {name: _listed(value) if name == "choices" else _rows_of(_listed(value)) for name, value in tree.items()}


def _rows_of(tree):
    if isinstance(tree, dict) and tree and all(LIST.fullmatch(name) for name in tree):
        return [row for row in (_filled(tree[name]) for name in sorted(tree, key=int)) if row not in ({}, None)]
    return tree


def _filled(row):
    return {name: value for name, value in row.items() if value is not None} if isinstance(row, dict) else row
