"""Two workers never do one job twice, also where a job takes longer than a lease lasts."""

from tests.jobs.workers import until
from tests.mail.conftest import address

LEASE_SECONDS, LETTER_SECONDS, LETTERS = 1.5, 2.0, 8


def test_each_letter_is_sent_once_at_a_slow_mail_server(letters_to, rows, start_mail_server, workers):
    people, server = [address() for _ in range(LETTERS)], start_mail_server(LETTER_SECONDS)
    for _ in range(2):
        workers.start(mail=server.address, lease=LEASE_SECONDS)
    letters_to(people)
    until(lambda: rows() == [], 120)
    assert sorted(server.letters) == sorted(people), workers.log()
    assert server.most_at_once == 2
