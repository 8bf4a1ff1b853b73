"""Mail: sends one letter by SMTP, or prints it on the console where no server is configured."""

import smtplib
import socket
import ssl
import sys
from contextlib import closing, suppress
from email.message import EmailMessage
from email.utils import formataddr, formatdate, make_msgid, parseaddr
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from workshop.config import Settings
from workshop.mail.letter import Letter

# Seconds to reach a mail server, and then for each of its answers.
REACH_SECONDS, ANSWER_SECONDS = 20, 120
# In bytes (RFC 5322, section 2.1.1); a body with longer lines is encoded so that they are broken.
LONGEST_LINE = 998


def post(settings: Settings, to: str, letter: Letter) -> None:
    """Send a letter as one mail, in text and in HTML; on the console stands its text alone.

    Raises smtplib's exceptions and OSError, and ValueError for a line break in a header.
    """
    on_console = settings.mail == "console"
    mail = _written(settings.mail_from, to, letter, html=not on_console)
    if on_console:
        sys.stdout.write(f"{mail.as_bytes().decode()}\n{'-' * 79}\n")
        sys.stdout.flush()
    else:
        _send(settings.mail, mail)


def _written(sender, to, letter, html):
    mail = EmailMessage()
    mail.set_content(letter.text, cte=_encoding(letter.text))
    if html:
        mail.add_alternative(letter.html, subtype="html", cte=_encoding(letter.html))
    mail["Subject"] = letter.subject
    mail["From"] = _address(sender)
    mail["To"] = _address(to)
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain=_own_host())
    return mail


def _encoding(body):
    # Not base64, which spam filters hold against a mail.
    longest = max(len(line.encode()) for line in [*body.splitlines(), ""])
    return "8bit" if longest <= LONGEST_LINE else "quoted-printable"


def _address(written):
    """Return an address whose host is written in ASCII, as mail servers require."""
    name, address = parseaddr(written)
    local, _, host = address.rpartition("@")
    address = f"{local}@{host.encode('idna').decode()}"
    return formataddr((name, address), charset="utf-8") if name else address


@cache
def _own_host():
    # Cached, as looking this up may take seconds.
    return socket.getfqdn().encode("idna").decode()


def _send(server, mail):
    """Send by `smtp[s]://name:password@host:port?tls=1`."""
    parts = urlsplit(server)
    where: dict[str, Any] = {"host": parts.hostname, "local_hostname": _own_host(), "timeout": REACH_SECONDS}
    if parts.scheme == "smtps":
        context = ssl.create_default_context()
        connection: smtplib.SMTP = smtplib.SMTP_SSL(port=parts.port or smtplib.SMTP_SSL_PORT, context=context, **where)
    else:
        connection = smtplib.SMTP(port=parts.port or smtplib.SMTP_PORT, **where)
    with closing(connection):
        # Danger: the server may have accepted the mail before it answers; a client that gives up too early sends it
        # twice (RFC 5321, 4.5.3.2).
        assert connection.sock is not None, "connected above"
        connection.sock.settimeout(ANSWER_SECONDS)
        if dict(parse_qsl(parts.query)).get("tls") == "1" and parts.scheme != "smtps":
            connection.starttls()
        if parts.username and parts.password:
            connection.login(unquote(parts.username), unquote(parts.password))
        connection.send_message(mail)
        # The mail is accepted: a failure of the farewell must not make the job send it again.
        with suppress(smtplib.SMTPException):
            connection.quit()
