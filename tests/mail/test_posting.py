"""A letter leaves as it was written: on the console, and over SMTP to a server that says no at the end."""

import re
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread

import pytest

from workshop.config import Settings, read_settings
from workshop.language.speech import speaking
from workshop.mail import post
from workshop.mail.letter import Letter
from workshop.mail.letters import sign_in_letter

TO = "aino@työpaja.example"
URL = "https://example.org/sign-in/abc"
BODY = f"Hello,\n\nHei,\n{URL}\n\n.piste rivin alussa\n\nKylä\n"


class Relay:
    """A mail server that takes one mail; `sent` is what it was told, line by line."""

    def __init__(self):
        self.sent: list[bytes] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"smtp://127.0.0.1:{self._door.getsockname()[1]}"
        self._thread = Thread(target=self._serve)
        self._thread.start()

    def mail(self) -> EmailMessage:
        """The mail that was taken, once the other end is done."""
        self._thread.join(10)
        data = self.sent.index(b"data\r\n") + 1
        lines = self.sent[data : self.sent.index(b".\r\n")]
        written = b"".join(line.removeprefix(b".") for line in lines).replace(b"\r\n", b"\n")
        return message_from_bytes(written, policy=policy.default)

    def _serve(self):
        caller, _ = self._door.accept()
        with self._door, caller, caller.makefile("rwb") as lines:
            answer, writing = b"220 here", False
            while answer:
                lines.write(answer + b"\r\n" if answer != b"-" else b"")
                lines.flush()
                self.sent.append(line := lines.readline())
                writing = line != b".\r\n" if writing else line == b"data\r\n"
                answer = _answer(line, writing)
            lines.write(b"500 no farewells\r\n")


def _answer(line, writing):
    if writing:
        return b"354 go on" if line == b"data\r\n" else b"-"
    return b"" if line == b"quit\r\n" else b"250 well"


@pytest.fixture
def relay() -> Iterator[Relay]:
    """A mail server of the test's own."""
    yield Relay()


def letter(subject: str, said: str = "Hei,") -> Letter:
    """A letter whose text is `BODY`."""
    return Letter(subject, "Kylä", (said,), "Kirjaudu", URL, more=((".piste rivin alussa", ""),))


def settings(tmp_path, mail: str) -> Settings:
    """The settings of an app that mails so."""
    return read_settings(
        {"WORKSHOP_MAIL": mail, "WORKSHOP_MAIL_FROM": "Työpaja <post@example.org>"}, data=str(tmp_path)
    )


def test_a_letter_on_the_console_is_a_mail_between_lines(tmp_path, capsys):
    post(settings(tmp_path, "console"), TO, letter("Kirjautumislinkkisi"))
    printed = capsys.readouterr().out
    assert printed.startswith("Content-Type: text/plain") and printed.endswith(f"\n{'-' * 79}\n")
    mail = message_from_bytes(printed.rpartition("\n---")[0].encode(), policy=policy.default)
    assert (mail["Subject"], mail["To"], plain(mail).strip()) == (
        "Kirjautumislinkkisi",
        "aino@xn--typaja-xxa.example",
        BODY.strip(),
    )


def test_a_letter_over_smtp_is_whole_and_a_bad_farewell_does_not_send_it_again(tmp_path, relay):
    post(settings(tmp_path, relay.address), TO, letter("Ääniä: pitkä otsikko, joka ei mahdu " + "rivi" * 20))
    mail = relay.mail()
    assert mail["Subject"] == "Ääniä: pitkä otsikko, joka ei mahdu " + "rivi" * 20
    assert mail.get_content_type() == "multipart/alternative"
    assert (mail["From"], plain(mail)) == ("Työpaja <post@example.org>", BODY)
    assert mail["Message-ID"] and mail["Date"].datetime
    assert b"rcpt TO:<aino@xn--typaja-xxa.example>\r\n" in relay.sent


def test_long_lines_are_broken_on_the_way_and_whole_at_the_end(tmp_path, relay):
    post(settings(tmp_path, relay.address), "a@example.org", letter("x", "å" * 900))
    mail = relay.mail()
    assert f"{'å' * 900}\n" in plain(mail)
    assert "å" * 900 in mail.get_body(("html",)).get_content()
    assert max(map(len, relay.sent)) <= 1000


def test_no_header_can_be_slipped_in(tmp_path, capsys):
    with pytest.raises(ValueError, match="linefeed"):
        post(settings(tmp_path, "console"), "a@example.org", letter("x\nBcc: b@example.org"))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("lang", "subject"), [("fi", "Kirjautumislinkkisi"), ("sv", "Din inloggningslänk"), ("en", "Your sign-in link")]
)
def test_a_letter_is_in_the_language_that_is_spoken(lang, subject):
    with speaking(lang):
        written = sign_in_letter("Kylä", "https://example.org/x")
        page = written.html
    assert written.subject == subject
    for body in (written.text, page):
        assert "Kylä" in body and "https://example.org/x" in body and "%(" not in body
    assert f'<html lang="{lang}">' in page


def test_the_html_fetches_nothing_runs_nothing_and_shows_what_people_wrote_as_text():
    page = letter("x", "<script>alert(1)</script> & <img src=//lure.example>").html
    assert "&lt;script&gt;" in page
    assert not re.search(r"<(img|link|form|script|iframe|object)\b|url\(|@import", page)
    assert set(re.findall(r'href="([^"]*)"', page)) == {URL}


def plain(mail: EmailMessage) -> str:
    """What the mail says in plain text."""
    return mail.get_body(("plain",)).get_content()
