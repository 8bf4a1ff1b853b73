"""A letter leaves as it was written: on the console, and over SMTP to a server that says no at the end."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread

import pytest

from workshop.config import Settings, read_settings
from workshop.language.speech import speaking
from workshop.mail import post
from workshop.mail.letters import sign_in_letter

TO = "aino@työpaja.example"
BODY = "Hei,\n\nhttps://example.org/sign-in/abc\n.piste rivin alussa\n"


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


def settings(tmp_path, mail: str) -> Settings:
    """The settings of an app that mails so."""
    return read_settings(
        {"WORKSHOP_MAIL": mail, "WORKSHOP_MAIL_FROM": "Työpaja <post@example.org>"}, data=str(tmp_path)
    )


def test_a_letter_on_the_console_is_a_mail_between_lines(tmp_path, capsys):
    post(settings(tmp_path, "console"), TO, "Kirjautumislinkkisi", BODY)
    printed = capsys.readouterr().out
    assert printed.startswith("Content-Type: text/plain") and printed.endswith(f"\n{'-' * 79}\n")
    mail = message_from_bytes(printed.rpartition("\n---")[0].encode(), policy=policy.default)
    assert (mail["Subject"], mail["To"], mail.get_content().strip()) == (
        "Kirjautumislinkkisi",
        "aino@xn--typaja-xxa.example",
        BODY.strip(),
    )


def test_a_letter_over_smtp_is_whole_and_a_bad_farewell_does_not_send_it_again(tmp_path, relay):
    post(settings(tmp_path, relay.address), TO, "Ääniä: pitkä otsikko, joka ei mahdu " + "rivi" * 20, BODY)
    mail = relay.mail()
    assert mail["Subject"] == "Ääniä: pitkä otsikko, joka ei mahdu " + "rivi" * 20
    assert (mail["From"], mail.get_content()) == ("Työpaja <post@example.org>", BODY)
    assert mail["Message-ID"] and mail["Date"].datetime
    assert b"rcpt TO:<aino@xn--typaja-xxa.example>\r\n" in relay.sent


def test_long_lines_are_broken_on_the_way_and_whole_at_the_end(tmp_path, relay):
    post(settings(tmp_path, relay.address), "a@example.org", "x", f"{'å' * 900}\n")
    assert relay.mail().get_content() == f"{'å' * 900}\n"
    assert max(map(len, relay.sent)) <= 1000


def test_no_header_can_be_slipped_in(tmp_path, capsys):
    with pytest.raises(ValueError, match="linefeed"):
        post(settings(tmp_path, "console"), "a@example.org", "x\nBcc: b@example.org", BODY)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("lang", "subject"), [("fi", "Kirjautumislinkkisi"), ("sv", "Din inloggningslänk"), ("en", "Your sign-in link")]
)
def test_a_letter_is_in_the_language_that_is_spoken(lang, subject):
    with speaking(lang):
        said, body = sign_in_letter("Kylä", "https://example.org/x")
    assert said == subject
    assert "Kylä" in body and "%(" not in body
