"""The scripts of the pages keep the rules that no browser would tell us of."""

import re

from tests.house.tree import ROOT

FUNCTION = re.compile(r"^(?:export )?(?:async )?function (\w+)\(.*?^}", re.MULTILINE | re.DOTALL)
# These walk a tree of comments, or of the goals of a family, which ends with its leaves.
WALKS = {"threads.js: familyOf", "threads.js: living", "goal-list.js: withMembers", "families.js: under"}


def test_no_function_calls_itself_but_those_that_walk_a_tree():
    """One that draws, and draws again to take in what it has just changed, is how a page once froze its browser."""
    found = set()
    for script in sorted((ROOT / "workshop/static/js").rglob("*.js")):
        for function in FUNCTION.finditer(script.read_text()):
            name, body = function[1], function[0].split("{", 1)[1]
            if re.search(rf"(?<![.\w]){name}\(|\({name}\)", body):
                found.add(f"{script.name}: {name}")
    assert found == WALKS


def test_what_a_form_is_is_read_from_its_attributes():
    """A field named "method" stands in the way of `form.method`, and the form was left to the browser."""
    scripts = sorted((ROOT / "workshop/static/js").rglob("*.js"))
    found = re.findall(r"\bform\.(?:method|action|name|title)\b", "".join(each.read_text() for each in scripts))
    assert found == []
