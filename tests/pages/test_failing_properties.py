"""What fails while a page is written is a fault of the page, and not an empty place in it."""

from types import SimpleNamespace

import pytest
from flask import Flask

from workshop.templating import Templates
from workshop.web.render.filling import PageTemplates


class Desk:
    """Has a property that names what is not there."""

    rows = ("one",)

    @property
    def listed(self) -> list[str]:
        """Fail."""
        return [row.heading for row in self.rows]


@pytest.fixture(params=["page", "letter"])
def templates(request) -> Templates:
    """Those of pages, and those of letters, pictures and documents."""
    return PageTemplates(Flask(__name__)) if request.param == "page" else Templates()


def test_a_property_that_fails_is_not_taken_for_one_that_is_not_there(templates):
    template = templates.from_string("{% for row in desk.listed %}{{ row }}{% endfor %}")
    with pytest.raises(AttributeError, match="heading"):
        template.render(desk=Desk())


@pytest.mark.parametrize("thing", [{"a": 1}, SimpleNamespace(a=1), Desk(), None, "a", [1]])
def test_what_is_not_there_is_nothing(templates, thing):
    template = templates.from_string("{{ thing.b }}/{{ thing.a }}/{{ thing.a is defined }}")
    there = hasattr(thing, "a") or thing == {"a": 1}
    assert template.render(thing=thing) == ("/1/True" if there else "//False")
