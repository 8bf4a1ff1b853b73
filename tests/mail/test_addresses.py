"""An address is one, however it is written: it is compared, kept and counted as it is sent to."""

import pytest

from tests.mail.conftest import address
from workshop.db import database_now
from workshop.errors import Invalid
from workshop.operations.people.accounts import account_by_email, ask_for_link, make_link, use_link
from workshop.operations.people.addresses import mailbox_of, new_email, normal_email

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


NO_MAILBOX = [".aino@example.org", "aino.@example.org", "ai..no@example.org", "aino@-example.org", "aino@example-.org"]
NO_MAILBOX += ["aino@kun_ta.example", "aino@192.0.2.1", "aino@example.123", "aino@i❤.example", "aino@\u0301e.example"]


@pytest.mark.parametrize("typed", NO_MAILBOX)
def test_an_address_that_no_mailbox_can_have_is_refused_where_it_comes_in(typed):
    assert normal_email(typed)
    with pytest.raises(Invalid):
        new_email(typed)


@pytest.mark.parametrize("way", WRITTEN)
def test_an_address_that_comes_in_has_the_form_in_which_it_is_looked_up(way):
    assert new_email(WRITTEN[way]) == normal_email(WRITTEN[way])


OWN_NAMES = ["aino@post.kunta.local", "aino@kunta.test", "aino@mail.localhost"]
UNUSUAL = ["o'brien+kunta@example.org", "!#$%&*=?^_`{|}~@example.org", "äiti@mäki.example", "☺@example.org", "a@b.fi"]


@pytest.mark.parametrize("typed", OWN_NAMES + UNUSUAL)
def test_an_address_that_somebody_may_have_is_taken(typed):
    assert new_email(typed) == typed


def test_an_address_that_an_earlier_version_took_still_signs_in(hall):
    taken = f"..{address()}"
    write = hall.database.write
    write(lambda session: account_by_email(session, taken, "Aino", "fi", database_now(session)))
    write(lambda session: ask_for_link(session, f" {taken.upper()}"))
    secret = write(lambda session: make_link(session, taken))
    assert write(lambda session: use_link(session, secret)).name == "Aino"


def test_nobody_is_invited_or_found_again_by_an_address_that_no_mailbox_can_have(hall):
    with pytest.raises(Invalid):
        hall.do(hall.lead, "invite_participant", email="ai..no@example.org")
    with pytest.raises(Invalid):
        hall.database.write(lambda session: ask_for_link(session, "ai..no@example.org", account_id=hall.aino))
