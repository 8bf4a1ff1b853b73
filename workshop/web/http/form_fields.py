"""The fields of a form as the arguments of a command, without the unchanged ones."""

import re

from werkzeug.datastructures import MultiDict

from workshop.language import clocks

# Fields for the web surface or the browser alone, not for the command. `emptied[]` is in pages of the previous version,
# where it names the fields that are sent also when empty.
OWN_FIELDS = ("key", "page", "back", "form", "code_in_path", "emptied[]", "checked", "asks", "understood")
# The prefix of the value that a field had when its page was made; unchanged fields are not arguments.
SHOWN = "shown."
CHOICES = "choices."
# What has ids for names, which are no rows of a list.
BY_ID = ("choices", "figures", "measure_parts", "comment_parts")
TIMES = ("opens_at", "closes_at", "starts_at")
LIST = re.compile(r"0|[1-9][0-9]{0,2}")
DEEPEST = 20


def nested(fields: MultiDict) -> dict:
    """Turn `choices.17=3` and `measures.0.text=…` into nested arguments; an empty field is None, which is no value.

    Of a field given more than once the last value counts, so that a hidden field can stand for an unchecked box; if the
    name ends in `[]`, all values make a list. A field still at its shown value (`shown.<name>`) is left out, so that a
    form changes only what was changed in it. Times without an offset are Finnish local times.
    """
    arguments: dict = {}
    for name, values in fields.lists():
        # In a multipart form, a part may lack a name.
        if name is None or name in OWN_FIELDS or name.startswith(SHOWN):
            continue
        if name.startswith(CHOICES):
            arguments.setdefault("choices", {})
        if not is_unchanged(fields, name):
            _put(arguments, _parts(name.removesuffix("[]")), _value(name, values))
    return _listed(arguments)


def is_unchanged(fields: MultiDict, name: str) -> bool:
    """Whether a field of a form still has the value that its page showed."""
    shown = fields.getlist(SHOWN + name)
    if not shown:
        return False
    if name.endswith("[]"):
        return set(shown[-1].split()) == {value for value in fields.getlist(name) if value}
    # Browsers send other line ends than the text had.
    return [shown[-1].splitlines()] == [value.splitlines() for value in fields.getlist(name)[-1:]]


def as_sent(fields: MultiDict) -> dict:
    """Return what a form's fingerprint is made from, so that the same form sent again is recognised.

    Pages of the previous version have no shown values and left out empty fields: what they sent before an upgrade and
    send again after it must be the same.
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
    # A name deeper than any argument stays whole, and is refused as unknown.
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
    return {name: _listed(value) if name in BY_ID else _rows_of(_listed(value)) for name, value in tree.items()}


def _rows_of(tree):
    if isinstance(tree, dict) and tree and all(LIST.fullmatch(name) for name in tree):
        return [row for row in (_filled(tree[name]) for name in sorted(tree, key=int)) if row not in ({}, None)]
    return tree


def _filled(row):
    return {name: value for name, value in row.items() if value is not None} if isinstance(row, dict) else row
