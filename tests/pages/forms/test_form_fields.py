"""What stands in a form, as arguments and as what its key is known by."""

import pytest
from werkzeug.datastructures import MultiDict

from workshop.web.http.form_fields import as_sent, nested

KEY = ("key", "9a1f0000-0000-4000-8000-000000000000")


@pytest.mark.parametrize(
    ("fields", "arguments"),
    [
        ([("minutes", "")], {"minutes": None}),
        ([("minutes", " ")], {"minutes": None}),
        ([("minutes", "5"), ("shown.minutes", "5")], {}),
        ([("minutes", ""), ("shown.minutes", "5")], {"minutes": None}),
        ([("minutes", "5"), ("shown.minutes", "")], {"minutes": "5"}),
        ([("minutes", ""), ("shown.minutes", "")], {}),
        (
            [("title.fi", "A"), ("shown.title.fi", "A"), ("title.sv", ""), ("shown.title.sv", "B")],
            {"title": {"sv": None}},
        ),
        ([("text", "a\r\n\r\nb"), ("shown.text", "a\n\nb")], {}),
        ([("ids[]", ""), ("ids[]", "2"), ("ids[]", "1"), ("shown.ids[]", "1 2")], {}),
        ([("ids[]", ""), ("shown.ids[]", "1 2")], {"ids": []}),
        ([("choices.7", "2"), ("shown.choices.7", "2"), ("choices.8", ""), ("shown.choices.8", "")], {"choices": {}}),
        (
            [("choices.7", "2"), ("shown.choices.7", "1"), ("choices.8", "1"), ("shown.choices.8", "1")],
            {"choices": {"7": "2"}},
        ),
        ([("choices.7", ""), ("choices.7", "1"), ("shown.choices.7", "")], {"choices": {"7": "1"}}),
        ([("closes_at", "2027-10-31T03:30"), ("shown.closes_at", "2027-10-31T03:30")], {}),
        ([("measures.0.text", ""), ("measures.1.text", "A"), ("measures.1.by", "")], {"measures": [{"text": "A"}]}),
    ],
)
def test_a_field_is_an_argument_where_it_was_changed_and_null_where_it_is_empty(fields, arguments):
    assert nested(MultiDict([KEY, *fields])) == arguments


def test_the_form_of_a_page_of_the_version_before_is_known_again_by_what_was_kept_of_it_then():
    fields = [KEY, ("title", "A"), ("rationale", ""), ("reason", ""), ("emptied[]", "rationale"), ("choices.7", "")]
    assert as_sent(MultiDict(fields)) == {"title": "A", "rationale": "", "choices": {"7": ""}}
    assert as_sent(MultiDict([KEY, ("ids[]", ""), ("measures.1.text", "A")])) == {
        "ids": [],
        "measures": [{"text": "A"}],
    }


def test_forms_that_say_different_things_are_known_apart():
    said = [
        [("minutes", ""), ("shown.minutes", "5")],
        [("minutes", "5"), ("shown.minutes", "5")],
        [("minutes", ""), ("shown.minutes", "")],
        [("shown.minutes", "5")],
    ]
    sent = [as_sent(MultiDict(fields)) for fields in said]
    assert all(sent.count(each) == 1 for each in sent)
