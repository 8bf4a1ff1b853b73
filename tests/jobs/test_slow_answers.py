"""A mail server that was reached is waited for: it may have the letter already."""

from workshop import mail
from workshop.config import read_settings
from workshop.mail.letter import Letter


def test_a_letter_is_sent_once_also_where_the_answer_takes_longer_than_reaching_the_server_may(
    tmp_path, start_mail_server, monkeypatch
):
    monkeypatch.setattr(mail, "REACH_SECONDS", 0.5)
    server = start_mail_server(1.5)
    settings = read_settings({"WORKSHOP_MAIL": server.address}, data=str(tmp_path))
    letter = Letter("Hello", "Workshop", ("A letter",), "Open", "https://workshop.example.org/")
    mail.post(settings, "aino@example.org", letter)
    assert server.letters == ["aino@example.org"]
