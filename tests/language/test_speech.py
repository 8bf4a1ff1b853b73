"""One language is spoken at a time and place: in requests, letters and exports, and never into one another."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.house.tree import files, places
from workshop.language import labels
from workshop.language.clocks import in_full, moment, stamp
from workshop.language.speech import gettext, language, lazy_gettext, ngettext, pair, speaking
from workshop.language.texts import lang_of, text_in
from workshop.language.words import Words

SAID = {"fi": "Äänestys", "sv": "Omröstning", "en": "Voting"}


@pytest.mark.parametrize("lang", SAID)
def test_a_label_is_said_in_the_language_that_is_spoken(lang):
    with speaking(lang):
        assert (language(), str(labels.KINDS["vote"])) == (lang, SAID[lang])


def test_where_nobody_has_said_who_reads_sentences_stand_as_in_the_code():
    assert (language(), gettext("Voting")) == ("en", "Voting")


def test_after_another_language_the_first_goes_on():
    with speaking("fi"):
        with pytest.raises(ZeroDivisionError), speaking("sv"):
            assert gettext("Voting") == SAID["sv"]
            raise ZeroDivisionError
        assert gettext("Voting") == SAID["fi"]


def test_a_table_made_in_one_language_is_said_in_another():
    with speaking("sv"):
        made = lazy_gettext("Voting")
        assert str(made) == SAID["sv"]
    with speaking("fi"):
        assert f"{made}" == SAID["fi"]


def test_who_reads_is_asked_once_and_only_when_something_is_said():
    asked = []
    with speaking(lambda: asked.append("asked") or "sv"):
        assert asked == []
        assert (gettext("Voting"), language()) == (SAID["sv"], "sv")
    assert asked == ["asked"]


def test_a_thread_speaks_for_itself():
    with speaking("sv"), ThreadPoolExecutor(1) as beside:
        assert beside.submit(gettext, "Voting").result() == "Voting"
        assert beside.submit(Words("fi").label, labels.KINDS, "vote").result() == SAID["fi"]
        assert gettext("Voting") == SAID["sv"]


def test_a_number_takes_the_form_of_its_language():
    said = {}
    for lang in SAID:
        with speaking(lang):
            said[lang] = [ngettext("%(num)d comment", "%(num)d comments", number) for number in (1, 2)]
            assert pair("%(num)d comment", "%(num)d comments")[1] % {"num": 2} == said[lang][1]
    assert said == {
        "fi": ["1 kommentti", "2 kommenttia"],
        "sv": ["1 kommentar", "2 kommentarer"],
        "en": ["1 comment", "2 comments"],
    }


def test_percent_signs_stay_where_nothing_is_filled_in():
    assert gettext("100 %") == "100 %"


def test_exports_write_times_as_pages_do():
    for lang in SAID:
        with speaking(lang):
            shown = stamp("2026-11-25T18:00:00Z")
        assert Words(lang).time("2026-11-25T18:00:00Z") == shown


def test_letters_say_the_weekday_in_full():
    said = {}
    for lang in SAID:
        with speaking(lang):
            said[lang] = in_full(moment("2026-11-25T07:05:00Z"))
    assert said == {
        "fi": "keskiviikko 25.11.2026 klo\u00a09.05",
        "sv": "onsdag den 25 november 2026 kl.\u00a009.05",
        "en": "Wednesday 25 November 2026 at 09:05",
    }


def test_a_text_is_given_in_the_readers_language_or_the_next_that_there_is():
    with speaking("sv"):
        assert text_in({"fi": "a", "sv": "b", "en": "c"}) == "b"
        assert (lang_of({"sv": "", "en": "c"}), lang_of({}), text_in({})) == ("en", "sv", "")


def test_no_request_is_pretended_and_no_second_app_made():
    assert places(r"test_request_context|flask_babel|flask_mailman", files(".py", under=("workshop",))) == []
    assert len(places(r"\bFlask\(", files(".py", under=("workshop",)))) == 1
