"""Every page is whole in each language, and says the language of each text that is in another."""

import re

import pytest
from babel.messages.pofile import read_po

from tests.entry.visitor import Visitor, without_moulds
from tests.house.tree import ROOT
from tests.pages.conftest import signed_in
from tests.pages.reading import ids_of, texts_of

BRAND = "Workshop"
# What is the same in Finnish and in Swedish beside the words that the two share.
SAME = {
    BRAND,
    "Suomi",
    "Svenska",
    "English",
    "Kirsi Salmela",
    "Aino",
    "·",
    "–",
    "+",
    "(",
    ")",
    ").",
    "/join",
    "f",
    "p",
    "q",
    f"{BRAND} ·",
}
FINNISH, SWEDISH = "Kuitu joka kotiin", "Skolan finns kvar nära barnen"


@pytest.fixture(scope="module")
def held(shared_in_process):
    """The example after a workshop in which each thing happened once: the server, a facilitator, a member, a goal."""
    server, slug = shared_in_process, shared_in_process.example["consultation"]
    lead, member = signed_in(server, "fi"), Visitor(server, "fi")
    member.join("Aino", body="board")

    def do(visitor, command, **arguments):
        fields = {"key": re.sub(r"\D", "0", f"{len(keys):08d}") + "-0000-4000-8000-000000000000", **arguments}
        keys.append(fields["key"])
        answer = visitor.post(f"/api/v1/consultations/{slug}/do/{command}", fields)
        assert answer.status_code == 303, answer.text
        return visitor.snapshot()

    keys = []
    propose, comment, dots, opinion = (each["id"] for each in server.example["rounds"])
    do(lead, "open_round", round_id=propose)
    words = {"theme_id": 1, "rationale": "Syy.", "measures.0.text": "Tuki", "phenomenon_ids[]": "1", "lang": "fi"}
    first = do(member, "propose_goal", title=FINNISH, **words)["goals"][-1]["id"]
    second = do(lead, "propose_goal", title=SWEDISH, theme_id=2, lang="sv")["goals"][-1]["id"]
    hidden = do(member, "propose_goal", title="Piiloon", theme_id=2, lang="fi")["goals"][-1]["id"]
    do(lead, "hide_goal", goal_id=hidden, reason="Liian yleinen.")
    do(lead, "close_round", round_id=propose)
    do(lead, "open_round", round_id=comment, minutes=30)
    on = {"goal_id": first, "stance": "question", "lang": "fi"}
    asked = do(member, "add_comment", text="Kuka maksaa?", **on)["comments"][-1]["id"]
    do(lead, "add_comment", text="Staten.", reply_to=asked, **{**on, "lang": "sv"})
    do(lead, "close_round", round_id=comment)
    do(lead, "open_round", round_id=dots)
    do(member, "cast_ballot", round_id=dots, **{f"choices.{first}": 3, f"choices.{second}": 2})
    do(lead, "close_round", round_id=dots)
    do(lead, "reveal_results", round_id=dots)
    do(lead, "open_round", round_id=opinion)
    for secrecy, method in (("named", "approve"), ("secret", "approve"), ("named", "opinion")):
        titles = {"title.fi": "Mikä?", "title.sv": "Vad?", "title.en": "Which?"}
        fields = {"kind": "vote", "secrecy": secrecy, "method": method, "results": "at_close", **titles}
        made = do(lead, "create_round", **fields)["rounds"][-1]["id"]
        do(lead, "open_round", round_id=made)
        if secrecy == "named" and method == "opinion":
            do(member, "cast_ballot", round_id=made, **{f"choices.{first}": "agree"})
            do(lead, "close_round", round_id=made)
    return server, lead, member, first


def pages_of(held):
    """Return (who, path) of each page, as a member and as a facilitator see it."""
    server, lead, member, goal = held
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    paths = [
        f"/c/{slug}",
        f"/c/{slug}/goals/{goal}",
        f"/w/{code}",
        f"/w/{code}/wall",
        f"/c/{slug}/results",
        "/c/no-such",
        f"/w/{code}/lead",
    ]
    yield from ((member, path) for path in paths)
    yield from ((lead, path) for path in [*paths, f"/c/{slug}/settings", f"/c/{slug}/audit"])


def test_no_page_says_a_sentence_in_english(held):
    for lang in ("fi", "sv"):
        sentences = english(lang)
        for visitor, path in pages_of(held):
            page = visitor.get(f"{path}?lang={lang}").text
            said = [text for text, spoken in texts_of(page) if spoken == lang and text != BRAND]
            assert said, path
            assert [text for text in said if any(each.fullmatch(text) for each in sentences)] == [], f"{path} {lang}"


def test_what_is_the_same_in_finnish_and_swedish_is_a_name(held):
    """A sentence that never went through the catalogue is the same in both: this finds what the other test can't."""
    shared = shared_words()
    for visitor, path in pages_of(held):
        there = []
        for lang in ("fi", "sv"):
            page = visitor.get(f"{path}?lang={lang}").text
            there.append({text for text, spoken in texts_of(page) if spoken == lang and re.search(r"[^\W\d_]", text)})
        same = {text.removeprefix(": ") for text in there[0] & there[1] if "http://" not in text} - SAME - shared
        # The commitment of a count and its salt are 64 hexadecimal digits; minutes are written alike.
        assert {text for text in same if not re.fullmatch(r"[0-9a-f]{64}|\+?\d+ min", text)} == set(), path


def test_each_text_says_which_language_it_is_in(held):
    _, _, member, goal = held
    slug = held[0].example["consultation"]
    for path in (f"/c/{slug}", f"/c/{slug}/results"):
        for lang in ("fi", "sv", "en"):
            texts = texts_of(member.get(f"{path}?lang={lang}").text)
            assert {spoken for text, spoken in texts if text == FINNISH} == {"fi"}, (path, lang)
            assert {spoken for text, spoken in texts if text == SWEDISH} == {"sv"}, (path, lang)
    for lang, theme in (("fi", "Elinkeinot ja työllisyys"), ("sv", "Näringar och sysselsättning")):
        texts = texts_of(member.get(f"/c/{slug}?lang={lang}").text)
        assert {spoken for text, spoken in texts if text == theme} == {lang}
    texts = dict(texts_of(member.get(f"/c/{slug}/goals/{goal}?lang=fi").text))
    assert (texts["Kuka maksaa?"], texts["Staten."]) == ("fi", "sv")


def test_each_page_is_one_whole_document(held):
    for visitor, path in pages_of(held):
        page = without_moulds(visitor.get(path).text)
        ids = ids_of(page)
        assert sorted(set(ids)) == sorted(ids), path
        assert page.count("<h1") == 1, path
        assert page.count("<main") == 1, path
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids), path
        named = {
            each for found in re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page) for each in found.split()
        }
        assert named <= set(ids), path
        assert set(re.findall(r'<label for="([^"]+)"', page)) <= set(ids), path
        assert "style=" not in page, path
        assert all(" src=" in tag for tag in re.findall("<script[^>]*>", page)), path


def english(lang: str) -> list[re.Pattern]:
    """Return the English sentences that read otherwise in a language, with anything where they are filled in."""
    found = []
    for message in catalogue(lang):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for sentence in set(ids) - set(strings):
            found.append(re.compile(re.sub(r"%\\\(\w+\\\)[sd]", ".+", re.escape(sentence))))
    assert len(found) > 200
    return found


def shared_words() -> set[str]:
    """Return the translations that Finnish and Swedish have in common."""
    finnish = {message.id: message.string for message in catalogue("fi")}
    return {message.string for message in catalogue("sv") if message.string == finnish.get(message.id)}


def catalogue(lang: str):
    """Read the messages of a language."""
    with (ROOT / "workshop/translations" / lang / "LC_MESSAGES/messages.po").open("rb") as file:
        return [message for message in read_po(file, locale=lang) if message.id]
