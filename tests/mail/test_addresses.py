"""An address is one, however it is written: it is compared, kept and counted as it is sent to."""

import pytest

from workshop.errors import Invalid
from workshop.operations.addresses import mailbox_of, normal_email

WRITTEN = {
    "blanks around it": " aino@mäki.example\t\n",
    "a blank that does not break": "\u00a0aino@mäki.example\u2003",
    "signs of no width": "ai\u200bno\u2060@mäki.example\ufeff",
    "a soft hyphen": "aino@mä\u00adki.example",
    "marks of direction": "\u202aaino@mäki.example\u202c",
    "capitals": "AINO@MÄKI.Example",
    "wide letters": "ａｉｎｏ＠mäki.ｅxample",
    "an ideographic full stop": "aino@mäki。example",
    "its domain in ASCII": "aino@xn--mki-qla.example",
    "its domain in ASCII capitals": "aino@XN--MKI-QLA.EXAMPLE",
    "a dot after the domain": "aino@mäki.example.",
    "letters and marks apart": "aino@ma\u0308ki.example",
}


@pytest.mark.parametrize("way", WRITTEN)
def test_an_address_is_one_however_it_is_written(way):
    assert normal_email(WRITTEN[way]) == "aino@mäki.example"
    assert normal_email(normal_email(WRITTEN[way])) == "aino@mäki.example"


NO_ADDRESS = [
    "",
    "@",
    "aino",
    "aino@",
    "@mäki.example",
    "a@b..example",
    "a@.example",
    "a@b@c.example",
    "a b@example.org",
]
NO_ADDRESS += [
    "aino@example.org, ville@example.org",
    "aino@example.org\nBcc: all@example.org",
    "a" * 65 + "@example.org",
]
NO_ADDRESS += ["aino@" + "ä" * 64 + ".example", "\u200b@example.org", "aino@\u200b.example", "Aino <aino@example.org>"]


@pytest.mark.parametrize("typed", NO_ADDRESS)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(Invalid):
        normal_email(typed)


def test_what_follows_a_plus_is_another_address_in_the_same_mailbox():
    assert normal_email("aino+kunta@example.org") != normal_email("aino@example.org")
    assert {mailbox_of(email) for email in ("aino@example.org", "aino+a@example.org", "aino+a+b@example.org")} == {
        "aino@example.org"
    }
    assert mailbox_of("+@example.org") == "+@example.org"
