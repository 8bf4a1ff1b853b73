"""Join codes: the digits are found in whatever people type and paste, and nothing else is taken for one."""

import pytest

from workshop.reading.codes import read_code

CODE = "48217730"
WRITTEN = [
    "48217730",
    " 4821 7730 ",
    "4821-7730",
    "4821.7730",
    "48 21 77 30",
    # Blanks and dashes that nobody sees or tells apart.
    "4821\u00a07730",
    "4821\u202f7730",
    "4821\u20097730",
    "4821\u30007730",
    "4821\u20137730",
    "4821\u20117730",
    "4821\u22127730",
    "4821\u00ad7730",
    "\u200b4821\u200b7730\ufeff",
    "\u20684821 7730\u2069",
    "4821\n7730",
    # Digits of other scripts.
    "٤٨٢١ ٧٧٣٠",
    "۴۸۲۱۷۷۳۰",
    "４８２１　７７３０",
    "४८२१७७३०",
    "𝟒𝟖𝟐𝟏𝟕𝟕𝟑𝟎",
    # Sentences.
    "Code: 4821 7730",
    "Koodi on 4821 7730.",
    "(4821 7730)",
    "Koodi 4821 7730, alkaa klo 9.30",
    "Go to 192.168.1.5:8000/join and type the code 4821 7730",
    "https://192.168.1.5:8000/join → 4821 7730",
]
LINKS = [
    "https://workshop.example/join/48217730",
    "https://workshop.example/join/48217730/",
    "https://workshop.example/join/48217730.",
    "<https://workshop.example/join/48217730>",
    "https://workshop.example/join/48217730?lang=fi",
    "https://workshop.example/join/48217730?lang=fi&k=99#main",
    "https://workshop.example/join/4821 7730",
    "https://workshop.example/join/4821%207730",
    "https://workshop.example/join/4821-7730/",
    "https://workshop.example/join?code=4821+7730",
    "https://workshop.example/join/?lang=sv&code=48217730",
    "http://192.168.1.5:8000/w/48217730",
    "http://[fd00::2]:8000/w/48217730/wall?key=3f41d2",
    "http://192.168.1.5:8000/w/48217730/lead#goal-17",
    "192.168.1.5:8000/join/48217730",
    "/join/48217730",
    "Join here: https://workshop.example/join/48217730 (2 December 2026, 9.30)",
    "HTTPS://WORKSHOP.EXAMPLE/JOIN/48217730",
    "https://eur01.safelinks.example/?url=https%3A%2F%2Fworkshop.example%2Fjoin%2F48217730&data=05%7C01",
]
NO_CODES = [
    "",
    "x",
    "⁴⁸²¹⁷⁷³⁰",
    "④⑧②①⑦⑦③⓪",
    "https://workshop.example/",
    "https://workshop.example/48217730",
    "/join/",
    "/join/x",
]


@pytest.mark.parametrize("typed", WRITTEN + LINKS)
def test_the_digits_are_found_in_what_people_type_and_paste(typed):
    assert read_code(typed) == CODE


@pytest.mark.parametrize("typed", NO_CODES)
def test_where_there_is_no_code_none_is_found(typed):
    assert read_code(typed) == ""


def test_two_codes_in_one_text_are_none():
    assert read_code("4821 7730 or 4821 7731") not in (CODE, "48217731")
    assert read_code("4821773012345678") != CODE
