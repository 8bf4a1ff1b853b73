"""Every question names what is done and the other way, in other words: a reader in a hurry takes two words for one."""

import re
from html.parser import HTMLParser

import pytest

from tests.pages.conftest import signed_in
from tests.pages.reading import VOID

# What a question is about may stand on both of its buttons.
THINGS = {
    "en": ["goal", "measure", "comment", "round", "the"],
    "fi": ["tavoite", "toimenpide", "kommentti", "kierros"],
    "sv": ["målet", "åtgärden", "kommentaren", "omgången"],
}
BARE = {"cancel", "peruuta", "peru", "avbryt"}
# A verb is the same in all its forms: what they have in common is at least this long, or all of a short one.
STEM = 4


class _Questions(HTMLParser):
    """Reads the pairs of buttons of each form and dialog, also those that wait in templates: (what is done, or not)."""

    def __init__(self):
        super().__init__()
        self.places, self.pairs, self.button = [], [], None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in ("form", "dialog"):
            self.places.append((tag, [], []))
        leaves = "data-cancel" in attrs or "data-close" in attrs
        if tag not in VOID and self.places and (tag == "button" or leaves) and "data-dismiss" not in attrs:
            self.button = (tag, leaves, [])

    def handle_data(self, data):
        if self.button:
            self.button[2].append(data)

    def handle_endtag(self, tag):
        if self.button and tag == self.button[0]:
            _, leaves, words = self.button
            # What leads back from a dialog is the other way for all of its forms.
            place = next(
                (p for p in reversed(self.places) if not leaves or p[0] == "form" or p is self.places[0]), None
            )
            place[2 if leaves else 1].append(" ".join("".join(words).split()))
            self.button = None
        if tag in ("form", "dialog") and self.places and self.places[-1][0] == tag:
            _, presses, leaves = self.places.pop()
            if self.places and not leaves:
                self.places[-1][1].extend(presses)
            self.pairs += [(press, leave) for press in presses for leave in leaves]


@pytest.fixture(scope="module")
def page_of(shared_in_process):
    """Return the pages on which something is asked, in a language: a goal's and the desk."""
    server = shared_in_process
    lead, slug = signed_in(server, "fi"), server.example["consultation"]
    fields = {"key": "00000000-0000-4000-8000-000000000001", "theme_id": 1, "title": "Kuitu", "measures.0.text": "Tuki"}
    assert lead.post(f"/api/v1/consultations/{slug}/do/propose_goal", fields).status_code == 303
    code = server.example["workshop"]["code"]

    def page(lang: str) -> list[str]:
        lead.post("/language", {"lang": lang, "page": "/"})
        goal = lead.snapshot()["goals"][-1]["id"]
        return [lead.get(path).text for path in (f"/c/{slug}/goals/{goal}", f"/w/{code}/lead")]

    return page


@pytest.mark.parametrize("lang", THINGS)
def test_no_question_has_one_verb_twice_and_none_a_bare_cancel(page_of, lang):
    pairs = set()
    for html in page_of(lang):
        reader = _Questions()
        reader.feed(html)
        assert reader.pairs
        pairs |= set(reader.pairs)
    assert len(pairs) >= 14
    assert [pair for pair in pairs if {word.casefold() for word in pair} & BARE] == []
    assert [pair for pair in pairs if not all(pair)] == []
    assert [pair for pair in pairs if stems(pair[0], lang) & stems(pair[1], lang)] == []


@pytest.mark.parametrize(
    ("lang", "pairs"),
    [
        ("fi", [("Vedä tavoite takaisin", "Pidä tavoite"), ("Piilota tavoite", "Jätä näkyviin")]),
        ("sv", [("Dra tillbaka målet", "Behåll målet"), ("Dölj målet", "Låt det synas")]),
        ("en", [("Withdraw the goal", "Keep the goal"), ("Hide the goal", "Leave it visible")]),
    ],
)
def test_to_withdraw_and_to_keep_are_named(page_of, lang, pairs):
    found = set()
    for html in page_of(lang):
        reader = _Questions()
        reader.feed(html)
        found |= set(reader.pairs)
    assert set(pairs) <= found


def stems(words: str, lang: str) -> set[str]:
    """Return the beginnings of the words of a button, without what the question is about."""
    said = re.findall(r"\w+", words.casefold())
    return {word[:STEM] for word in said if word not in THINGS[lang]}
