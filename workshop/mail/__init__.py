"""Mail: written in the reader's language, sent by Flask-Mailman; on the console unless an SMTP server is set."""

from urllib.parse import parse_qsl, unquote, urlsplit

from flask import Flask
from flask_mailman import EmailMessage, Mail

from workshop.config import Settings


def post(settings: Settings, to: str, subject: str, body: str) -> None:
    """Send one mail; raises what the mail server's refusal raises."""
    app = Flask(__name__)
    app.config.update(_configured(settings.mail), MAIL_DEFAULT_SENDER=settings.mail_from)
    Mail(app)
    with app.app_context():
        EmailMessage(subject=subject, body=body, to=[to]).send()


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
        "MAIL_TIMEOUT": 20,
    }
