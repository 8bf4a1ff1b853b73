"""Mail: written in the reader's language, sent by Flask-Mailman; on the console unless an SMTP server is set."""

from urllib.parse import parse_qsl, unquote, urlsplit

from flask import Flask
from flask_mailman import EmailMessage, Mail

from workshop.config import Settings

# How long a mail server may take to be reached, and then for each of its answers.
REACH_SECONDS, ANSWER_SECONDS = 20, 120


def post(settings: Settings, to: str, subject: str, body: str) -> None:
    """Send one mail; raises what the mail server's refusal raises.

    A server that is there is given more time than one that can't be reached: it may have taken the mail already, and
    who does not wait for its word sends it again (RFC 5321, 4.5.3.2).
    """
    app = Flask(__name__)
    app.config.update(_configured(settings.mail), MAIL_DEFAULT_SENDER=settings.mail_from)
    Mail(app)
    with app.app_context(), app.extensions["mailman"].get_connection() as connection:
        if smtp := getattr(connection, "connection", None):
            smtp.sock.settimeout(ANSWER_SECONDS)
        connection.send_messages([EmailMessage(subject=subject, body=body, to=[to])])


def _configured(mail):
    """Read `console` or `smtp[s]://name:password@host:port?tls=1`."""
    if mail == "console":
        return {"MAIL_BACKEND": "console"}
    parts = urlsplit(mail)
    options = dict(parse_qsl(parts.query))
    return {
        "MAIL_BACKEND": "smtp",
        "MAIL_SERVER": parts.hostname,
        "MAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "MAIL_USERNAME": unquote(parts.username) if parts.username else None,
        "MAIL_PASSWORD": unquote(parts.password) if parts.password else None,
        "MAIL_USE_SSL": parts.scheme == "smtps",
        "MAIL_USE_TLS": options.get("tls") == "1",
        "MAIL_TIMEOUT": REACH_SECONDS,
    }
