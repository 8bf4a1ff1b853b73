"""The letters: a sign-in link, an invitation."""

from flask_babel import gettext

from workshop.commands.accounts import LINK_MINUTES


def sign_in_letter(url: str) -> tuple[str, str]:
    """Give (subject, body) of the mail with a sign-in link."""
    body = gettext(
        "Hello,\n\nopen this link to sign in to Workshop. It works once, for %(minutes)s minutes:\n\n%(url)s\n\n"
        "If you did not ask for it, you need not do anything.\n",
        minutes=LINK_MINUTES,
        url=url,
    )
    return gettext("Your sign-in link"), body


def invitation_letter(title: str, url: str) -> tuple[str, str]:
    """Give (subject, body) of the mail that invites to a consultation."""
    body = gettext(
        "Hello,\n\nyou are invited to take part in the consultation “%(title)s”. Sign in with this e-mail address:"
        "\n\n%(url)s\n",
        title=title,
        url=url,
    )
    return gettext("Invitation: %(title)s", title=title), body
